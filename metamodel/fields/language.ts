import { defineFieldType } from "../field-type.ts";
import { unreadable } from "./cells.ts";
import { intoTexts, sqlText } from "./conversions.ts";
import { languageCodes, namedChoices } from "./named-codes.ts";
import { choiceWords, textLiteral } from "./operators.ts";
import { optionLabel, optionNamed } from "./options.ts";
import { emptyToNull } from "./text-value.ts";

const names = namedChoices("language", languageCodes);
const fromCode = (column: string) =>
  `case when lower(btrim(${column})) in (${languageCodes.map(sqlText).join(", ")}) then lower(btrim(${column})) end`;

/** A language by its ISO 639-1 code: `fr`. */
export const language = defineFieldType<string>({
  name: "language",
  label: { fr: "Langue", en: "Language" },
  help: { fr: "Une langue parlée.", en: "A spoken language." },
  icon: "language",
  properties: {},
  column: () => 'text collate "C"',
  accept: emptyToNull,
  jsonSchema: () => ({ type: "string", enum: languageCodes }),
  choices: () => names(),
  widget: "select",
  format: (value, _field, habits) => optionLabel(names(), value, habits.language),
  toCell: (value) => value,
  fromCell: (cell) => {
    const found = optionNamed(names(), cell);
    return found ? { value: found.value } : unreadable(cell, "n’est pas une langue", "is not a language");
  },
  operators: choiceWords(textLiteral),
  aggregates: ["count"],
  sort: "plain",
  expressionType: "string",
  convertsFrom: { text: fromCode, select: fromCode },
  convertsTo: intoTexts((column) => column),
  examples: ["fr", "de", "rm"],
  refused: ["FR", "français", "zz", "", 1, {}],
});
