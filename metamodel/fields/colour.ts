import { defineFieldType } from "../field-type.ts";
import { cellText, unreadable } from "./cells.ts";
import { fromAnyText, intoTexts } from "./conversions.ts";
import { choiceWords, textLiteral } from "./operators.ts";

/** A colour as `#rrggbb`. */
export const colour = defineFieldType<string>({
  name: "colour",
  label: { fr: "Couleur", en: "Colour" },
  help: { fr: "Une couleur, telle que #1c7ed6.", en: "A colour, such as #1c7ed6." },
  icon: "palette",
  properties: {},
  column: () => 'text collate "C"',
  accept: (value) =>
    typeof value === "string" ? (value === "" ? null : (readColour(value) ?? value)) : value,
  jsonSchema: () => ({ type: "string", format: "colour" }),
  widget: "colour",
  format: (value) => value,
  toCell: (value) => value,
  fromCell: (cell) => {
    const found = readColour(cellText(cell));
    return found
      ? { value: found }
      : unreadable(cell, "n’est pas une couleur, telle que #1c7ed6", "is not a colour, such as #1c7ed6");
  },
  operators: choiceWords(textLiteral),
  aggregates: ["count"],
  sort: "plain",
  expressionType: "string",
  convertsFrom: fromAnyText(
    (column) => `case when lower(${column}) ~ '^#[0-9a-f]{6}$' then lower(${column}) end`,
  ),
  convertsTo: intoTexts((column) => column),
  examples: ["#1c7ed6", "#000000", "#ffffff"],
  refused: ["#1C7ED6", "1c7ed6", "#fff", "bleu", "", 0, {}],
});

/** Whether a text is a colour in canonical form. */
export function isColour(text: string): boolean {
  return /^#[0-9a-f]{6}$/.test(text);
}

/** Reads `#1C7ED6`, `1c7ed6` and `#fff`; null for what is no colour. */
function readColour(text: string): string | null {
  const bare = text.trim().toLowerCase().replace(/^#/, "");
  const long = /^[0-9a-f]{3}$/.test(bare) ? bare.replace(/./g, "$&$&") : bare;
  return isColour(`#${long}`) ? `#${long}` : null;
}
