import { placeInWords } from "../../core/language/index.ts";
import type { Kind, MetadataDocument } from "../kinds/index.ts";
import type { Model } from "../model.ts";
import { means, occurrencesIn, renameIn } from "./occurrences.ts";
import { patchDocument, type Replacement } from "./patch.ts";
import { type Slot, slotsOf } from "./slots.ts";
import type { FieldKey, Occurrence } from "./walk.ts";

/** A place in a document where a field is named. */
export interface Mention {
  readonly kind: Kind;
  /** Name of the document. */
  readonly name: string;
  /** Where in the document: `sections[0].fields[2]`. */
  readonly path: string;
  readonly text: string;
  /** The same place step by step, to find it in the document. */
  readonly place: readonly (string | number)[];
  /** Goes by itself when the field goes: a column, a form field, a tile's column. */
  readonly droppable: boolean;
}

/** The model that gives the names their meaning, and the documents that are searched. */
export interface Searched {
  readonly model: Model;
  readonly documents: readonly MetadataDocument[];
}

/** Every place where a field is named, through paths, expressions and templates too. */
export function whereUsed({ model, documents }: Searched, field: FieldKey): Mention[] {
  return documents.flatMap((document) =>
    slotsNaming(model, document, field).map((slot) => mentionOf(document, slot)),
  );
}

/** Every mention of every field, by `type.field`: one look at all documents for many questions. */
export function allMentions({ model, documents }: Searched): ReadonlyMap<string, readonly Mention[]> {
  const found = new Map<string, Mention[]>();
  for (const document of documents)
    for (const slot of slotsOf(model, document)) {
      const keys = occurrencesIn(model, slot).map(({ declaredIn, field }) => `${declaredIn}.${field}`);
      for (const key of new Set(keys)) found.set(key, [...(found.get(key) ?? []), mentionOf(document, slot)]);
    }
  return found;
}

function mentionOf({ kind, name }: MetadataDocument, { place, text, droppable }: Slot): Mention {
  return { kind, name, path: placeInWords(place), place, text, droppable: droppable !== null };
}

/** A field that keeps its values under another name. */
export interface Renaming extends FieldKey {
  readonly to: string;
}

/** The documents with every mention of the fields under their new names. `model` is the one before the renaming. */
export function renameFields(
  { model, documents }: Searched,
  renamings: readonly Renaming[],
): MetadataDocument[] {
  return documents.map((document) => {
    const replacements = slotsOf(model, document).flatMap((slot): Replacement[] => {
      const renamed = occurrencesIn(model, slot).flatMap((occurrence) => {
        const to = renamings.find((renaming) => means(occurrence, renaming))?.to;
        return to === undefined ? [] : [{ ...occurrence, to }];
      });
      return renamed.length > 0 ? [{ slot, text: renameIn(slot.text, renamed) }] : [];
    });
    return replacements.length > 0 ? patchDocument(document, replacements) : document;
  });
}

/**
 * The documents without the droppable mentions of fields that go (`model` is the one before, `after` the one without
 * them), and the mentions that somebody has to settle. */
export function dropFields(
  { model, documents }: Searched,
  fields: readonly FieldKey[],
  { after }: { readonly after?: Model } = {},
): { readonly documents: MetadataDocument[]; readonly left: (Mention & { readonly field: FieldKey })[] } {
  const namesGone = (slot: Slot, gone: readonly FieldKey[]) =>
    occurrencesIn(model, slot).some(
      (occurrence) =>
        gone.some((field) => means(occurrence, field)) && !(after && isStill(after, slot, occurrence)),
    );
  const left = fields.flatMap((field) =>
    documents.flatMap((document) =>
      slotsOf(model, document)
        .filter((slot) => slot.droppable === null && namesGone(slot, [field]))
        .map((slot) => ({ ...mentionOf(document, slot), field })),
    ),
  );
  const patched = documents.map((document) => {
    const gone = slotsOf(model, document).filter((slot) => slot.droppable && namesGone(slot, fields));
    const replacements = gone.map((slot) => ({ slot, text: null }));
    return gone.length > 0 ? patchDocument(document, replacements) : document;
  });
  return { documents: patched, left };
}

/** A field that moved down is still named by the types that it moved to, and by what a role says of those above. */
function isStill(after: Model, { syntax, place: [shelf] }: Slot, { of, field }: Occurrence): boolean {
  const type = after.types.get(of);
  const isOfRole = shelf === "types" && syntax === "name";
  const below = isOfRole ? (type?.concrete ?? []) : [];
  return [of, ...below].some((name) => after.types.get(name)?.fields.has(field));
}

function slotsNaming(model: Model, document: MetadataDocument, field: FieldKey): Slot[] {
  return slotsOf(model, document).filter((slot) =>
    occurrencesIn(model, slot).some((one) => means(one, field)),
  );
}
