import type { MetadataDocument } from "../../metamodel/index.ts";

/** A field of a type in the draft, or the type itself. */
export interface FaultPlace {
  readonly type: string;
  readonly field: string | null;
}

/**
 * The type, and the field of it, that a fault is about: `type/contract fields[2].type` names it by its place in the
 * document. Null for a fault in a document of another kind, or in a type that the draft does not have.
 */
export function placeOfFault(path: string, documents: readonly MetadataDocument[]): FaultPlace | null {
  const found = /^type\/(?<type>[a-z0-9_]+)(?: fields\[(?<index>\d+)\])?/.exec(path)?.groups;
  const document = documents.find(({ kind, name }) => kind === "type" && name === found?.type);
  if (!found || document?.kind !== "type") return null;
  const field = found.index === undefined ? undefined : document.fields[Number(found.index)];
  return { type: document.name, field: field?.name ?? null };
}
