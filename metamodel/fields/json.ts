import { defineFieldType } from "../field-type.ts";
import { unreadable } from "./cells.ts";
import { intoTexts } from "./conversions.ts";
import { presence } from "./operators.ts";

const longest = 100_000;
/** Escaped signs may take six characters each. */
const fromText = (column: string) =>
  `case when length(${column}) <= ${longest / 6 - 2} then to_jsonb(${column}) end`;

/** Whatever another program keeps here. PostgreSQL orders the names of objects by its own rule. */
export const json = defineFieldType<unknown>({
  name: "json",
  label: { fr: "JSON", en: "JSON" },
  help: { fr: "Des données structurées d’un autre programme.", en: "Structured data of another program." },
  icon: "braces",
  properties: {},
  column: () => "jsonb",
  jsonSchema: () => ({ mostJson: longest }),
  // A JSON text is told apart from an absent value by its quotes.
  widget: "json",
  format: (value) => JSON.stringify(value),
  toCell: (value) => JSON.stringify(value),
  fromCell: (cell) => {
    const text = cell instanceof Date || cell === null ? "" : String(cell);
    try {
      const value: unknown = JSON.parse(text);
      if (value !== null && text.length <= longest) return { value };
    } catch {
      // Told below.
    }
    return unreadable(cell, "n’est pas du JSON", "is not JSON");
  },
  operators: presence,
  aggregates: ["count"],
  sort: null,
  expressionType: "composite",
  convertsFrom: {
    text: fromText,
    "long-text": fromText,
    integer: (column) => `to_jsonb(${column})`,
    boolean: (column) => `to_jsonb(${column})`,
    "multi-select": (column) => `to_jsonb(${column})`,
    tags: (column) => `to_jsonb(${column})`,
  },
  convertsTo: intoTexts((column) => `${column} #>> '{}'`),
  examples: [{ a: 1, b: [true, null, "x"] }, [], {}, "text", 12.5, false],
  refused: ["x".repeat(longest), Array.from({ length: 60_000 }, () => 1)],
});
