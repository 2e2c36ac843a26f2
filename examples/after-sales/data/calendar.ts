import type { Chance } from "./random.ts";

/** Milliseconds of a day. */
export const DAY = 86_400_000;

/** Midnight UTC at the beginning of a day written `YYYY-MM-DD`, in milliseconds; refuses anything else. */
export function startOf(day: string): number {
  const instant = Date.parse(`${day}T00:00:00.000Z`);
  // Date.parse takes 31 February for 3 March.
  if (Number.isNaN(instant) || dayOf(instant) !== day)
    throw new RangeError(`${day} is not a day, write YYYY-MM-DD`);
  return instant;
}

/** `2026-03-04` */
export function dayOf(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10);
}

/** `2026-03-04T09:12:00.000Z` */
export function instantOf(instant: number): string {
  return new Date(instant).toISOString();
}

/** `4 mars` */
export function dayInFrench(instant: number): string {
  const date = new Date(instant);
  const day = date.getUTCDate();
  return `${day === 1 ? "1er" : day} ${months[date.getUTCMonth()]}`;
}

/** `10 h 30`; the hour in Switzerland, near enough for a story. */
export function timeInFrench(instant: number): string {
  const date = new Date(instant);
  const minutes = date.getUTCMinutes();
  return `${date.getUTCHours() + 1} h${minutes === 0 ? "" : ` ${String(minutes).padStart(2, "0")}`}`;
}

/** A moment of work within the given span: Monday to Friday mostly, between seven and six, busier in winter. */
export function workingMoment(chance: Chance, from: number, until: number): number {
  for (let attempt = 0; attempt < 20; attempt++) {
    const moment = from + Math.floor((chance.next() * (until - from)) / DAY) * DAY;
    if (chance.happens(busy(moment))) return duringTheDay(chance, moment);
  }
  return duringTheDay(chance, from);
}

/** The same day, at an hour of work, to the minute. */
export function duringTheDay(chance: Chance, moment: number): number {
  const midnight = moment - (moment % DAY);
  return midnight + chance.between(6 * 12, 16 * 12) * 300_000;
}

/** The next day from Monday to Friday, the moment's own day included. */
export function nextWorkingDay(moment: number): number {
  const weekday = new Date(moment).getUTCDay();
  if (weekday === 6) return moment + 2 * DAY;
  return weekday === 0 ? moment + DAY : moment;
}

const months = [
  "janvier",
  "février",
  "mars",
  "avril",
  "mai",
  "juin",
  "juillet",
  "août",
  "septembre",
  "octobre",
  "novembre",
  "décembre",
];

/** Work by month, January first, as a share of the busiest. */
const seasons = [1, 0.95, 0.8, 0.6, 0.5, 0.5, 0.5, 0.5, 0.7, 0.95, 1, 1];

function busy(moment: number): number {
  const date = new Date(moment);
  const weekend = date.getUTCDay() === 0 || date.getUTCDay() === 6;
  return (seasons[date.getUTCMonth()] ?? 1) * (weekend ? 0.06 : 1);
}
