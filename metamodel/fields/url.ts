import { defineFieldType } from "../field-type.ts";
import { cellText, unreadable } from "./cells.ts";
import { fromAnyText } from "./conversions.ts";
import { isLink } from "./formats.ts";
import { textWords } from "./operators.ts";
import { emptyToNull } from "./text-value.ts";

/** The address of a page or a mailbox; `http`, `https` and `mailto` only, so that a click never runs code. */
export const url = defineFieldType<string>({
  name: "url",
  label: { fr: "Lien", en: "Link" },
  help: { fr: "L’adresse d’une page.", en: "The address of a page." },
  icon: "link",
  properties: {},
  column: () => 'text collate "C"',
  accept: emptyToNull,
  jsonSchema: () => ({ type: "string", format: "link", maxLength: 2_000 }),
  searchSql: (column) => column,
  widget: "url",
  format: (value) => value.replace(/^(https?:\/\/|mailto:)/i, "").replace(/\/$/, "") || value,
  toCell: (value) => value,
  fromCell: (cell) => {
    const written = cellText(cell);
    const address =
      /^[a-z][a-z0-9+.-]*:/i.test(written) || !written.includes(".") ? written : `https://${written}`;
    return isLink(address) ? { value: address } : unreadable(cell, "n’est pas un lien", "is not a link");
  },
  operators: textWords,
  aggregates: ["count"],
  sort: "plain",
  expressionType: "string",
  convertsFrom: fromAnyText(
    (column) =>
      `case when length(${column}) <= 2000 and ${column} ~* '^https?://[^[:space:]/]+[^[:space:]]*$' then ${column} end`,
  ),
  examples: [
    "https://clinique-du-lac.example/contact?a=1#plan",
    "http://localhost:8080/",
    "mailto:info@duc.example",
  ],
  refused: ["", "javascript:alert(1)", "data:text/html,x", "ftp://x.example", "https://", "https://a b", 12],
});
