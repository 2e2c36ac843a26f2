import * as z from "zod";
import type { FieldType, JsonSchema, Operator } from "../field-type.ts";
import { expression, label, name } from "../kinds/names.ts";
import { celText } from "./cel.ts";
import { cellText, unreadable } from "./cells.ts";
import { isKey } from "./formats.ts";
import { choiceWords } from "./operators.ts";

/** What a reference is in JSON that the API sends: the key, the concrete type and the title of a record. */
const link = z.looseObject({ id: z.string(), title: z.string().nullish(), name: z.string().nullish() });

/** A key, or the object that the API sent for it. */
export type Linked =
  | string
  | { readonly id: string; readonly title?: string | null; readonly name?: string | null };

type LinkFaces = Pick<
  FieldType<Linked>,
  "column" | "accept" | "jsonSchema" | "format" | "toCell" | "fromCell" | "aggregates" | "expressionType"
>;

const keySchema: JsonSchema = { type: "string", format: "uuid" };

/** The faces of every type whose column keeps a key. */
export const linkFaces: LinkFaces = {
  column: () => "uuid",
  accept: (value) => {
    if (typeof value === "string") return value === "" ? null : value;
    const object = link.safeParse(value);
    return object.success ? object.data.id : value;
  },
  jsonSchema: () => keySchema,
  format: (value, _field, { language }) => {
    if (typeof value === "string") return value;
    return value.title ?? value.name ?? (language === "fr" ? "non visible" : "not visible");
  },
  toCell: (value) => (typeof value === "string" ? value : (value.title ?? value.name ?? value.id)),
  fromCell: (cell) => {
    const text = cellText(cell);
    if (isKey(text)) return { value: text.toLowerCase() };
    return unreadable(cell, "n’est pas la clé d’une fiche", "is not the key of a record");
  },
  aggregates: ["count"],
  expressionType: "record",
};

/** The key of a link. */
export function keyOf(value: Linked): string {
  return typeof value === "string" ? value : value.id;
}

/** A key as it stands in CEL text; what is no key is the key of nothing. */
export function keyLiteral(value: unknown): string {
  return celText(typeof value === "string" && isKey(value) ? value : "00000000-0000-0000-0000-000000000000");
}

/** The filter word of references to a tree. */
export const isUnder: Operator = {
  label: { fr: "fait partie de", en: "is under" },
  takes: "value",
  isOfTrees: true,
  cel: (path, value) => `${path}.isUnder(${keyLiteral(value)})`,
};

/** Filter words of links. */
export const linkWords = choiceWords(keyLiteral);

/** What happens to a record when the one that it refers to is deleted. */
export const onDelete = z.enum(["refuse", "empty", "cascade"]).default("refuse");

/** What the records that refer to a type are called there. */
export const reverse = z
  .strictObject({
    name: name.describe("The name of the list: `contracts` in `customer.contracts`."),
    label: label.describe("What the list is called in forms and columns."),
    formerly: name.optional().describe("The list’s former name, in the document that renames it."),
  })
  .optional()
  .describe("Gives the other type a list of the records that refer to it.");

export const sampleKeys = [
  "019a8b6c-1f2e-7c3d-8a4b-5c6d7e8f9a0b",
  "019a8b6c-1f2e-7c3d-8a4b-000000000000",
] as const;

export const refusedKeys = ["", "12", 12, [], "019a8b6c-1f2e-7c3d-8a4b-5c6d7e8f9a0"] as const;

/** Which records may be chosen, for types that point to records of one type. */
export const where = expression
  .optional()
  .describe(
    "Which records may be chosen: CEL over the other record, in which `record` is this one: `owner == record.customer`.",
  );
