import { defineFieldType } from "../field-type.ts";
import { cellText, unreadable } from "./cells.ts";
import { fromAnyText, intoTexts } from "./conversions.ts";
import { ibanFromText, isIban } from "./iban-number.ts";
import { textWords } from "./operators.ts";

/** The number of a bank account, with check digits (ISO 13616): kept without spaces, shown in groups of four. */
export const iban = defineFieldType<string>({
  name: "iban",
  label: { fr: "IBAN", en: "IBAN" },
  help: { fr: "Un numéro de compte bancaire, vérifié.", en: "The number of a bank account, checked." },
  icon: "building-bank",
  properties: {},
  column: () => 'text collate "C"',
  accept: (value) => {
    if (typeof value !== "string") return value;
    return value === "" ? null : bare(value);
  },
  jsonSchema: () => ({ type: "string", format: "iban", maxLength: 34 }),
  searchSql: (column) => column,
  widget: "iban",
  format: (value) => value.replace(/(.{4})(?=.)/g, "$1\u00a0"),
  toCell: (value) => value,
  fromCell: (cell) => {
    const written = bare(cellText(cell));
    return isIban(written)
      ? { value: written }
      : unreadable(cell, "n’est pas un IBAN valable", "is not a valid IBAN");
  },
  operators: textWords,
  aggregates: ["count"],
  sort: "plain",
  expressionType: "string",
  convertsFrom: fromAnyText(ibanFromText),
  convertsTo: intoTexts((column) => column),
  examples: ["CH9300762011623852957", "FR1420041010050500013M02606", "DE89370400440532013000"],
  refused: ["CH9300762011623852958", "CH93 0076 2011 6238 5295 7", "", "XX00", 93, {}],
});

function bare(text: string): string {
  return text.length > 80 ? text : text.replace(/[\s\u00a0]/g, "").toUpperCase();
}
