import * as z from "zod";
import { formatNumber } from "../../core/language/index.ts";
import { type Conversion, defineFieldType } from "../field-type.ts";
import { fittingDecimal, fromAnyText, numberFromText } from "./conversions.ts";
import { decimalCell, decimalSchema, decimalText, readDecimal } from "./decimal-value.ts";
import { decimalLiteral, orderWords } from "./operators.ts";
import { reader } from "./properties.ts";
import { unit, withUnit } from "./unit.ts";

const properties = {
  decimals: z.number().int().min(0).max(10).default(10).describe("Most digits behind the point."),
  min: decimalText.optional().describe("The smallest value allowed."),
  max: decimalText.optional().describe("The largest value allowed."),
  unit,
};
const read = reader(properties);
const fitting: Conversion = (column, { to } = {}) => fittingDecimal(column, to ? read(to).decimals : 10);

/** A number with decimals, kept exactly as it was written: `"12.5"`. */
export const decimal = defineFieldType<string>({
  name: "decimal",
  label: { fr: "Nombre décimal", en: "Decimal number" },
  help: { fr: "Un nombre avec décimales, exact.", en: "A number with decimals, exact." },
  icon: "decimal",
  properties,
  column: () => "numeric",
  jsonSchema: (field) => decimalSchema(read(field)),
  readSql: (column) => `${column}::text`,
  scale: (field) => read(field).decimals,
  widget: "number",
  format: (value, field, habits) => withUnit(formatNumber(value, habits), read(field).unit, habits),
  toCell: decimalCell,
  fromCell: (cell, _field, habits) => readDecimal(cell, habits),
  operators: orderWords(decimalLiteral),
  aggregates: ["count", "sum", "avg", "min", "max"],
  sort: "plain",
  expressionType: "decimal",
  convertsFrom: {
    ...fromAnyText((column, target) => fitting(`(${numberFromText(column)})`, target)),
    integer: (column, target) => fitting(`${column}::numeric`, target),
    duration: (column, target) => fitting(`${column}::numeric`, target),
    percent: fitting,
    money: fitting,
  },
  examples: ["0", "12.5", "-0.75", "1234567.891", "123456789012345.0123456789"],
  refused: [12.5, "12,5", "1e3", "NaN", "", "1.23456789012", "1234567890123456"],
});
