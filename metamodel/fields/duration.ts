import * as z from "zod";
import { formatDuration, readDuration } from "../../core/language/index.ts";
import { defineFieldType } from "../field-type.ts";
import { celCall } from "./cel.ts";
import { cellText, unreadable } from "./cells.ts";
import { fittingWhole, fromAnyText } from "./conversions.ts";
import { orderWords, wholeNumber } from "./operators.ts";
import { reader } from "./properties.ts";

const properties = {
  min: z.number().int().optional().describe("The shortest duration allowed, in seconds."),
  max: z.number().int().optional().describe("The longest duration allowed, in seconds."),
};
const read = reader(properties);
/** Ten thousand years: what PostgreSQL's intervals and JavaScript's dates still hold. */
const longest = 315_576_000_000;

const fitting = (column: string) => `case when abs(${column}) <= ${longest} then ${column} end`;

/** A length of time in seconds: `5400` is an hour and a half. */
export const duration = defineFieldType<number>({
  name: "duration",
  label: { fr: "Durée", en: "Duration" },
  help: { fr: "Une durée : 1h30, 90min, 1:30.", en: "A length of time: 1h30, 90min, 1:30." },
  icon: "hourglass",
  properties,
  column: () => "bigint",
  jsonSchema: (field) => ({
    type: "integer",
    minimum: Math.max(-longest, read(field).min ?? -longest),
    maximum: Math.min(longest, read(field).max ?? longest),
  }),
  widget: "duration",
  format: (value, _field, habits) => formatDuration(value, habits),
  toCell: (value) => clock(value),
  fromCell: (cell) => {
    const seconds = cell instanceof Date ? null : readDuration(cellText(cell));
    if (seconds !== null && Math.abs(seconds) <= longest) return { value: seconds };
    return unreadable(cell, "n’est pas une durée", "is not a duration");
  },
  operators: orderWords((value) => celCall("duration", inUnits(wholeNumber(value)))),
  aggregates: ["count", "sum", "avg", "min", "max"],
  sort: "plain",
  expressionType: "duration",
  convertsFrom: {
    integer: fitting,
    decimal: (column) => fitting(fittingWhole(`round(${column})`)),
    ...fromAnyText(
      (column) =>
        `case when ${column} ~ '^[0-9]{1,6}:[0-5][0-9](:[0-5][0-9])?$' then ` +
        `split_part(${column}, ':', 1)::bigint * 3600 + split_part(${column}, ':', 2)::bigint * 60 + ` +
        `coalesce(nullif(split_part(${column}, ':', 3), ''), '0')::bigint ` +
        `when ${column} ~ '^[0-9]{1,11}$' then ${column}::bigint end`,
    ),
  },
  examples: [0, 5400, 60, 86_399, 360_000, -1800],
  refused: ["1h30", 1.5, true, 1e15, {}],
});

/** `h:mm`, with `:ss` where there are seconds: what people and spreadsheets both read. */
function clock(seconds: number): string {
  const rest = Math.abs(seconds);
  const two = (number: number) => String(number).padStart(2, "0");
  const hours = `${seconds < 0 ? "-" : ""}${Math.floor(rest / 3600)}:${two(Math.floor(rest / 60) % 60)}`;
  return rest % 60 === 0 ? hours : `${hours}:${two(rest % 60)}`;
}

/** `1h30m`, as expressions write it; `0s` for nothing. */
function inUnits(seconds: number): string {
  const length = Math.min(Math.abs(seconds), longest);
  const parts = [
    [Math.floor(length / 3600), "h"],
    [Math.floor(length / 60) % 60, "m"],
    [length % 60, "s"],
  ] as const;
  const written = parts.map(([count, unit]) => (count === 0 ? "" : `${count}${unit}`)).join("");
  return `${seconds < 0 ? "-" : ""}${written || "0s"}`;
}
