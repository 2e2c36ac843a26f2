import * as z from "zod";
import { expression, format, icon, label, name, path, prose } from "./names.ts";

/** Always, never, or where a CEL condition over the record holds. */
const flag = z.union([z.boolean(), expression]);

/** What every field may say, whatever its type; a field type adds its own properties. */
export const commonFieldShape = {
  name,
  type: z.string().describe("The name of a field type of the shelf: `text`, `money`, `reference` …"),
  label,
  help: prose.optional(),
  placeholder: label.optional().describe("Shown greyed in an empty input."),
  required: flag.optional().describe("An empty value is refused: always, or where a CEL condition holds."),
  default: z.json().optional().describe("The value of a new record, in the field type's canonical form."),
  unique: z.boolean().optional().describe("No two live records of the type hold the same value."),
  indexed: z.boolean().optional().describe("Keeps a database index for filters and sorts by this field."),
  searchable: z.boolean().optional().describe("Found by the full-text search. Text-like fields only."),
  readOnly: flag
    .optional()
    .describe(
      "Shown, never written through a form or the API: `true` where only the system and jobs fill it, a CEL condition where it is locked while that holds.",
    ),
  visible: expression
    .optional()
    .describe("Shown in forms where this CEL condition holds; elsewhere kept as it is and not required."),
  defaultExpression: expression
    .optional()
    .describe(
      "What a new record gets where nothing is given: CEL over its other values, `user` and `today()`.",
    ),
  sensitive: z
    .boolean()
    .optional()
    .describe("Personal data: masked in exported files, unless the role says `sensitive`."),
  formerly: name
    .optional()
    .describe("The field's former name, in the document that renames it: its values come along."),
  filledFrom: expression
    .optional()
    .describe(
      "In the document that adds the field: what records that exist get in it, as CEL over their values before the change, those of fields that the same change removes too. Merges fields into one, or splits one into several.",
    ),
} as const;

/** Any field document, its own properties not yet checked: `checkDocuments` does that. */
export const looseField = z.looseObject(commonFieldShape);
export type FieldDocument = z.infer<typeof looseField>;

export const rule = z.strictObject({
  when: expression.describe("The record is refused when this CEL condition is true."),
  refuse: prose,
  at: z.array(path).optional().describe("The fields where the refusal is shown."),
});

/** Why a person's data may not be erased yet: a law, a contract that runs. */
export const keepReason = z.strictObject({
  when: expression.describe("The person's data are kept while this CEL condition over the record is true."),
  because: prose.describe("The reason, for whoever asks for the erasure."),
});
export type KeepReason = z.infer<typeof keepReason>;

/** Fields whose values together occur once among live records. */
export const uniqueSet = z.strictObject({
  fields: z.array(name).min(1),
  when: expression
    .optional()
    .describe("Only records for which this CEL condition over their own values holds are compared."),
});
export type UniqueSet = z.infer<typeof uniqueSet>;

/** A type: a table, its API, its forms and lists. */
export const typeDocument = z.strictObject({
  kind: z.literal("type"),
  $schema: z.string().optional(),
  format,
  name,
  extends: name.optional().describe("The base type whose table and fields this one shares."),
  abstract: z.boolean().optional().describe("Only its subtypes can be created."),
  label,
  plural: label.optional().describe("The label of many: the title of a list."),
  help: prose.optional(),
  icon: icon.optional(),
  title: expression.optional().describe("CEL expression that names a record in links, lists and letters."),
  state: name
    .optional()
    .describe("The select field that shows where a record stands; its pill is in the head of the record."),
  fields: z.array(looseField).max(1_000).default([]),
  rules: z.array(rule).optional(),
  person: z
    .boolean()
    .optional()
    .describe("Its records are people: what is kept about one can be given out as a whole, and erased."),
  keep: z.array(keepReason).optional().describe("Why the data of a person are not erased yet."),
  unique: z
    .array(uniqueSet)
    .optional()
    .describe("Sets of fields whose values together occur once among live records."),
  asksReason: z
    .array(z.enum(["change", "delete", "restore", "archive"]))
    .optional()
    .describe(
      "What is done to its records only with a reason, which the journal keeps. For its subtypes as well.",
    ),
  traceReads: z
    .boolean()
    .optional()
    .describe(
      "Who reads its records, in lists and files too, is kept in the journal. For its subtypes as well.",
    ),
  capabilities: z
    .record(z.string(), z.record(z.string(), z.json()))
    .optional()
    .describe("What the type can do: `journal`, `documents`, `merge` …, each with its settings."),
});
export type TypeDocument = z.infer<typeof typeDocument>;
export type Rule = z.infer<typeof rule>;
