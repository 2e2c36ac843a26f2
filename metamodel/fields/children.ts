import { defineFieldType } from "../field-type.ts";
import { name } from "../kinds/names.ts";
import { cellText, unreadable } from "./cells.ts";
import { reader } from "./properties.ts";

const properties = {
  of: name.describe("The type of the records in the list."),
  by: name.describe("The reference field of that type that points back here."),
  position: name
    .optional()
    .describe(
      "A whole-number field of that type in which the order of the list is kept; the order in which they were made otherwise.",
    ),
};
const read = reader(properties);

/** The records of another type that belong to this one, edited inside its form: the lines of an offer. */
export const children = defineFieldType<readonly Readonly<Record<string, unknown>>[]>({
  name: "children",
  label: { fr: "Liste de fiches", en: "List of records" },
  help: { fr: "Des fiches d’un autre type, saisies ici.", en: "Records of another type, entered here." },
  icon: "list-tree",
  properties,
  column: () => null,
  relation: (field) => {
    const { of, by, position } = read(field);
    return { kind: "many", of, by, isPart: true, position };
  },
  jsonSchema: () => ({ type: "array", items: { type: "object" }, maxItems: 1_000 }),
  widget: "children",
  format: (value, _field, { language }) => {
    const titles = value
      .map((each) => each.title)
      .filter((title) => typeof title === "string" && title !== "");
    if (titles.length > 0 && titles.length === value.length) return titles.join(", ");
    const records = language === "fr" ? ["fiche", "fiches"] : ["record", "records"];
    return `${value.length} ${value.length > 1 ? records[1] : records[0]}`;
  },
  toCell: (value) => JSON.stringify(value),
  fromCell: (cell) => {
    const value = parsed(cellText(cell));
    if (Array.isArray(value) && value.every(isObject)) return { value };
    return unreadable(cell, "n’est pas une liste de fiches", "is not a list of records");
  },
  operators: {
    none: {
      label: { fr: "est vide", en: "is empty" },
      takes: "nothing",
      cel: (path) => `size(${path}) == 0`,
    },
    some: {
      label: { fr: "est rempli", en: "is filled" },
      takes: "nothing",
      cel: (path) => `size(${path}) > 0`,
    },
  },
  aggregates: [],
  sort: null,
  expressionType: "records",
  sample: () => ({
    name: "sample",
    type: "children",
    label: { fr: "Lignes", en: "Lines" },
    of: "sample",
    by: "parent",
  }),
  examples: [[], [{ name: "Pompe", quantity: 2 }]],
  refused: [{}, "lines", [1], [null], Array.from({ length: 1_001 }, () => ({}))],
});

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
