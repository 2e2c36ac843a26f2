import type { CellHabits } from "../field-type.ts";
import { isDay } from "./day-words.ts";
import { readDay } from "./spoken.ts";

const iso = /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?([Zz]|[+-]\d{2}:?\d{2})$/;
const local = /^(\S{6,10})[T ,]+(?:à )?(\d{1,2})[:h](\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?$/;

/** Whether a value is an ISO 8601 moment with an offset, within the years 1 to 9999 of UTC. */
export function isInstant(value: unknown): value is string {
  if (typeof value !== "string" || value.length > 40) return false;
  const parts = iso.exec(value);
  if (!parts || !isDay(parts[1])) return false;
  const time = new Date(value).getTime();
  return time >= Date.parse("0001-01-01T00:00:00Z") && time <= Date.parse("9999-12-31T23:59:59.999Z");
}

/** Reads a moment: ISO with an offset, or a day and a time as the house's clocks show it. */
export function readInstant(text: string, habits: CellHabits, utc: boolean): string | null {
  const moment: string | null = isInstant(text) ? text : null;
  if (moment !== null) return new Date(moment).toISOString();
  if (utc || text.length > 40) return null;
  const parts = local.exec(text);
  const day = readDay(parts?.[1] ?? text, habits);
  if (day === null) return null;
  const [hour, minute, second] = [parts?.[2] ?? "0", parts?.[3] ?? "0", parts?.[4] ?? "0"].map(Number);
  if (hour === undefined || minute === undefined || second === undefined) return null;
  if (hour > 23 || minute > 59 || second > 59) return null;
  const wall = Date.parse(`${day}T00:00:00Z`) + ((hour * 60 + minute) * 60 + second) * 1000;
  return new Date(wall - offsetAt(wall - offsetAt(wall, habits.timeZone), habits.timeZone)).toISOString();
}

/** How far the clocks of a time zone are ahead of UTC at a moment, in milliseconds. */
function offsetAt(time: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone,
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
    hourCycle: "h23",
  }).formatToParts(time);
  const part = (type: string) => Number(parts.find((each) => each.type === type)?.value ?? 0);
  const shown = Date.UTC(
    part("year"),
    part("month") - 1,
    part("day"),
    part("hour"),
    part("minute"),
    part("second"),
  );
  return shown - Math.floor(time / 1000) * 1000;
}
