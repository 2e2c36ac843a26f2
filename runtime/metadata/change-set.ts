import * as z from "zod";
import type { Fault } from "../../core/errors/index.ts";
import { didYouMean } from "../../core/language/index.ts";
import type { Renaming } from "../../metamodel/changes/index.ts";
import { isKind, kindOf, type ParsedDocument, parseDocument } from "../../metamodel/check/index.ts";
import { type Kind, kinds, type MetadataDocument } from "../../metamodel/index.ts";
import type { StandardModel } from "../crm.ts";
import { type DocumentKey, keyOf } from "./state.ts";

/** What an administrator wants changed: documents as they shall be, and keys of those that go. */
export interface ChangeSet {
  /** Not yet parsed: JSON from a file, the API or another room. */
  readonly documents: readonly unknown[];
  readonly remove?: readonly { readonly kind: string; readonly name: string }[] | undefined;
  /** Renamings that no `formerly` tells. */
  readonly renamings?: readonly Renaming[];
  /** The version of the standard model that counts afterwards, where it is another one. */
  readonly standard?: StandardModel;
}

/** A change set as it came over HTTP or from a command. */
export const changeSetBody = z.strictObject({
  documents: z.array(z.unknown()).max(5_000).default([]),
  remove: z
    .array(z.strictObject({ kind: z.string().max(60), name: z.string().max(60) }))
    .max(5_000)
    .optional(),
});

/** The documents after a change set, with the faults of its own: wrong shapes, unknown keys, one thing said twice. */
export function mergeChangeSet(
  current: readonly MetadataDocument[],
  { documents, remove = [] }: ChangeSet,
): { documents: MetadataDocument[]; faults: Fault[] } {
  const { documents: given, faults } = parseDocuments(documents);
  const merged = new Map(current.map((document) => [keyOf(document), document]));
  for (const key of remove) {
    const known = isKind(key.kind) && merged.delete(keyOf({ kind: key.kind, name: key.name }));
    if (!known) faults.push(unknownKey(key, current));
  }
  for (const document of given) merged.set(keyOf(document), document);
  return { documents: [...merged.values()], faults };
}

/**
 * Reads documents of any kind; what is wrong with their shapes, and a document given twice, is told. Of a document with
 * a wrong shape the rest is given, so that all that is wrong with it can be told at once.
 */
export function parseDocuments(documents: readonly unknown[]): {
  documents: MetadataDocument[];
  faults: Fault[];
} {
  const parsed = documents.map(parseAny);
  const given = parsed.flatMap((one) => ("document" in one ? [one.document] : (one.rest ?? [])));
  const faults = [...parsed.flatMap((one) => ("faults" in one ? one.faults : [])), ...sameTwice(given)];
  return { documents: given, faults };
}

function parseAny(json: unknown, index: number): ParsedDocument {
  let kind: Kind;
  try {
    kind = kindOf(json);
  } catch {
    const found = typeof json === "object" && json !== null && "kind" in json ? String(json.kind) : "";
    const suggestion = didYouMean(found, Object.keys(kinds));
    const values = { kind: found.slice(0, 60), kinds: Object.keys(kinds).join(", "), suggestion };
    return { faults: [{ path: `documents[${index}].kind`, code: "metadata.kind-unknown", values }] };
  }
  return parseDocument(kind, withoutSchema(json));
}

/** Where an editor finds the schema is the file's business, not the document's. */
function withoutSchema(json: unknown): unknown {
  if (typeof json !== "object" || json === null || !("$schema" in json)) return json;
  const { $schema: _, ...document } = json;
  return document;
}

function sameTwice(documents: readonly DocumentKey[]): Fault[] {
  const seen = new Set<string>();
  return documents.flatMap((document): Fault[] => {
    const key = keyOf(document);
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    return [{ path: key, code: "metadata.twice", values: { ...document, other: "documents" } }];
  });
}

function unknownKey(
  { kind, name }: { kind: string; name: string },
  current: readonly MetadataDocument[],
): Fault {
  const names = current.flatMap((document) => (document.kind === kind ? [document.name] : []));
  const values = { kind, name, suggestion: didYouMean(name, names) };
  return { path: `${kind}/${name}`, code: "metadata.not-found", values };
}
