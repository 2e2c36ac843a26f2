import { addDays, type DayHabits, dayFrom, monthNumber, plainWord, readDay } from "./days.ts";

/**
 * Reads what people type into a date field: any whole date, and in short `4`, `4.3`, `0403`, `040326`, `4 mars`, `auj`,
 * `hier`, `dem`, `lun` (the next one, today included), `+10`, `-3`, `+2s` (weeks), `+1m` (months), `s12` (Monday of that
 * week). Parts that are left out are today's. Null where it is no day.
 */
export function readTypedDay(text: string, { today, dates }: DayHabits & { today: string }): string | null {
  const plain = plainWord(text.trim());
  if (plain.length > 40) return null;
  return (
    readDay(text, { dates }) ??
    readFigures(plain, { today, dates }) ??
    readWord(plain, today) ??
    readStep(plain, today) ??
    readWeek(plain, today)
  );
}

function readFigures(plain: string, { today, dates }: DayHabits & { today: string }): string | null {
  const [year, month] = today.split("-");
  const short = /^(\d{1,2})(?:[./-](\d{1,2})[./-]?)?$/.exec(plain);
  if (short?.[2] && dates === "m/d/y") return dayFrom(year, short[1], short[2]);
  if (short) return dayFrom(year, short[2] ?? month, short[1]);
  const packed = /^(\d{2})(\d{2})(\d{4}|\d{2})?$/.exec(plain);
  if (packed) return dayFrom(packed[3] ?? year, packed[2], packed[1]);
  const named = /^(\d{1,2})(?:er)?\.?\s+([a-z]{3,9})\.?$/.exec(plain);
  return named ? dayFrom(year, monthNumber(named[2]), named[1]) : null;
}

function readWord(plain: string, today: string): string | null {
  const near = nearWords.get(plain.replace("’", "'").replace(/\.$/, ""));
  if (near !== undefined) return addDays(today, near);
  const weekday = weekdays.findIndex((names) => names.some((name) => isShortFor(plain, name)));
  return weekday < 0 ? null : addDays(today, (weekday - weekdayOf(today) + 7) % 7);
}

function readStep(plain: string, today: string): string | null {
  const [, sign, figures, unit] = /^([+-])(\d{1,4})\s*([jdswm]?)$/.exec(plain) ?? [];
  if (!sign) return null;
  const count = Number(`${sign}${figures}`);
  if (unit === "m") return addMonths(today, count);
  return addDays(today, unit === "s" || unit === "w" ? count * 7 : count);
}

/** Week 1 is the one with 4 January (ISO 8601). */
function readWeek(plain: string, today: string): string | null {
  const [, figures] = /^[sw](\d{1,2})$/.exec(plain) ?? [];
  const week = Number(figures ?? 0);
  if (week < 1 || week > 53) return null;
  const fourth = `${today.slice(0, 4)}-01-04`;
  return addDays(fourth, (week - 1) * 7 - weekdayOf(fourth));
}

/** The same day of another month, or that month's last one. */
function addMonths(day: string, count: number): string | null {
  const [year = 0, month = 0, date = 0] = day.split("-").map(Number);
  const months = year * 12 + month - 1 + count;
  const last = new Date(Date.UTC(Math.floor(months / 12), (months % 12) + 1, 0)).getUTCDate();
  const parts = [Math.floor(months / 12), (months % 12) + 1, Math.min(date, last)];
  return dayFrom(String(parts[0]).padStart(4, "0"), String(parts[1]), String(parts[2]));
}

/** Monday is 0. */
function weekdayOf(day: string): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
}

function isShortFor(word: string, name: string): boolean {
  const short = word.replace(/\.$/, "");
  return short.length >= 3 && name.startsWith(short);
}

const nearWords: ReadonlyMap<string, number> = new Map([
  ["auj", 0],
  ["aujourd'hui", 0],
  ["today", 0],
  ["hier", -1],
  ["yesterday", -1],
  ["dem", 1],
  ["demain", 1],
  ["tomorrow", 1],
  ["apres-demain", 2],
]);

const weekdays = [
  ["lundi", "monday"],
  ["mardi", "tuesday"],
  ["mercredi", "wednesday"],
  ["jeudi", "thursday"],
  ["vendredi", "friday"],
  ["samedi", "saturday"],
  ["dimanche", "sunday"],
] as const;
