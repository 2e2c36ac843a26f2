import * as z from "zod";
import { formatNumber } from "../../core/language/index.ts";
import { type Conversion, defineFieldType } from "../field-type.ts";
import { cellText } from "./cells.ts";
import { fittingDecimal, fromAnyText, numberFromText } from "./conversions.ts";
import { decimalCell, decimalSchema, decimalText, readDecimal } from "./decimal-value.ts";
import { decimalLiteral, orderWords } from "./operators.ts";
import { reader } from "./properties.ts";

const properties = {
  decimals: z.number().int().min(0).max(10).default(10).describe("Most digits behind the point."),
  min: decimalText.optional().describe("The smallest value allowed, in percent."),
  max: decimalText.optional().describe("The largest value allowed, in percent."),
};
const read = reader(properties);
const fitting: Conversion = (column, { to } = {}) => fittingDecimal(column, to ? read(to).decimals : 10);

/** A part of a hundred: `"8.1"` is 8.1 %. Sums use `fee * rate / 100`. */
export const percent = defineFieldType<string>({
  name: "percent",
  label: { fr: "Pourcentage", en: "Percentage" },
  help: { fr: "Une part de cent : 8,1 signifie 8,1 %.", en: "A part of a hundred: 8.1 means 8.1%." },
  icon: "percentage",
  properties,
  column: () => "numeric",
  jsonSchema: (field) => decimalSchema(read(field)),
  readSql: (column) => `${column}::text`,
  scale: (field) => read(field).decimals,
  widget: "percent",
  format: (value, _field, habits) => {
    const number = formatNumber(value, habits);
    return habits.language === "fr" ? `${number}\u00a0%` : `${number}%`;
  },
  toCell: decimalCell,
  fromCell: (cell, _field, habits) =>
    readDecimal(typeof cell === "number" ? cell : cellText(cell).replace(/\s*%$/, ""), habits),
  operators: orderWords(decimalLiteral),
  aggregates: ["count", "avg", "min", "max"],
  sort: "plain",
  expressionType: "decimal",
  convertsFrom: {
    ...fromAnyText(
      (column) => `(${numberFromText(`regexp_replace(${column}, '[[:space:]]*%[[:space:]]*$', '')`)})`,
    ),
    integer: (column, target) => fitting(`${column}::numeric`, target),
    decimal: fitting,
  },
  examples: ["0", "8.1", "100", "-2.5"],
  refused: [8.1, "8,1", "8.1 %", "", "NaN"],
});
