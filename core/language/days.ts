import type { Habits } from "./words.ts";

/** How a text writes its dates: with the day first unless told otherwise. */
export interface DayHabits {
  readonly dates?: "iso" | "d.m.y" | "d/m/y" | "m/d/y" | undefined;
}

/** Whether a value is a day `YYYY-MM-DD` that exists, of the years 1 to 9999. */
export function isDay(value: unknown): value is string {
  if (typeof value !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const [year, month, day] = [value.slice(0, 4), value.slice(5, 7), value.slice(8)].map(Number);
  return year !== 0 && day !== 0 && Number(day) <= lengthOfMonth(Number(year), Number(month));
}

/** Reckoned, not asked of `Date`: every date of every record comes through here. Zero where there is no such month. */
function lengthOfMonth(year: number, month: number): number {
  if (month < 1 || month > 12) return 0;
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** `2026-03-04` as 04.03.2026 in Switzerland and 04/03/2026 in France. */
export function formatDay(day: string, habits: Pick<Habits, "country">): string {
  const [year = "", month = "", date = ""] = day.split("-");
  return [date, month, year].join(habits.country === "CH" ? "." : "/");
}

/** As a letter writes it: `4 mars 2026`, `1er mars 2026`, `4 March 2026`. */
export function formatLongDay(day: string, { language }: Pick<Habits, "language">): string {
  const written = spelled(day, language, { day: "numeric", month: "long", year: "numeric" });
  return language === "fr" ? written.replace(/^1(?=\s)/, "1er") : written;
}

/** A day near today in words (`auj.`, `hier`, `dem.`, `mer. 4 mars`), any other by its date. */
export function formatNearDay(
  day: string,
  { today, habits }: { today: string; habits: Pick<Habits, "country" | "language"> },
): string {
  const apart = daysBetween(today, day);
  const word = nearWords[habits.language].get(apart);
  if (word) return word;
  if (Math.abs(apart) > 7) return formatDay(day, habits);
  return spelled(day, habits.language, { weekday: "short", day: "numeric", month: "short" });
}

/** The day so many days later, or earlier where negative. */
export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * dayLength).toISOString().slice(0, 10);
}

/** How many days lie between two days; negative where the second is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayLength);
}

/**
 * Reads a whole date: `2026-03-04`, `4.3.2026`, `04/03/26`, `4-3-2026`, `4 mars 2026`, `1er mars 2026`. Of years with
 * two digits 00 to 49 are after 2000. Null where there is no such day.
 */
export function readDay(text: string, { dates }: DayHabits = {}): string | null {
  const trimmed = text.trim();
  if (trimmed.length > 40) return null;
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?$/.exec(trimmed);
  if (iso) return dayFrom(iso[1], iso[2], iso[3]);
  const figures = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})$/.exec(trimmed);
  if (figures && dates === "m/d/y") return dayFrom(figures[4], figures[1], figures[3]);
  if (figures) return dayFrom(figures[4], figures[3], figures[1]);
  const words = /^(\d{1,2})(?:er)?\.?\s+(\p{L}{3,9})\.?\s+(\d{4})$/u.exec(trimmed);
  return words ? dayFrom(words[3], monthNumber(words[2]), words[1]) : null;
}

/** The day of a year, a month and a day as written; null where it does not exist. */
export function dayFrom(year = "", month = "", day = ""): string | null {
  const whole = year.length === 2 ? `${Number(year) < 50 ? "20" : "19"}${year}` : year;
  const text = `${whole}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return isDay(text) ? text : null;
}

/** `mars`, `Mar`, `déc` and `december` as the number of the month; empty where it is none. */
export function monthNumber(word = ""): string {
  const plain = plainWord(word);
  const index = monthBeginnings.findIndex((beginnings) =>
    beginnings.some((beginning) => plain.startsWith(beginning)),
  );
  return index < 0 ? "" : String(index + 1);
}

/** Small letters without accents. */
export function plainWord(word: string): string {
  return word.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

const dayLength = 86_400_000;

const nearWords = {
  fr: new Map([
    [-1, "hier"],
    [0, "auj."],
    [1, "dem."],
  ]),
  en: new Map([
    [-1, "yesterday"],
    [0, "today"],
    [1, "tomorrow"],
  ]),
} as const;

const monthBeginnings = [
  ["jan"],
  ["fev", "feb"],
  ["mar"],
  ["avr", "apr"],
  ["mai", "may"],
  ["juin", "jun"],
  ["juil", "jul"],
  ["aou", "aug"],
  ["sep"],
  ["oct", "okt"],
  ["nov"],
  ["dec", "dez"],
] as const;

function spelled(day: string, language: Habits["language"], format: Intl.DateTimeFormatOptions): string {
  const locale = language === "fr" ? "fr-FR" : "en-GB";
  return new Intl.DateTimeFormat(locale, { ...format, timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`));
}
