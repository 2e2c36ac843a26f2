import { defineFieldType } from "../field-type.ts";
import { joinInCell, wordsInCell } from "./cell-lists.ts";
import { cellText } from "./cells.ts";
import { intoTexts } from "./conversions.ts";
import { asList, presence, textLiteral } from "./operators.ts";

const limits = { tags: 50, characters: 60 };
const inList = (path: string) => (value: unknown) => `${textLiteral(value)} in ${path}`;

/** Free key words. */
export const tags = defineFieldType<readonly string[]>({
  name: "tags",
  label: { fr: "Mots-clés", en: "Tags" },
  help: { fr: "Des mots-clés libres.", en: "Free key words." },
  icon: "tags",
  properties: {},
  column: () => 'text[] collate "C"',
  accept: (value) => {
    if (!Array.isArray(value)) return value === "" ? null : value;
    const trimmed = value.map((each) => (typeof each === "string" ? each.trim() : each));
    const kept = [...new Set(trimmed.filter((each) => each !== ""))];
    return kept.length === 0 ? null : kept;
  },
  jsonSchema: () => ({
    type: "array",
    items: { type: "string", minLength: 1, maxLength: limits.characters },
    uniqueItems: true,
    maxItems: limits.tags,
  }),
  widget: "tags",
  format: (value) => value.join(", "),
  toCell: (value) => joinInCell(value),
  fromCell: (cell) => {
    const found = [...new Set(wordsInCell(cellText(cell), ";").map((part) => part.trim()))];
    const isFitting = found.every((part) => [...part].length <= limits.characters);
    if (found.length > 0 && found.length <= limits.tags && isFitting) return { value: found };
    return {
      unreadable: {
        fr: `Au plus ${limits.tags} mots-clés de ${limits.characters} caractères, séparés par des points-virgules.`,
        en: `At most ${limits.tags} tags of ${limits.characters} characters, separated by semicolons.`,
      },
    };
  },
  operators: {
    has: {
      label: { fr: "contient", en: "contains" },
      takes: "text",
      cel: (path, value) => inList(path)(asList(value)[0] ?? ""),
    },
    hasNot: {
      label: { fr: "ne contient pas", en: "does not contain" },
      takes: "text",
      cel: (path, value) => `!(${inList(path)(asList(value)[0] ?? "")})`,
    },
    ...presence,
  },
  aggregates: ["count"],
  sort: null,
  expressionType: "list<string>",
  convertsFrom: {
    "multi-select": (column) => column,
    select: (column) =>
      `case when btrim(${column}) <> '' and length(${column}) <= ${limits.characters} then array[${column}] end`,
    text: fromText,
    "long-text": fromText,
  },
  convertsTo: intoTexts((column) => `nullif(array_to_string(${column}, ', '), '')`),
  examples: [["fibre"], ["fibre", "été 2026"], ["a, b", "c; d"]],
  refused: ["fibre", [""], ["a", "a"], [1], {}, ["x".repeat(61)]],
});

/** A text of words between semicolons or commas; null where one is too long or there are too many. */
function fromText(column: string): string {
  const words = `(select array_agg(distinct btrim(w)) from regexp_split_to_table(${column}, '[;,\\n]') w where btrim(w) <> '')`;
  const isFitting = `not exists (select from unnest(${words}) w where length(w) > ${limits.characters})`;
  return `case when cardinality(${words}) <= ${limits.tags} and ${isFitting} then ${words} end`;
}
