import * as z from "zod";
import { defineFieldType } from "../field-type.ts";
import { readText } from "./cells.ts";
import { notLongerThan, toText } from "./conversions.ts";
import { textWords } from "./operators.ts";
import { reader } from "./properties.ts";
import { emptyToNull, textLength } from "./text-value.ts";

const properties = {
  maxLength: z.number().int().min(1).max(1_000_000).default(100_000).describe("Most characters."),
};
const read = reader(properties);

/** A text of several lines, kept with its line breaks. */
export const longText = defineFieldType<string>({
  name: "long-text",
  label: { fr: "Texte long", en: "Long text" },
  help: { fr: "Un texte de plusieurs lignes.", en: "A text of several lines." },
  icon: "align-left",
  properties,
  column: () => 'text collate "C"',
  accept: emptyToNull,
  jsonSchema: (field) => textLength(read(field)),
  searchSql: (column) => column,
  widget: "textarea",
  format: (value) => value,
  toCell: (value) => value,
  fromCell: readText,
  operators: textWords,
  aggregates: ["count"],
  sort: null,
  expressionType: "string",
  convertsFrom: notLongerThan((to) => read(to).maxLength, toText),
  examples: ["Pompe bruyante.\nPièce commandée.", "\ttabulation\r\net retour", "日本語 🚒 العربية"],
  refused: [12, false, {}, [], "x".repeat(100_001)],
});
