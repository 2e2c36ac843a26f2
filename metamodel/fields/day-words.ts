import type { Operator } from "../field-type.ts";
import { wholeNumber } from "./operators.ts";

/** Filter words relative to today; `day` writes the CEL expression of the day that a path stands for. */
export function relativeDays(day: (path: string) => string): Record<string, Operator> {
  const nothing = (fr: string, en: string, cel: (day: string) => string): Operator => ({
    label: { fr, en },
    takes: "nothing",
    cel: (path) => cel(day(path)),
  });
  const days = (fr: string, en: string, cel: (day: string, count: number) => string): Operator => ({
    label: { fr, en },
    takes: "number",
    cel: (path, value) => cel(day(path), Math.min(Math.abs(wholeNumber(value)), 36_500)),
  });
  return {
    today: nothing("est aujourd’hui", "is today", (each) => `${each} == today()`),
    past: nothing("est passé", "is past", (each) => `${each} < today()`),
    future: nothing("est à venir", "is to come", (each) => `${each} > today()`),
    nextDays: days(
      "dans les prochains jours",
      "within the next days",
      (each, count) => `${each} >= today() && ${each} <= today() + ${count}`,
    ),
    lastDays: days(
      "dans les derniers jours",
      "within the last days",
      (each, count) => `${each} <= today() && ${each} >= today() - ${count}`,
    ),
    thisMonth: nothing(
      "est ce mois",
      "is this month",
      (each) => `${each}.getFullYear() == today().getFullYear() && ${each}.getMonth() == today().getMonth()`,
    ),
    thisYear: nothing(
      "est cette année",
      "is this year",
      (each) => `${each}.getFullYear() == today().getFullYear()`,
    ),
  };
}
