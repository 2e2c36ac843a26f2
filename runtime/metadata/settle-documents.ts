import type { Fault } from "../../core/errors/index.ts";
import {
  dropFields,
  ownFields,
  type Renaming,
  renameFields,
  sameJson,
} from "../../metamodel/changes/index.ts";
import type { MetadataDocument, Model } from "../../metamodel/index.ts";
import { type DocumentKey, keyOf } from "./state.ts";

/** All documents, standard ones included, before a change set and after it as its author wrote it. */
export interface Sides {
  readonly before: { readonly model: Model; readonly documents: readonly MetadataDocument[] };
  readonly after: { readonly model: Model; readonly documents: readonly MetadataDocument[] };
  readonly renamings: readonly Renaming[];
}

/**
 * Makes the other documents follow a change set: mentions of renamed fields get the new name, columns and form
 * fields of removed fields go, forms and lists of removed types too. Tells as faults what only a person can settle.
 */
export function settleDocuments({ before, after, renamings }: Sides): {
  documents: MetadataDocument[];
  faults: Fault[];
} {
  const goneTypes = new Set([...before.model.types.keys()].filter((name) => !after.model.types.has(name)));
  const remaining = after.documents.flatMap((document) => withoutTypes(document, goneTypes) ?? []);
  const renamed = renameFields({ model: before.model, documents: remaining }, renamings);
  const gone = goneFields(before.model, after.model, renamings);
  const searched = { model: before.model, documents: renamed };
  const { documents, left } = dropFields(searched, gone, { after: after.model });
  const faults = left.map(({ kind, name, path, text, field }): Fault => {
    const type = before.model.types.get(field.type);
    const label = type?.fields.get(field.field)?.label ?? {};
    return {
      path: `${kind}/${name} ${path}`,
      code: "metadata.still-used",
      values: { field: label, type: type?.label ?? field.type, text: around(field.field, text) },
    };
  });
  return { documents, faults };
}

/** How many characters of a long text are told on either side of the field it names. */
const context = 40;

/** A short text as it is; of a long one, such as a letter, the passage that names the field. */
function around(field: string, text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  if (line.length <= 2 * context) return line;
  const at = Math.max(0, line.search(new RegExp(`\\b${field}\\b`)));
  const from = Math.max(0, at - context);
  const to = at + field.length + context;
  return `${from > 0 ? "…" : ""}${line.slice(from, to)}${to < line.length ? "…" : ""}`;
}

/** The documents that differ between two lists, each with its body before and after (null where there is none). */
export function differences(
  before: readonly MetadataDocument[],
  after: readonly MetadataDocument[],
): (DocumentKey & { before: MetadataDocument | null; after: MetadataDocument | null })[] {
  const olds = new Map(before.map((document) => [keyOf(document), document]));
  const news = new Map(after.map((document) => [keyOf(document), document]));
  return [...new Map([...olds, ...news]).entries()].flatMap(([key, { kind, name }]) => {
    const [was, is] = [olds.get(key) ?? null, news.get(key) ?? null];
    return sameJson(was, is) ? [] : [{ kind, name, before: was, after: is }];
  });
}

/** Fields of types that stay, which have neither stayed, moved up in the type's family nor been renamed. */
function goneFields(before: Model, after: Model, renamings: readonly Renaming[]) {
  return [...before.types.values()].flatMap((type) => {
    const now = after.types.get(type.name);
    if (!now) return [];
    return ownFields(type).flatMap(({ name: field }) => {
      const renamed = renamings.some((renaming) => renaming.type === type.name && renaming.field === field);
      return renamed || now.fields.has(field) ? [] : [{ type: type.name, field }];
    });
  });
}

/** The document without what means nothing once types are gone; null where nothing of it remains. */
function withoutTypes(document: MetadataDocument, gone: ReadonlySet<string>): MetadataDocument | null {
  if (gone.size === 0) return document;
  switch (document.kind) {
    case "form":
    case "view":
    case "mapping":
      return gone.has(document.type) ? null : document;
    case "role": {
      const types = Object.entries(document.types).filter(([type]) => !gone.has(type));
      return { ...document, types: Object.fromEntries(types) };
    }
    case "app":
      return { ...document, modules: document.modules.filter(({ type }) => !type || !gone.has(type)) };
    default:
      return document;
  }
}
