import { defineFieldType } from "../field-type.ts";
import { joinInCell, wordsInCell } from "./cell-lists.ts";
import { cellText, unreadable } from "./cells.ts";
import { sqlText } from "./conversions.ts";
import { asList, presence, textLiteral } from "./operators.ts";
import { allowedValues, optionLabel, optionNamed, options, sampleOptions } from "./options.ts";
import { reader } from "./properties.ts";
import { select } from "./select.ts";

const properties = { options };
const read = reader(properties);
const inList = (path: string) => (value: unknown) => `${textLiteral(value)} in ${path}`;

/** Several of several values: trades, skills, tags of a fixed list. */
export const multiSelect = defineFieldType<readonly string[]>({
  name: "multi-select",
  label: { fr: "Choix multiple", en: "Several choices" },
  help: { fr: "Plusieurs valeurs d’une liste.", en: "Several values of a list." },
  icon: "list-check",
  properties,
  column: () => 'text[] collate "C"',
  accept: (value) => (Array.isArray(value) && value.length === 0 ? null : value),
  jsonSchema: (field, { creating = false } = {}) => ({
    type: "array",
    items: { type: "string", enum: allowedValues(read(field).options, creating) },
    uniqueItems: true,
  }),
  choices: (field) => read(field).options,
  widget: "multi-select",
  format: (value, field, { language }) =>
    value.map((each) => optionLabel(read(field).options, each, language)).join(", "),
  toCell: (value) => joinInCell(value, ", "),
  fromCell: (cell, field) => {
    const named = wordsInCell(cellText(cell), ",;|").map(
      (part) => optionNamed(read(field).options, part)?.value ?? null,
    );
    const values = [...new Set(named)];
    if (values.length > 0 && values.every((value) => value !== null)) return { value: values };
    return unreadable(cell, "ne contient pas que des choix proposés", "has more than the choices offered");
  },
  operators: {
    has: {
      label: { fr: "contient", en: "contains" },
      takes: "value",
      cel: (path, value) => inList(path)(asList(value)[0] ?? ""),
    },
    hasAny: {
      label: { fr: "contient l’un de", en: "contains one of" },
      takes: "values",
      cel: (path, value) => joined(asList(value).map(inList(path)), " || "),
    },
    hasAll: {
      label: { fr: "contient tous", en: "contains all of" },
      takes: "values",
      cel: (path, value) => joined(asList(value).map(inList(path)), " && "),
    },
    hasNot: {
      label: { fr: "ne contient pas", en: "does not contain" },
      takes: "value",
      cel: (path, value) => `!(${inList(path)(asList(value)[0] ?? "")})`,
    },
    ...presence,
  },
  aggregates: ["count"],
  sort: null,
  expressionType: "list<string>",
  convertsFrom: {
    tags: (column, { to } = {}) => {
      const offered = (to ? read(to).options : sampleOptions).map(({ value }) => sqlText(value));
      return `case when ${column} <@ array[${offered.join(", ")}]::text[] then ${column} end`;
    },
    select: (column, { to } = {}) =>
      to
        ? `case when ${column} in (${read(to)
            .options.map(({ value }) => sqlText(value))
            .join(", ")}) then array[${column}] end`
        : `case when ${column} is not null then array[${column}] end`,
    ...Object.fromEntries(
      ["text", "long-text"].map((from) => [
        from,
        (column: string, target?: Parameters<NonNullable<typeof select.convertsFrom.text>>[1]) =>
          `nullif(array_remove(array[${select.convertsFrom.text?.(column, target) ?? column}], null), '{}')`,
      ]),
    ),
  },
  sample: () => ({
    name: "sample",
    type: "multi-select",
    label: { fr: "Choix multiple", en: "Several choices" },
    options: [...sampleOptions],
  }),
  examples: [["open"], ["open", "closed"], ["closed", "planned", "open"]],
  refused: ["open", ["unknown"], ["open", "open"], [1], {}],
});

function joined(parts: readonly string[], sign: string): string {
  return parts.length === 0 ? "true" : `(${parts.join(sign)})`;
}
