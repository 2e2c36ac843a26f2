import * as z from "zod";
import { formatDay, isDay, readDay } from "../../core/language/index.ts";
import { defineFieldType } from "../field-type.ts";
import { saying } from "../saying.ts";
import { celCall } from "./cel.ts";
import { cellText, unreadable } from "./cells.ts";
import { dayFromText, fromAnyText, sqlText } from "./conversions.ts";
import { relativeDays } from "./day-words.ts";
import { between, comparison, presence } from "./operators.ts";
import { reader } from "./properties.ts";

const day = z
  .string()
  .refine(isDay, saying({ fr: "un jour s’écrit AAAA-MM-JJ", en: "a day is written YYYY-MM-DD" }));
const properties = {
  min: day.optional().describe("The earliest day allowed."),
  max: day.optional().describe("The latest day allowed."),
};
const read = reader(properties);
const literal = (value: unknown) => celCall("date", isDay(value) ? value : "0001-01-01");

/** A calendar day without a time, kept as `YYYY-MM-DD` so that no time zone can move it. */
export const date = defineFieldType<string>({
  name: "date",
  label: { fr: "Date", en: "Date" },
  help: { fr: "Un jour du calendrier, sans heure.", en: "A calendar day without a time." },
  icon: "calendar",
  properties,
  column: () => "date",
  jsonSchema: (field) => ({
    type: "string",
    format: "date",
    ...(read(field).min !== undefined && { dayMinimum: read(field).min }),
    ...(read(field).max !== undefined && { dayMaximum: read(field).max }),
  }),
  widget: "date",
  format: (value, _field, habits) => formatDay(value, habits),
  toCell: (value) => value,
  fromCell: (cell, _field, habits) => {
    // Spreadsheets keep a day as midnight UTC.
    const read = cell instanceof Date ? cellText(cell).slice(0, 10) : readDay(cellText(cell), habits);
    if (isDay(read)) return { value: read };
    return unreadable(cell, "n’est pas une date", "is not a date");
  },
  operators: {
    is: comparison({ fr: "est le", en: "is on" }, "==", literal),
    before: comparison({ fr: "est avant le", en: "is before" }, "<", literal),
    after: comparison({ fr: "est après le", en: "is after" }, ">", literal),
    between: between(literal),
    ...relativeDays((path) => path),
    ...presence,
  },
  aggregates: ["count", "min", "max"],
  sort: "plain",
  expressionType: "date",
  convertsFrom: {
    ...fromAnyText(dayFromText),
    "date-time": (column, { timeZone = "UTC" } = {}) => `(${column} at time zone ${sqlText(timeZone)})::date`,
  },
  examples: ["2024-02-29", "1999-12-31", "0001-01-01", "9999-12-31"],
  refused: ["2023-02-29", "29.02.2024", "2024-2-9", "0000-01-01", "", 20240229],
});
