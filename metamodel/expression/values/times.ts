/** Days are counted from 1970-01-01, instants in milliseconds from there, durations in seconds. */
export const millisecondsOfDay = 86_400_000;
export const secondsOfDay = 86_400n;

/** The years that a calendar of the house knows: 1 to 9999. */
export const daysKnown = {
  first: Date.parse("0001-01-01T00:00:00Z") / millisecondsOfDay,
  last: Date.parse("9999-12-31T00:00:00Z") / millisecondsOfDay,
} as const;
export const instantsKnown = {
  first: daysKnown.first * millisecondsOfDay,
  last: (daysKnown.last + 1) * millisecondsOfDay - 1,
} as const;

/** The day a `YYYY-MM-DD` names, or null where there is no such day. */
export function toDay(text: unknown): number | null {
  if (typeof text !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const instant = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(instant) || dayText(instant / millisecondsOfDay) !== text
    ? null
    : within(instant / millisecondsOfDay, daysKnown);
}

/** A day as `YYYY-MM-DD`. */
export function dayText(day: number): string {
  return new Date(day * millisecondsOfDay).toISOString().slice(0, 10);
}

const isoInstant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

/** The instant an ISO 8601 text with offset names, to the millisecond; null where it names none. */
export function toInstant(text: unknown): number | null {
  if (typeof text !== "string" || !isoInstant.test(text) || toDay(text.slice(0, 10)) === null) return null;
  const instant = Date.parse(text);
  return Number.isNaN(instant) ? null : within(instant, instantsKnown);
}

export function instantText(instant: number): string {
  return new Date(instant).toISOString();
}

const secondsOf: ReadonlyMap<string, bigint> = new Map([
  ["w", 604_800n],
  ["d", 86_400n],
  ["h", 3_600n],
  ["m", 60n],
  ["s", 1n],
]);

/** Whole seconds of `1h30m`, `-2d`, `45s`, `1w`; null where the text is no such duration. */
export function toDuration(text: string): bigint | null {
  if (!/^-?(\d{1,9}[wdhms])+$/.test(text)) return null;
  let seconds = 0n;
  for (const { groups } of text.matchAll(/(?<count>\d+)(?<unit>[wdhms])/g))
    seconds += BigInt(groups?.count ?? "0") * (secondsOf.get(groups?.unit ?? "") ?? 0n);
  return text.startsWith("-") ? -seconds : seconds;
}

/** Seconds since midnight of `08:30`; null where the text is no time of the clock. */
export function toClock(text: string): bigint | null {
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text) ?? [];
  return hours === undefined ? null : BigInt(hours) * 3_600n + BigInt(minutes ?? "0") * 60n;
}

/** The value where it lies between the two, else null. */
export function within(
  value: number,
  known: { readonly first: number; readonly last: number },
): number | null {
  return value >= known.first && value <= known.last ? value : null;
}

/** Whether both JavaScript and PostgreSQL know a time zone by this name. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z_]+(\/[A-Za-z_+\-0-9]+)*$/.test(name)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** The calendar day that an instant falls on in a zone. */
export function dayIn(instant: number, timeZone: string): number | null {
  return within(Math.floor(wallClock(instant, timeZone).getTime() / millisecondsOfDay), daysKnown);
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** What clocks of the zone show at an instant, as if they stood in UTC. */
export function wallClock(instant: number, timeZone: string): Date {
  let clock = clocks.get(timeZone);
  if (!clock) {
    clock = new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      era: "short",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    clocks.set(timeZone, clock);
  }
  const shown = new Map(clock.formatToParts(instant).map(({ type, value }) => [type, value]));
  const part = (name: Intl.DateTimeFormatPartTypes) => Number(shown.get(name));
  const year = shown.get("era")?.startsWith("B") ? 1 - part("year") : part("year");
  const wall = new Date(0);
  wall.setUTCFullYear(year, part("month") - 1, part("day"));
  wall.setUTCHours(part("hour"), part("minute"), part("second"), ((instant % 1_000) + 1_000) % 1_000);
  return wall;
}

/** The instant at which a day begins in a zone; where clocks change at midnight, PostgreSQL's choice. */
export function startOfDay(day: number, timeZone: string): number | null {
  const wall = day * millisecondsOfDay;
  const offset = (instant: number) => wallClock(instant, timeZone).getTime() - instant;
  const [before, after] = [offset(wall - millisecondsOfDay), offset(wall + millisecondsOfDay)];
  const [early, late] = [wall - before, wall - after];
  const fits = (instant: number) => instant + offset(instant) === wall;
  const chosen = fits(early) !== fits(late) ? (fits(early) ? early : late) : Math.max(early, late);
  return within(chosen, instantsKnown);
}
