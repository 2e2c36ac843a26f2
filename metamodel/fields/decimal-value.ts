import * as z from "zod";
import { readNumber } from "../../core/language/index.ts";
import type { Cell, CellHabits, JsonSchema, Reading } from "../field-type.ts";
import { saying } from "../saying.ts";
import { cellText, unreadable } from "./cells.ts";
import { isDecimal } from "./formats.ts";

/** A decimal number as metadata writes it: `"12.50"`, or a plain number. Kept as text. */
export const decimalText = z
  .union([
    z
      .string()
      .regex(
        /^-?\d{1,15}(\.\d{1,10})?$/,
        saying({ fr: "un nombre décimal tel que 12.50", en: "a decimal number such as 12.50" }),
      ),
    z.number(),
  ])
  .transform(String);

/** The schema of a decimal string between two limits, with at most so many digits behind the point. */
export function decimalSchema(limits: {
  readonly decimals: number;
  readonly min?: string | undefined;
  readonly max?: string | undefined;
}): JsonSchema {
  return {
    type: "string",
    format: "decimal",
    decimals: limits.decimals,
    ...(limits.min !== undefined && { decimalMinimum: limits.min }),
    ...(limits.max !== undefined && { decimalMaximum: limits.max }),
  };
}

/** A number where a spreadsheet keeps the value exactly, its digits as text otherwise. */
export function decimalCell(value: string): Cell {
  const number = Number(value);
  return trimmed(String(number)) === trimmed(value) ? number : value;
}

/** Reads a decimal number as people and programs write it, without zeros at the end of its decimals. */
export function readDecimal(cell: Cell, habits: CellHabits): Reading<string> {
  const isTyped = typeof cell === "number";
  // A number cell is written with a point, whatever the habits of the file's texts.
  const number = readNumber(
    isTyped ? plainDigits(cell) : cellText(cell),
    isTyped ? { decimal: "." } : habits,
  );
  const value = number === null ? null : trimmed(number);
  if (value !== null && isDecimal(value)) return { value };
  return unreadable(cell, "n’est pas un nombre", "is not a number");
}

/** The digits of a number without an exponent. */
export function plainDigits(number: number): string {
  const text = String(number);
  return text.includes("e") ? number.toFixed(Math.abs(number) < 1 ? 10 : 0) : text;
}

/** Without zeros at the end of the decimals, and zero without a sign. */
function trimmed(number: string): string {
  const short = number.includes(".") ? number.replace(/0+$/, "").replace(/\.$/, "") : number;
  return short === "-0" ? "0" : short;
}
