import { type DayHabits, dayFrom, formatDay, isDay, readDay } from "./days.ts";
import type { Habits } from "./words.ts";

const iso = /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?([Zz]|[+-]\d{2}:?\d{2})$/;
const local = /^(\S{6,10})[T ,]+(?:à )?(\d{1,2})[:h](\d{2})?(?::(\d{2})(?:[.,]\d{1,9})?)?$/;

/** Whether a value is an ISO 8601 moment with an offset, of the years 1 to 9999. */
export function isInstant(value: unknown): value is string {
  if (typeof value !== "string" || value.length > 40) return false;
  const parts = iso.exec(value);
  if (!parts || !isDay(parts[1])) return false;
  const time = Date.parse(value.replace(",", "."));
  return time >= earliest && time <= latest;
}

const earliest = Date.parse("0001-01-01T00:00:00Z");
const latest = Date.parse("9999-12-31T23:59:59.999Z");

/** A moment as the clocks of the house show it: `04.03.2026 14:30`. */
export function formatInstant(instant: string, habits: Pick<Habits, "country" | "timeZone">): string {
  const shown = clockAt(Date.parse(instant), habits.timeZone);
  const day = dayFrom(shown.year.padStart(4, "0"), shown.month, shown.day) ?? "";
  return `${formatDay(day, habits)} ${shown.hour}:${shown.minute}`;
}

/** Where a time begins or ends: at midnight as its first or last day, else as the clocks show it. */
export function formatEdge(
  instant: string,
  edge: "first" | "last",
  habits: Pick<Habits, "country" | "timeZone">,
): string {
  const shown = formatInstant(instant, habits);
  if (!shown.endsWith(" 00:00")) return shown;
  const within = edge === "first" ? instant : new Date(Date.parse(instant) - 1).toISOString();
  return formatInstant(within, habits).replace(/ \S+$/, "");
}

/**
 * Reads a moment as canonical UTC with milliseconds: ISO with an offset, or a day and a time as the clocks of the house
 * show it (`4.3.2026 14:30`, `04/03/26 14h30`, a day alone is its midnight). Null where it is none.
 */
export function readInstant(text: string, habits: Pick<Habits, "timeZone"> & DayHabits): string | null {
  const trimmed = text.trim();
  const exact = isInstant(trimmed) ? new Date(trimmed.replace(",", ".")).toISOString() : null;
  if (exact) return exact;
  if (trimmed.length > 40) return null;
  const [, written = trimmed, hour = "0", minute = "0", second = "0"] = local.exec(trimmed) ?? [];
  const day = readDay(written, habits);
  if (!day || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  const seconds = (Number(hour) * 60 + Number(minute)) * 60 + Number(second);
  const instant = new Date(
    atClock(Date.parse(`${day}T00:00:00Z`) + seconds * 1000, habits.timeZone),
  ).toISOString();
  return isInstant(instant) ? instant : null;
}

/**
 * The moment at which clocks show a given time. Of an hour that comes twice it is the first; one that is skipped is
 * moved on, as clocks do.
 */
function atClock(shown: number, timeZone: string): number {
  const early = shown - offsetAt(shown - 86_400_000, timeZone);
  const late = shown - offsetAt(shown + 86_400_000, timeZone);
  const first = Math.min(early, late);
  if (first + offsetAt(first, timeZone) === shown) return first;
  return Math.max(early, late);
}

/** How far clocks are ahead of UTC, in milliseconds. */
function offsetAt(time: number, timeZone: string): number {
  const { year, month, day, hour, minute, second } = clockAt(time, timeZone);
  // Date.UTC would take the years 1 to 99 for 1901 to 1999.
  const shown = Date.parse(`${year.padStart(4, "0")}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return shown - Math.floor(time / 1000) * 1000;
}

const clockParts = ["year", "month", "day", "hour", "minute", "second"] as const;
type ClockParts = Readonly<Record<(typeof clockParts)[number], string>>;

function clockAt(time: number, timeZone: string): ClockParts {
  const parts = clockOf(timeZone).formatToParts(time);
  const part = (name: keyof ClockParts) => parts.find((each) => each.type === name)?.value ?? "";
  const [year, month, day, hour, minute, second] = clockParts.map(part);
  return {
    year: year ?? "",
    month: month ?? "",
    day: day ?? "",
    hour: hour ?? "",
    minute: minute ?? "",
    second: second ?? "",
  };
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter costs a hundred times more than using it. */
function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known) return known;
  const clock = new Intl.DateTimeFormat("en-US", {
    timeZone,
    calendar: "iso8601",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  });
  clocks.set(timeZone, clock);
  return clock;
}
