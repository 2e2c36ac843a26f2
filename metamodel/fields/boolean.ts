import { defineFieldType } from "../field-type.ts";
import { cellText, unreadable } from "./cells.ts";
import { fromAnyText } from "./conversions.ts";
import { presence } from "./operators.ts";

const yes = ["true", "1", "oui", "o", "yes", "y", "vrai", "wahr", "ja", "j", "x", "✓"];
const no = ["false", "0", "non", "n", "no", "faux", "falsch", "nein", "-"];
const listed = (words: readonly string[]) => words.map((word) => `'${word}'`).join(", ");

/** Yes or no. */
export const boolean = defineFieldType<boolean>({
  name: "boolean",
  label: { fr: "Oui ou non", en: "Yes or no" },
  help: { fr: "Une case à cocher.", en: "A box to tick." },
  icon: "checkbox",
  properties: {},
  column: () => "boolean",
  jsonSchema: () => ({ type: "boolean" }),
  widget: "switch",
  format: (value, _field, { language }) =>
    language === "fr" ? (value ? "oui" : "non") : value ? "yes" : "no",
  toCell: (value) => value,
  fromCell: (cell) => {
    const word = cellText(cell).toLowerCase();
    if (yes.includes(word)) return { value: true };
    if (no.includes(word)) return { value: false };
    return unreadable(cell, "n’est ni oui ni non", "is neither yes nor no");
  },
  operators: {
    isTrue: { label: { fr: "est oui", en: "is yes" }, takes: "nothing", cel: (path) => `${path} == true` },
    isFalse: { label: { fr: "est non", en: "is no" }, takes: "nothing", cel: (path) => `${path} == false` },
    ...presence,
  },
  aggregates: ["count"],
  sort: "plain",
  expressionType: "bool",
  convertsFrom: {
    ...fromAnyText(
      (column) =>
        `case when lower(btrim(${column})) in (${listed(yes)}) then true when lower(btrim(${column})) in (${listed(no)}) then false end`,
    ),
    integer: (column) => `case ${column} when 1 then true when 0 then false end`,
  },
  examples: [true, false],
  refused: ["true", 1, 0, "oui", {}],
});
