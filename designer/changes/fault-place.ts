import type { MetadataDocument } from "../../metamodel/index.ts";

/** A field of a type in the draft. */
export interface FieldPlace {
  readonly type: string;
  readonly field: string;
}

/**
 * The field that a fault is about: `type/contract fields[2].type` names it by its place in the document. Null for a
 * fault elsewhere.
 */
export function fieldOfFault(path: string, documents: readonly MetadataDocument[]): FieldPlace | null {
  const found = /^type\/(?<type>[a-z0-9_]+) fields\[(?<index>\d+)\]/.exec(path)?.groups;
  const document = documents.find(({ kind, name }) => kind === "type" && name === found?.type);
  if (!found || document?.kind !== "type") return null;
  const field = document.fields[Number(found.index)];
  return field ? { type: document.name, field: field.name } : null;
}
