import { sameJson } from "../../metamodel/changes/index.ts";
import type { FieldDocument, MetadataDocument, TypeDocument } from "../../metamodel/index.ts";

/** The document of a type, or null. */
export function typeDocumentOf(documents: readonly MetadataDocument[], name: string): TypeDocument | null {
  const found = documents.find((document) => document.kind === "type" && document.name === name);
  return found?.kind === "type" ? found : null;
}

/** The fields that a type's own document declares, in their order. */
export function ownFieldsOf(documents: readonly MetadataDocument[], name: string): readonly FieldDocument[] {
  return typeDocumentOf(documents, name)?.fields ?? [];
}

/** A field of a type with what the draft does to it. */
export interface OwnField {
  readonly field: FieldDocument;
  /** As it is published; null for a new one. */
  readonly published: FieldDocument | null;
  readonly state: "same" | "new" | "changed" | "removed";
}

/** The fields of the draft in their order; those it removes stand where they stood. */
export function compareFields(
  published: readonly FieldDocument[],
  drafted: readonly FieldDocument[],
): readonly OwnField[] {
  const rows = drafted.map((field): OwnField => {
    const was = publishedOf(field, { published, drafted });
    if (!was) return { field, published: null, state: "new" };
    return { field, published: was, state: sameJson(was, field) ? "same" : "changed" };
  });
  const kept = new Set(rows.flatMap((row) => row.published?.name ?? []));
  return published.reduce<readonly OwnField[]>((list, field, place) => {
    if (kept.has(field.name)) return list;
    const before = new Set(published.slice(0, place).map(({ name }) => name));
    const behind = list.findLastIndex((row) => before.has(row.published?.name ?? ""));
    return list.toSpliced(behind + 1, 0, { field, published: field, state: "removed" });
  }, rows);
}

/** What a field of the draft is published as, under its name or the one it had. */
export function publishedOf(
  field: FieldDocument,
  {
    published,
    drafted,
  }: { readonly published: readonly FieldDocument[]; readonly drafted: readonly FieldDocument[] },
): FieldDocument | null {
  const same = published.find(({ name }) => name === field.name);
  if (same) return same;
  if (drafted.some(({ name }) => name === field.formerly)) return null;
  return published.find(({ name }) => name === field.formerly) ?? null;
}

/** The field under another name: its values come along when it was already published under the first one. */
export function renamed(field: FieldDocument, published: FieldDocument | null): FieldDocument {
  const { formerly: _, ...rest } = field;
  if (!published || published.name === field.name)
    return published?.formerly ? { ...rest, formerly: published.formerly } : rest;
  return { ...rest, formerly: published.name };
}
