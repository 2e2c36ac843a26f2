import * as z from "zod";
import { formatNumber, readNumber } from "../../core/language/index.ts";
import { defineFieldType } from "../field-type.ts";
import { cellText, unreadable } from "./cells.ts";
import { fittingWhole, fromAnyText, numberFromText } from "./conversions.ts";
import { orderWords, wholeNumber } from "./operators.ts";
import { reader } from "./properties.ts";
import { unit, withUnit } from "./unit.ts";

const properties = {
  min: z.number().int().optional().describe("The smallest value allowed."),
  max: z.number().int().optional().describe("The largest value allowed."),
  unit,
};
const read = reader(properties);
const whole = (column: string) => fittingWhole(column);

/** A whole number, exact up to ±(2^53 − 1). */
export const integer = defineFieldType<number>({
  name: "integer",
  label: { fr: "Nombre entier", en: "Whole number" },
  help: { fr: "Un nombre sans décimales.", en: "A number without decimals." },
  icon: "number",
  properties,
  column: () => "bigint",
  jsonSchema: (field) => ({
    type: "integer",
    minimum: Math.max(Number.MIN_SAFE_INTEGER, read(field).min ?? Number.MIN_SAFE_INTEGER),
    maximum: Math.min(Number.MAX_SAFE_INTEGER, read(field).max ?? Number.MAX_SAFE_INTEGER),
  }),
  widget: "number",
  format: (value, field, habits) => withUnit(formatNumber(String(value), habits), read(field).unit, habits),
  toCell: (value) => value,
  fromCell: (cell, _field, habits) => {
    const number = Number(
      readNumber(cellText(cell), typeof cell === "number" ? { decimal: "." } : habits) ?? "none",
    );
    if (Number.isSafeInteger(number)) return { value: number };
    return unreadable(cell, "n’est pas un nombre entier", "is not a whole number");
  },
  operators: orderWords((value) => String(wholeNumber(value))),
  aggregates: ["count", "sum", "avg", "min", "max"],
  sort: "plain",
  expressionType: "int",
  convertsFrom: {
    ...fromAnyText((column) => fittingWhole(`(${numberFromText(column)})`)),
    decimal: whole,
    percent: whole,
    money: whole,
    duration: (column) => column,
    boolean: (column) => `${column}::int::bigint`,
  },
  examples: [0, 42, -7, 1_234_567, Number.MAX_SAFE_INTEGER],
  refused: ["42", 1.5, 2 ** 53, true, {}],
});
