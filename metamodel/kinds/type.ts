import * as z from "zod";
import { expression, icon, label, name, path, prose } from "./names.ts";

/** What every field may say, whatever its type; a field type adds its own properties. */
export const commonFieldShape = {
  name,
  /** The name of a field type of the shelf: `text`, `money`, `reference` … */
  type: z.string(),
  label,
  help: prose.optional(),
  /** Shown greyed in an empty input. */
  placeholder: label.optional(),
  /** An empty value is refused. */
  required: z.boolean().optional(),
  /** The value of a new record, in the field type's canonical form. */
  default: z.json().optional(),
  /** No two live records of the type hold the same value. */
  unique: z.boolean().optional(),
  /** Keeps a database index for filters and sorts by this field. */
  indexed: z.boolean().optional(),
  /** Found by the full-text search. Text-like fields only. */
  searchable: z.boolean().optional(),
  /** Shown, never written through a form or the API; only the system and jobs fill it. */
  readOnly: z.boolean().optional(),
  /** The field's former name, in the document that renames it: its values come along. */
  formerly: name.optional(),
} as const;

/** Any field document, its own properties not yet checked: `fieldDocument` of the shelf does that. */
export const looseField = z.looseObject(commonFieldShape);
export type FieldDocument = z.infer<typeof looseField>;

export const rule = z.strictObject({
  /** The record is refused when this CEL condition is true. */
  when: expression,
  refuse: prose,
  /** The fields where the refusal is shown. */
  at: z.array(path).optional(),
});

/** A type: a table, its API, its forms and lists. */
export const typeDocument = z.strictObject({
  kind: z.literal("type"),
  $schema: z.string().optional(),
  name,
  /** The base type whose table and fields this one shares. */
  extends: name.optional(),
  /** Only its subtypes can be created. */
  abstract: z.boolean().optional(),
  label,
  /** The label of many: the title of a list. */
  plural: label.optional(),
  help: prose.optional(),
  icon: icon.optional(),
  /** CEL expression that names a record in links, lists and letters. */
  title: expression.optional(),
  /** The select field that shows where a record stands; its pill is in the head of the record. */
  state: name.optional(),
  fields: z.array(looseField).max(1_000).default([]),
  rules: z.array(rule).optional(),
  /** Sets of fields whose values together occur once among live records. */
  unique: z.array(z.array(name).min(1)).optional(),
  /** What the type can do: `journal`, `documents`, `merge` …, each with its settings. */
  capabilities: z.record(z.string(), z.record(z.string(), z.json())).optional(),
});
export type TypeDocument = z.infer<typeof typeDocument>;
export type Rule = z.infer<typeof rule>;
