/** Where the house reads the time, so that a test can set it. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

const formats = new Map<string, Intl.DateTimeFormat>();

/** The calendar day, `YYYY-MM-DD`, that an instant falls on in a time zone. */
export function dayOf(instant: Date, timeZone: string): string {
  const known = formats.get(timeZone);
  if (known) return known.format(instant);
  // Making a format takes longer than writing a record; there are as many as there are time zones.
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  formats.set(timeZone, format);
  return format.format(instant);
}
