import * as z from "zod";
import { defineFieldType, type Part } from "../field-type.ts";
import { name } from "../kinds/names.ts";
import { cellText, unreadable } from "./cells.ts";
import { sqlText } from "./conversions.ts";
import { keyLiteral, type Linked, linkFaces, onDelete, sampleKeys } from "./links.ts";
import { asList, presence, textLiteral } from "./operators.ts";
import { reader } from "./properties.ts";

const properties = {
  to: z
    .array(name)
    .min(1)
    .max(50)
    .describe("The types of which it may name a record; their subtypes are included."),
  onDelete: onDelete.describe(
    "What happens when the other record is deleted: it stays, this field is emptied, or this record goes to the trash too.",
  ),
};
const read = reader(properties);

const written = /^[a-z][a-z0-9_]{0,39}\/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const linked = z.looseObject({ id: z.string(), type: z.string() });

/** `contract/019a…`, or the object that the API sends for it. */
type Anywhere = string | (Exclude<Linked, string> & { readonly type: string });

/** One record of one of several types: the contract, case or order that a note is about. */
export const anyReference = defineFieldType<Anywhere>({
  name: "any-reference",
  label: { fr: "Lien vers une fiche de plusieurs types", en: "Link to a record of several types" },
  help: {
    fr: "Une fiche de l’un de plusieurs types : ce dont parle une note.",
    en: "A record of one of several types: what a note is about.",
  },
  icon: "arrows-split",
  properties,
  column: () => 'text collate "C"',
  relation: (field) => ({ kind: "any", to: read(field).to, onDelete: read(field).onDelete }),
  accept: (value) => {
    if (typeof value === "string") return value === "" ? null : value.toLowerCase();
    const object = linked.safeParse(value);
    return object.success ? `${object.data.type}/${object.data.id}`.toLowerCase() : value;
  },
  jsonSchema: () => ({ type: "string", maxLength: 77, pattern: written.source }),
  widget: "any-reference",
  format: (value, field, habits) => linkFaces.format(value, field, habits),
  toCell: (value) => (typeof value === "string" ? value : (value.title ?? `${value.type}/${value.id}`)),
  fromCell: (cell) => {
    const text = cellText(cell).toLowerCase();
    if (written.test(text)) return { value: text };
    return unreadable(cell, "n’est pas de la forme type/clé", "is not of the form type/key");
  },
  operators: {
    is: {
      label: { fr: "est", en: "is" },
      takes: "value",
      cel: (path, value) => `${path}.id == ${keyLiteral(keyIn(value))}`,
    },
    isNot: {
      label: { fr: "n’est pas", en: "is not" },
      takes: "value",
      cel: (path, value) => `${path}.id != ${keyLiteral(keyIn(value))}`,
    },
    isOfType: {
      label: { fr: "est du type", en: "is of type" },
      takes: "text",
      cel: (path, value) => `${path}.type == ${textLiteral(value)}`,
    },
    oneOf: {
      label: { fr: "est l’une de", en: "is one of" },
      takes: "values",
      cel: (path, value) => `${path}.id in [${asList(value).map(keyIn).map(keyLiteral).join(", ")}]`,
    },
    ...presence,
  },
  aggregates: ["count"],
  sort: null,
  expressionType: "composite",
  parts: { id: partOf(2), type: partOf(1) },
  convertsFrom: {
    reference: (column, { from } = {}) => prefixed(column, typeof from?.to === "string" ? from.to : ""),
    collaborator: (column) => prefixed(column, "collaborator"),
  },
  sample: () => ({
    name: "sample",
    type: "any-reference",
    label: { fr: "Au sujet de", en: "About" },
    to: ["sample"],
  }),
  examples: sampleKeys.map((key) => `sample/${key}`),
  refused: ["", "12", 12, {}, [], sampleKeys[0], `Sample/${sampleKeys[0]}`, "sample/12"],
});

/** The type or the key: what stands before or behind the stroke. */
function partOf(place: 1 | 2): Part {
  return {
    type: "string",
    sql: (column) => `nullif(split_part(${column}, '/', ${place}), '')`,
    json: (value) => {
      if (typeof value === "string") return value.split("/")[place - 1] ?? null;
      const object = linked.safeParse(value);
      return object.success ? object.data[place === 1 ? "type" : "id"] : null;
    },
  };
}

function keyIn(value: unknown): unknown {
  const key = partOf(2).json(value);
  return key ?? value;
}

function prefixed(column: string, type: string): string {
  return `case when ${column} is not null then ${sqlText(`${type}/`)} || ${column}::text end`;
}
