import * as z from "zod";
import { defineFieldType } from "../field-type.ts";
import { cellText, unreadable } from "./cells.ts";
import { intoTexts } from "./conversions.ts";
import { orderWords, wholeNumber } from "./operators.ts";
import { reader } from "./properties.ts";

const properties = {
  max: z.number().int().min(2).max(10).default(5).describe("How many stars there are at most."),
};
const read = reader(properties);

/** A judgement in stars. */
export const rating = defineFieldType<number>({
  name: "rating",
  label: { fr: "Note en étoiles", en: "Rating" },
  help: { fr: "Une appréciation en étoiles.", en: "A judgement in stars." },
  icon: "star",
  properties,
  column: () => "bigint",
  jsonSchema: (field) => ({ type: "integer", minimum: 0, maximum: read(field).max }),
  widget: "rating",
  format: (value, field) => `${value}/${read(field).max}`,
  toCell: (value) => value,
  fromCell: (cell, field) => {
    const text = cellText(cell).replace(/\s*\/\s*\d+$/, "");
    const stars = /^★+$/.test(text) ? text.length : Number(text === "" ? "none" : text);
    if (Number.isInteger(stars) && stars >= 0 && stars <= read(field).max) return { value: stars };
    return unreadable(
      cell,
      `n’est pas une note de 0 à ${read(field).max}`,
      `is not a rating from 0 to ${read(field).max}`,
    );
  },
  operators: orderWords((value) => String(wholeNumber(value))),
  aggregates: ["count", "avg", "min", "max"],
  sort: "plain",
  expressionType: "int",
  convertsTo: {
    integer: (column) => column,
    decimal: (column) => `${column}::numeric`,
    ...intoTexts((column) => `${column}::text`),
  },
  convertsFrom: {
    decimal: (column, { to } = {}) =>
      `case when round(${column}) between 0 and ${to ? read(to).max : 5} then round(${column})::bigint end`,
    integer: (column, { to } = {}) =>
      `case when ${column} between 0 and ${to ? read(to).max : 5} then ${column} end`,
  },
  examples: [0, 3, 5],
  refused: [6, -1, 2.5, "3", {}],
});
