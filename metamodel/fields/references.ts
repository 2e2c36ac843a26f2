import * as z from "zod";
import { defineFieldType, type JsonSchema } from "../field-type.ts";
import { name } from "../kinds/names.ts";
import { joinInCell, wordsInCell } from "./cell-lists.ts";
import { cellText, unreadable } from "./cells.ts";
import { isKey } from "./formats.ts";
import { keyOf, type Linked, linkFaces, onDelete, refusedKeys, reverse, sampleKeys, where } from "./links.ts";
import { listWords } from "./list-words.ts";
import { reader } from "./properties.ts";

const properties = {
  to: name.describe("The type of the records it lists; its subtypes are included."),
  onDelete: onDelete.describe(
    "What happens when a listed record is deleted: it stays, it leaves the list, or this record goes to the trash too.",
  ),
  reverse,
  where,
  through: name
    .optional()
    .describe("A type whose records tie both together and say more of each tie: since when, how many."),
  by: name.optional().describe("The reference of that type that points back here."),
  other: name.optional().describe("The reference of that type that names the listed record."),
  position: name
    .optional()
    .describe("A whole-number field of that type in which the order of the list is kept."),
};
const read = reader(properties);

/** A list holds at most so many records; who needs more lets the others refer here. */
const mostKeys = 1_000;

/** Links to several records of another type, in the order in which they were chosen. */
export const references = defineFieldType<readonly Linked[]>({
  name: "references",
  label: { fr: "Liens vers plusieurs fiches", en: "Links to several records" },
  help: {
    fr: "Plusieurs fiches d’un autre type : les équipements d’une visite.",
    en: "Several records of another type: the equipment of a visit.",
  },
  icon: "arrows-right",
  properties,
  column: (field) => (read(field).through === undefined ? "uuid[]" : null),
  relation: (field) => {
    const { to, onDelete: deleted, where: chosen, through, by = "", other = "", position } = read(field);
    if (through !== undefined) return { kind: "many", of: through, by, other, isPart: true, position };
    return { kind: "keys", to, onDelete: deleted, where: chosen };
  },
  accept: (value, field) => {
    if (!Array.isArray(value)) return value === "" ? null : value;
    if (read(field).through !== undefined) return value.map(tied);
    return value.length === 0 ? null : value.map((each: unknown) => lower(linkFaces.accept(each, field)));
  },
  jsonSchema: (field): JsonSchema => ({
    type: "array",
    items: read(field).through === undefined ? linkFaces.jsonSchema(field) : { type: "object" },
    uniqueItems: true,
    maxItems: mostKeys,
  }),
  widget: "references",
  format: (value, field, habits) => value.map((each) => linkFaces.format(each, field, habits)).join(", "),
  toCell: (value, field) => joinInCell(value.map((each) => String(linkFaces.toCell(each, field)))),
  fromCell: (cell) => {
    const keys = wordsInCell(cellText(cell), ",;|").map((part) => part.toLowerCase());
    if (keys.length > 0 && keys.every(isKey)) return { value: [...new Set(keys)] };
    return unreadable(cell, "ne contient pas que des clés de fiches", "has more than keys of records");
  },
  operators: listWords,
  aggregates: ["count"],
  sort: null,
  expressionType: "records",
  toColumn: (value) => value.map(keyOf),
  convertsFrom: Object.fromEntries(
    ["reference", "collaborator"].map((from) => [
      from,
      (column: string) => `case when ${column} is not null then array[${column}] end`,
    ]),
  ),
  sample: () => ({
    name: "sample",
    type: "references",
    label: { fr: "Équipements", en: "Equipment" },
    to: "sample",
  }),
  examples: [[sampleKeys[0]], [sampleKeys[1], sampleKeys[0]]],
  refused: [
    ...refusedKeys.filter((key) => !Array.isArray(key)),
    {},
    ["12"],
    [12],
    [sampleKeys[0], sampleKeys[0]],
    Array.from({ length: mostKeys + 1 }, (_, index) => `${sampleKeys[1].slice(0, -5)}${10_000 + index}`),
  ],
});

/** What is written of a tie: the key of the other record, and what the tie itself says. */
function tied(value: unknown): unknown {
  if (typeof value === "string") return { id: value.toLowerCase() };
  const object = tie.safeParse(value);
  if (!object.success) return value;
  const { id, link } = object.data;
  return { id: id.toLowerCase(), ...(link && { link }) };
}

const tie = z.looseObject({ id: z.string(), link: z.looseObject({}).nullish() });

function lower(value: unknown): unknown {
  return typeof value === "string" ? value.toLowerCase() : value;
}
