import { formatPhone, readPhone } from "../../core/language/index.ts";
import { defineFieldType } from "../field-type.ts";
import { cellText, unreadable } from "./cells.ts";
import { fromAnyText } from "./conversions.ts";
import { textWords } from "./operators.ts";
import { emptyToNull } from "./text-value.ts";

/** A phone number, kept as E.164 (`+41213124567`) so that every spelling finds it; one click calls. */
export const phone = defineFieldType<string>({
  name: "phone",
  label: { fr: "Téléphone", en: "Phone" },
  help: { fr: "Un numéro de téléphone, écrit comme on veut.", en: "A phone number in any spelling." },
  icon: "phone",
  properties: {},
  column: () => 'text collate "C"',
  accept: emptyToNull,
  jsonSchema: () => ({ type: "string", format: "phone" }),
  searchSql: (column) => column,
  widget: "phone",
  format: (value, _field, habits) => formatPhone(value, habits),
  toCell: (value) => value,
  fromCell: (cell, _field, habits) => {
    const value = readPhone(cellText(cell), habits);
    return value === null
      ? unreadable(cell, "n’est pas un numéro de téléphone", "is not a phone number")
      : { value };
  },
  operators: textWords,
  aggregates: ["count"],
  sort: "plain",
  expressionType: "string",
  convertsFrom: fromAnyText(
    (column) =>
      `case when regexp_replace(${column}, '[[:space:]()./-]', '', 'g') ~ '^[+][1-9][0-9]{5,14}$' then regexp_replace(${column}, '[[:space:]()./-]', '', 'g') end`,
  ),
  examples: ["+41213124567", "+33612345678", "+41791234567"],
  refused: ["", "021 312 45 67", "+41 21 312 45 67", "0041213124567", "call me", 41213124567],
});
