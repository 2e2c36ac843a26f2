import { defineFieldType } from "../field-type.ts";
import { unreadable } from "./cells.ts";
import { intoTexts, sqlText } from "./conversions.ts";
import { countryCodes, namedChoices } from "./named-codes.ts";
import { choiceWords, textLiteral } from "./operators.ts";
import { optionLabel, optionNamed } from "./options.ts";
import { emptyToNull } from "./text-value.ts";

const countries = namedChoices("region", countryCodes);
const fromCode = (column: string) =>
  `case when upper(btrim(${column})) in (${countryCodes.map(sqlText).join(", ")}) then upper(btrim(${column})) end`;

/** A country by its ISO 3166-1 code: `CH`. */
export const country = defineFieldType<string>({
  name: "country",
  label: { fr: "Pays", en: "Country" },
  help: { fr: "Un pays.", en: "A country." },
  icon: "flag",
  properties: {},
  column: () => 'text collate "C"',
  accept: emptyToNull,
  jsonSchema: () => ({ type: "string", enum: countryCodes }),
  choices: () => countries(),
  widget: "select",
  format: (value, _field, { language }) => optionLabel(countries(), value, language),
  toCell: (value) => value,
  fromCell: (cell) => {
    const found = optionNamed(countries(), cell);
    return found ? { value: found.value } : unreadable(cell, "n’est pas un pays", "is not a country");
  },
  operators: choiceWords(textLiteral),
  aggregates: ["count"],
  sort: "plain",
  expressionType: "string",
  convertsFrom: { text: fromCode, select: fromCode },
  convertsTo: intoTexts((column) => column),
  examples: ["CH", "FR", "LI"],
  refused: ["ch", "Suisse", "XX", "", 41, {}],
});
