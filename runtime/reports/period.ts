import { addDays, isDay } from "../../core/language/index.ts";
import type { Grain } from "../../metamodel/measure.ts";

/** The days that a group of dates stands for: `2026-03` is March. The last day is included. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

const shapes: Readonly<Record<Grain, RegExp>> = {
  day: /^\d{4}-\d{2}-\d{2}$/,
  week: /^\d{4}-W(0[1-9]|[1-4]\d|5[0-3])$/,
  month: /^\d{4}-(0[1-9]|1[0-2])$/,
  quarter: /^\d{4}-Q[1-4]$/,
  year: /^\d{4}$/,
};

/** The days of a group key as `GET /api/aggregate` writes it: `2026`, `2026-Q1`, `2026-03`, `2026-W10`, `2026-03-04`. */
export function periodOf(key: string, grain: Grain): Period | null {
  if (!shapes[grain].test(key)) return null;
  const year = Number(key.slice(0, 4));
  const part = Number(key.slice(5).replace(/\D/g, ""));
  const period = {
    day: () => ({ from: key, to: key }),
    week: () => weekOf(year, part),
    month: () => monthsOf(year, part, 1),
    quarter: () => monthsOf(year, part * 3 - 2, 3),
    year: () => ({ from: `${key}-01-01`, to: `${key}-12-31` }),
  }[grain]();
  return isDay(period.from) && isDay(period.to) ? period : null;
}

/** The group that follows, for lines that show months without any record too. */
export function nextKey(key: string, grain: Grain): string | null {
  const period = periodOf(key, grain);
  return period && keyOf(addDays(period.to, 1), grain);
}

/** The group that a day belongs to. */
export function keyOf(day: string, grain: Grain): string {
  const [year = "", month = ""] = day.split("-");
  if (grain === "day") return day;
  if (grain === "month") return `${year}-${month}`;
  if (grain === "quarter") return `${year}-Q${Math.ceil(Number(month) / 3)}`;
  return grain === "year" ? year : isoWeek(day);
}

/** ISO 8601: a week belongs to the year of its Thursday. */
function isoWeek(day: string): string {
  const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
  const thursday = addDays(day, 3 - weekday);
  const first = Date.parse(`${thursday.slice(0, 4)}-01-01T00:00:00Z`);
  const week = Math.floor((Date.parse(`${thursday}T00:00:00Z`) - first) / 604_800_000) + 1;
  return `${thursday.slice(0, 4)}-W${String(week).padStart(2, "0")}`;
}

function weekOf(year: number, week: number): Period {
  const fourth = `${year}-01-04`;
  const weekday = (new Date(`${fourth}T00:00:00Z`).getUTCDay() + 6) % 7;
  const from = addDays(fourth, (week - 1) * 7 - weekday);
  return { from, to: addDays(from, 6) };
}

function monthsOf(year: number, month: number, count: number): Period {
  const first = new Date(Date.UTC(year, month - 1, 1)).toISOString().slice(0, 10);
  const after = new Date(Date.UTC(year, month - 1 + count, 1)).toISOString().slice(0, 10);
  return { from: first, to: addDays(after, -1) };
}
