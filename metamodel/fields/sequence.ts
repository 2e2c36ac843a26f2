import * as z from "zod";
import { defineFieldType } from "../field-type.ts";
import { saying } from "../saying.ts";
import { readText } from "./cells.ts";
import { notLongerThan } from "./conversions.ts";
import { textWords } from "./operators.ts";
import { reader } from "./properties.ts";
import { isPattern, numberFor, numberFrom } from "./sequence-pattern.ts";
import { emptyToNull } from "./text-value.ts";

const properties = {
  pattern: z
    .string()
    .min(1)
    .max(60)
    .refine(
      isPattern,
      saying({
        fr: "un modèle de numéro a un seul compteur tel que {0000}, et au besoin {yyyy}, {yy}, {mm} ou {type}",
        en: "a pattern has one counter such as {0000}, and {yyyy}, {yy}, {mm} or {type} where wanted",
      }),
    )
    .default("{0000}")
    .describe(
      "Fixed text with {yyyy}, {yy}, {mm}, {type} (the name of the record’s type) and one counter {0000}; a new year begins again at 1.",
    ),
  per: z
    .enum(["subtype"])
    .optional()
    .describe(
      "`subtype`: the records of each subtype are counted by themselves, each from 1; `unique` then compares within one subtype. Who changes the subtype keeps the number.",
    ),
  gapless: z
    .boolean()
    .optional()
    .describe(
      "No number is ever left out, as invoices want it; records are then created one after the other.",
    ),
};
const read = reader(properties);
const longest = 80;

/** A number that the house gives to each new record, in order: `C-2026-0042`. Gaps are possible unless `gapless` is said. */
export const sequence = defineFieldType<string>({
  name: "sequence",
  label: { fr: "Numéro automatique", en: "Automatic number" },
  help: { fr: "Un numéro donné à chaque nouvelle fiche.", en: "A number given to each new record." },
  icon: "hash",
  properties,
  column: () => 'text collate "C"',
  generated: true,
  numbering: (field, at) => ({ ...numberFor(read(field), at), isGapless: read(field).gapless ?? false }),
  numberIn: (value, field, { type }) => numberFrom(read(field), { value, type }),
  accept: emptyToNull,
  jsonSchema: () => ({ type: "string", minLength: 1, maxLength: longest }),
  searchSql: (column) => column,
  widget: "text",
  format: (value) => value,
  toCell: (value) => value,
  fromCell: readText,
  operators: textWords,
  aggregates: ["count", "min", "max"],
  sort: "plain",
  expressionType: "string",
  convertsFrom: notLongerThan(() => longest, {
    text: (column) => column,
    integer: (column) => `${column}::text`,
  }),
  sample: () => ({
    name: "sample",
    type: "sequence",
    label: { fr: "Numéro", en: "Number" },
    pattern: "C-{yyyy}-{0000}",
  }),
  examples: ["C-2026-0042", "C-2026-12345", "0001"],
  refused: ["", 42, {}, "x".repeat(81)],
});
