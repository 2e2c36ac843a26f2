import { defineFieldType } from "../field-type.ts";
import { cellText, unreadable } from "./cells.ts";
import { fromAnyText } from "./conversions.ts";
import { isEmail } from "./formats.ts";
import { textWords } from "./operators.ts";
import { emptyToNull } from "./text-value.ts";

/** An e-mail address: one click writes a mail. */
export const email = defineFieldType<string>({
  name: "email",
  label: { fr: "E-mail", en: "E-mail" },
  help: { fr: "Une adresse électronique.", en: "An e-mail address." },
  icon: "mail",
  properties: {},
  column: () => 'text collate "C"',
  accept: emptyToNull,
  jsonSchema: () => ({ type: "string", format: "email", maxLength: 254 }),
  searchSql: (column) => column,
  widget: "email",
  format: (value) => value,
  toCell: (value) => value,
  fromCell: (cell) => {
    const address = cellText(cell).replace(/^mailto:/i, "");
    return isEmail(address)
      ? { value: address }
      : unreadable(cell, "n’est pas une adresse e-mail", "is not an e-mail address");
  },
  operators: textWords,
  aggregates: ["count"],
  sort: "plain",
  expressionType: "string",
  convertsFrom: fromAnyText(
    (column) =>
      `case when length(${column}) <= 254 and btrim(${column}) ~ '^[^[:space:]@"<>(),;:]+@[^[:space:]@.]+([.][^[:space:]@.]+)+$' then btrim(${column}) end`,
  ),
  examples: ["anne.duc@clinique-du-lac.example", "o'neil+crm@mail.example", "jürg@zürich.example"],
  refused: [
    "",
    "anne",
    "anne@",
    "@example.ch",
    "a b@example.ch",
    "a@b",
    "a@-b.ch",
    12,
    `${"a".repeat(250)}@b.ch`,
  ],
});
