import { defineFieldType } from "../field-type.ts";
import type { FieldDocument } from "../kinds/index.ts";
import { unreadable } from "./cells.ts";
import { sqlText } from "./conversions.ts";
import { choiceWords, textLiteral } from "./operators.ts";
import { allowedValues, optionLabel, optionNamed, options, sampleOptions } from "./options.ts";
import { reader } from "./properties.ts";
import { emptyToNull } from "./text-value.ts";

const properties = { options };
const read = reader(properties);

/** One of several values: a state, a kind, a priority. */
export const select = defineFieldType<string>({
  name: "select",
  label: { fr: "Choix", en: "Choice" },
  help: { fr: "Une valeur parmi plusieurs.", en: "One value out of several." },
  icon: "list",
  properties,
  column: () => 'text collate "C"',
  accept: emptyToNull,
  jsonSchema: (field, { creating = false } = {}) => ({
    type: "string",
    enum: allowedValues(read(field).options, creating),
  }),
  choices: (field) => read(field).options,
  widget: "select",
  format: (value, field, { language }) => optionLabel(read(field).options, value, language),
  toCell: (value) => value,
  fromCell: (cell, field) => {
    const found = optionNamed(read(field).options, cell);
    return found
      ? { value: found.value }
      : unreadable(cell, "n’est pas un choix proposé", "is not one of the choices");
  },
  operators: choiceWords(textLiteral),
  aggregates: ["count"],
  sort: "choices",
  expressionType: "string",
  convertsFrom: {
    text: toOption,
    "long-text": toOption,
    sequence: toOption,
    "multi-select": (column, { to } = {}) =>
      `case when cardinality(${column}) = 1 then ${toOption(`${column}[1]`, to ? { to } : {})} end`,
    boolean: (column, target) => toOption(`${column}::text`, target),
    integer: (column, target) => toOption(`${column}::text`, target),
  },
  sample: () => ({
    name: "sample",
    type: "select",
    label: { fr: "Choix", en: "Choice" },
    options: [...sampleOptions],
  }),
  examples: ["open", "planned", "closed"],
  refused: ["", "Ouvert", "unknown", 1, ["open"]],
});

/** The option whose value or label the text is; null for all others. */
function toOption(column: string, { to }: { readonly to?: FieldDocument } = {}): string {
  if (!to) return column;
  const cases = read(to).options.map(({ value, label }) => {
    const words = [value, ...Object.values(label)].filter((word) => word !== undefined);
    const spellings = [...new Set(words.map((word) => sqlText(word.toLowerCase())))];
    return `when lower(btrim(${column})) in (${spellings.join(", ")}) then ${sqlText(value)}`;
  });
  return `case ${cases.join(" ")} end`;
}
