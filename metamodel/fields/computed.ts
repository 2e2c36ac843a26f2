import * as z from "zod";
import type { FieldType } from "../field-type.ts";
import type { FieldDocument } from "../kinds/index.ts";
import { unreadable } from "./cells.ts";

/** What every computed field may say beside how it is worked out. */
export const computedProperties = {
  stored: z
    .boolean()
    .optional()
    .describe(
      "Keeps the value in a column, for lists that are sorted by it or search among many records. It counts everything, not only what one reader may see, and cannot use `today()`, `now()` or `user`.",
    ),
  as: z
    .string()
    .max(40)
    .optional()
    .describe(
      "The field type that the value reads as, whose own properties may stand beside it: `money` with `currency`. Found out where nothing is said.",
    ),
};

type ComputedFaces = Omit<
  FieldType<unknown>,
  "name" | "label" | "help" | "icon" | "properties" | "computation" | "sample" | "searchSql" | "choices"
>;

/**
 * The faces of a computed field before anybody knows what its value reads as. `buildModel` puts those of the result in
 * their place.
 */
export const computedFaces: Partial<ComputedFaces> &
  Pick<
    ComputedFaces,
    | "column"
    | "jsonSchema"
    | "widget"
    | "format"
    | "toCell"
    | "fromCell"
    | "operators"
    | "aggregates"
    | "sort"
    | "expressionType"
    | "examples"
    | "refused"
  > = {
  column: () => null,
  jsonSchema: () => ({}),
  widget: "computed",
  format: (value) => String(value),
  toCell: (value) => (typeof value === "number" || typeof value === "boolean" ? value : String(value)),
  fromCell: (cell) =>
    unreadable(cell, "est calculé et ne s’importe pas", "is worked out and cannot be imported"),
  operators: {},
  aggregates: [],
  sort: null,
  expressionType: "string",
  examples: [],
  refused: [],
};

/** A property of a document as a text; empty where it is none, because models are also built of wrong documents. */
export function textIn(field: FieldDocument, property: string): string {
  const value = field[property];
  return typeof value === "string" ? value : "";
}
