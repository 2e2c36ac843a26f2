import { formatInstant, isInstant, readInstant } from "../../core/language/index.ts";
import { defineFieldType } from "../field-type.ts";
import { celCall } from "./cel.ts";
import { cellText, unreadable } from "./cells.ts";
import { dayFromText, fromAnyText, sqlText } from "./conversions.ts";
import { between, comparison, presence } from "./operators.ts";
import { emptyToNull } from "./text-value.ts";

const literal = (value: unknown) =>
  celCall("timestamp", isInstant(value) ? value : "0001-01-01T00:00:00.000Z");

/** Canonical where it is a moment with an offset; anything else stays as it is, to be refused by the schema. */
function exactInstant(text: string): unknown {
  return isInstant(text) ? new Date(text.replace(",", ".")).toISOString() : emptyToNull(text);
}

/** A moment, the same for everybody, kept in UTC to the millisecond and shown in the house's time zone. */
export const dateTime = defineFieldType<string>({
  name: "date-time",
  label: { fr: "Date et heure", en: "Date and time" },
  help: { fr: "Un moment précis.", en: "A moment in time." },
  icon: "clock",
  properties: {},
  column: () => "timestamptz(3)",
  accept: (value) => (typeof value === "string" ? exactInstant(value) : value),
  jsonSchema: () => ({ type: "string", format: "date-time" }),
  readSql: (column) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
  widget: "date-time",
  format: (value, _field, habits) => formatInstant(value, habits),
  toCell: (value) => value,
  fromCell: (cell, _field, habits) => {
    // A spreadsheet keeps what clocks show, without a time zone.
    const written = cell instanceof Date ? cellText(cell).slice(0, -1) : cellText(cell);
    const value = readInstant(written, habits);
    return value === null ? unreadable(cell, "n’est pas un moment", "is not a moment") : { value };
  },
  operators: {
    before: comparison({ fr: "est avant", en: "is before" }, "<", literal),
    after: comparison({ fr: "est après", en: "is after" }, ">", literal),
    between: between(literal),
    ...presence,
  },
  aggregates: ["count", "min", "max"],
  sort: "plain",
  expressionType: "timestamp",
  convertsFrom: {
    ...fromAnyText(
      (column, { timeZone = "UTC" } = {}) =>
        `(${dayFromText(column)})::timestamp at time zone ${sqlText(timeZone)}`,
    ),
    date: (column, { timeZone = "UTC" } = {}) => `${column}::timestamp at time zone ${sqlText(timeZone)}`,
  },
  examples: [
    "2024-02-29T12:30:00.000Z",
    "1999-12-31T23:59:59.999Z",
    "0001-01-01T00:00:00.000Z",
    "2026-03-29T01:30:00.000Z",
  ],
  refused: [
    "2024-02-29",
    "2024-02-29T12:30:00",
    "2024-02-30T12:00:00Z",
    "0000-01-01T00:00:00Z",
    "",
    1709209800,
  ],
});
