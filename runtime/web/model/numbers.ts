import type { Habits } from "../../../core/language/index.ts";

/** A count as the reader writes it: `12’480` in Switzerland, `12 480` in France, `12,480` in English. */
export function formatNumber(value: number, habits: Habits): string {
  if (habits.country === "CH") return group(value, "’");
  return habits.language === "fr" ? group(value, "\u202f") : group(value, ",");
}

function group(value: number, separator: string): string {
  return String(Math.trunc(value)).replace(/\B(?=(\d{3})+$)/g, separator);
}
