import type { FieldDocument, FieldType } from "../../metamodel/index.ts";
import { isComplete } from "./field-example.ts";

/** The yes-or-no properties of a field. */
export const flagNames = ["required", "unique", "indexed", "searchable", "readOnly", "sensitive"] as const;
export type FlagName = (typeof flagNames)[number];

/** The flags that mean something for a field of this kind. */
export function meaningfulFlags(kind: FieldType, document: FieldDocument): ReadonlySet<FlagName> {
  const field = isComplete(kind, document) ? document : kind.sample();
  const isEntered = !kind.generated && kind.computation(field) === null;
  const isSorted = kind.column(field) !== null && kind.sort !== null;
  const isSearched = kind.searchSql("x", field) !== null;
  return new Set([
    ...(isEntered ? (["required"] as const) : []),
    ...(isSorted ? (["unique", "indexed"] as const) : []),
    ...(isSearched ? (["searchable"] as const) : []),
    ...(isEntered ? (["readOnly"] as const) : []),
    ...(kind.column(field) !== null ? (["sensitive"] as const) : []),
  ]);
}
