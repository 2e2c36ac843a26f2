import * as z from "zod";
import { type Conversion, defineFieldType } from "../field-type.ts";
import { cellText } from "./cells.ts";
import { intoTexts } from "./conversions.ts";
import { textWords } from "./operators.ts";
import { reader } from "./properties.ts";
import { htmlOfText, isRichText, textOfHtml, tidied } from "./rich-html.ts";

const properties = {
  maxLength: z
    .number()
    .int()
    .min(1)
    .max(1_000_000)
    .default(100_000)
    .describe("Most characters, marks included."),
};
const read = reader(properties);
const withoutMarks = (column: string) => `regexp_replace(${column}, '<[^>]*>', ' ', 'g')`;
const wordsAlone: Conversion = (column) => {
  const lines = `regexp_replace(${column}, '<(br|hr)>|</(p|li|h2|h3|blockquote|pre)>', e'\\n', 'g')`;
  const bare = `regexp_replace(regexp_replace(${lines}, '<[^>]*>', '', 'g'), e'\\n+', e'\\n', 'g')`;
  const plain = [
    ["&lt;", "<"],
    ["&gt;", ">"],
    ["&quot;", '"'],
    ["&#39;", "''"],
    ["&nbsp;", " "],
    ["&amp;", "&"],
  ];
  const read = plain.reduce((sql, [entity, letter]) => `replace(${sql}, '${entity}', '${letter}')`, bare);
  return `nullif(btrim(${read}, e' \\n'), '')`;
};
const escaped = (column: string) =>
  `'<p>' || replace(replace(replace(replace(${column}, '&', '&amp;'), '<', '&lt;'), '>', '&gt;'), e'\\n', '<br>') || '</p>'`;

const fitting: Conversion = (column, { to } = {}) =>
  `case when length(${escaped(column)}) <= ${to ? read(to).maxLength : 100_000} then ${escaped(column)} end`;

/** A text with headings, lists and links. Kept as HTML of a few elements; anything else is refused, so that it is safe wherever it is shown. */
export const richText = defineFieldType<string>({
  name: "rich-text",
  label: { fr: "Texte mis en forme", en: "Rich text" },
  help: { fr: "Un texte avec titres, listes et liens.", en: "A text with headings, lists and links." },
  icon: "text-size",
  properties,
  column: () => 'text collate "C"',
  accept: (value) => (typeof value === "string" ? (value === "" ? null : tidied(value)) : value),
  jsonSchema: (field) => ({ type: "string", format: "rich-text", maxLength: read(field).maxLength }),
  searchSql: withoutMarks,
  widget: "rich-text",
  format: (value) => textOfHtml(value),
  toCell: (value) => value,
  fromCell: (cell) => {
    const text = cell instanceof Date || cell === null ? cellText(cell) : String(cell);
    const html = tidied(text);
    return { value: /<[a-z]/i.test(text) && isRichText(html) ? html : htmlOfText(text) };
  },
  operators: { contains: textWords.contains, empty: textWords.empty, filled: textWords.filled },
  aggregates: ["count"],
  sort: null,
  expressionType: "string",
  convertsFrom: { text: fitting, "long-text": fitting },
  convertsTo: intoTexts(wordsAlone),
  examples: [
    "<p>Réaction en <strong>4 h</strong>.</p>",
    '<h2>Prix</h2><ul><li><p>un</p></li><li><p><a href="https://a.example/?a=1&amp;b=2">deux</a></p></li></ul>',
    "<p>a &lt; b<br>c</p>",
  ],
  refused: [
    "<script>alert(1)</script>",
    '<p onclick="x()">a</p>',
    '<a href="javascript:alert(1)">a</a>',
    "<p>a < b</p>",
    '<img src="x" onerror="alert(1)">',
    "<p>never closed",
    12,
    {},
  ],
});
