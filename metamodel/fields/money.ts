import * as z from "zod";
import { formatMoney, readMoney, scaleOf } from "../../core/money.ts";
import { defineFieldType } from "../field-type.ts";
import type { FieldDocument } from "../kinds/index.ts";
import { saying } from "../saying.ts";
import { cellText, unreadable } from "./cells.ts";
import { fittingNumeric, fromAnyText, numberFromText } from "./conversions.ts";
import { decimalCell, decimalSchema, decimalText, plainDigits } from "./decimal-value.ts";
import { isDecimal } from "./formats.ts";
import { decimalLiteral, orderWords } from "./operators.ts";
import { reader } from "./properties.ts";

const properties = {
  currency: z
    .string()
    .regex(
      /^[A-Z]{3}$/,
      saying({
        fr: "une monnaie s’écrit en trois majuscules, par exemple CHF",
        en: "a currency is three capital letters, such as CHF",
      }),
    )
    .optional()
    .describe("ISO 4217 code; the app's currency otherwise."),
  min: decimalText.optional().describe("The smallest amount allowed."),
  max: decimalText.optional().describe("The largest amount allowed."),
};
const read = reader(properties);
// Read as it stands: a model is also built of documents that are refused a moment later.
const scale = ({ currency }: FieldDocument) => scaleOf(typeof currency === "string" ? currency : "CHF");
const toScale = (number: string, field: FieldDocument | undefined) =>
  fittingNumeric(number, field ? scale(field) : 2);

/** An amount of money, exact to the cent: `"1234.50"`. The currency is the field's, not the value's. */
export const money = defineFieldType<string>({
  name: "money",
  label: { fr: "Montant", en: "Amount of money" },
  help: { fr: "Un montant exact dans une monnaie.", en: "An exact amount in one currency." },
  icon: "cash",
  properties,
  column: (field) => `numeric(18,${scale(field)})`,
  jsonSchema: (field) => ({ ...decimalSchema({ ...read(field), decimals: scale(field) }) }),
  readSql: (column) => `${column}::text`,
  scale,
  widget: "money",
  format: (value, field, habits) => formatMoney(value, read(field).currency ?? habits.currency, habits),
  toCell: decimalCell,
  fromCell: (cell, field, habits) => {
    const { currency = habits.currency } = read(field);
    const written = typeof cell === "number" ? plainDigits(cell) : cellText(cell);
    const value = readMoney(written, currency, typeof cell === "number" ? { decimal: "." } : habits);
    if (value !== null && isDecimal(value)) return { value };
    return unreadable(cell, `n’est pas un montant en ${currency}`, `is not an amount in ${currency}`);
  },
  operators: orderWords(decimalLiteral),
  aggregates: ["count", "sum", "avg", "min", "max"],
  sort: "plain",
  expressionType: "decimal",
  convertsFrom: {
    ...fromAnyText((column, { to } = {}) =>
      toScale(
        `(${numberFromText(`regexp_replace(${column}, '^[[:space:]]*[A-Z]{3}[[:space:]]|[[:space:]][A-Z]{3}[[:space:]]*$', '')`)})`,
        to,
      ),
    ),
    integer: (column, { to } = {}) => toScale(`${column}::numeric`, to),
    decimal: (column, { to } = {}) => toScale(column, to),
    // Another currency may have other decimals; the amounts stay as they are.
    money: (column, { to } = {}) => toScale(column, to),
  },
  examples: ["0.00", "1234.50", "-12.05", "999999999999999.99"],
  refused: [12.5, "12,50", "12.345", "1'000", "CHF 12", "", "NaN"],
});
