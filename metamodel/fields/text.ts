import * as z from "zod";
import { defineFieldType } from "../field-type.ts";
import { readText } from "./cells.ts";
import { notLongerThan, toText } from "./conversions.ts";
import { textWords } from "./operators.ts";
import { linearPattern } from "./pattern.ts";
import { reader } from "./properties.ts";
import { emptyToNull, textLength } from "./text-value.ts";

const properties = {
  minLength: z.number().int().min(1).max(10_000).optional().describe("Fewest characters."),
  maxLength: z.number().int().min(1).max(10_000).default(500).describe("Most characters."),
  pattern: linearPattern
    .optional()
    .describe("A pattern the whole value must match: RE2 syntax, so no look-around and no back-references."),
};
const read = reader(properties);

/** A text on one line: a name, a reference, a serial number. */
export const text = defineFieldType<string>({
  name: "text",
  label: { fr: "Texte", en: "Text" },
  help: { fr: "Un texte court, sur une ligne.", en: "A short text on one line." },
  icon: "letter-case",
  properties,
  column: () => 'text collate "C"',
  accept: emptyToNull,
  jsonSchema: (field) => textLength(read(field)),
  searchSql: (column) => column,
  widget: "text",
  format: (value) => value,
  toCell: (value) => value,
  fromCell: readText,
  operators: textWords,
  aggregates: ["count", "min", "max"],
  sort: "text",
  expressionType: "string",
  convertsFrom: notLongerThan((to) => read(to).maxLength, toText),
  examples: [
    "Clinique du Lac",
    "Ça coûte « 12 » œufs — à l’aube",
    "'; drop table record_case; --",
    "0012",
    " a ",
  ],
  refused: [12, true, {}, [], "x".repeat(501)],
});
