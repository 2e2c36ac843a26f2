import { placeInWords } from "../../core/language/index.ts";
import type { Kind, MetadataDocument } from "../kinds/index.ts";
import type { Model } from "../model.ts";
import { means, occurrencesIn, renameIn } from "./occurrences.ts";
import { patchDocument, type Replacement } from "./patch.ts";
import { type Slot, slotsOf } from "./slots.ts";
import type { FieldKey } from "./walk.ts";

/** A place in a document where a field is named. */
export interface Mention {
  readonly kind: Kind;
  /** Name of the document. */
  readonly name: string;
  /** Where in the document: `sections[0].fields[2]`. */
  readonly path: string;
  readonly text: string;
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
    slotsNaming(model, document, field).map((slot) => ({
      kind: document.kind,
      name: document.name,
      path: placeInWords(slot.place),
      text: slot.text,
      droppable: slot.droppable !== null,
    })),
  );
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

/** The documents without the droppable mentions of fields that go, and the mentions that somebody has to settle. */
export function dropFields(
  { model, documents }: Searched,
  fields: readonly FieldKey[],
): { readonly documents: MetadataDocument[]; readonly left: (Mention & { readonly field: FieldKey })[] } {
  const left = fields.flatMap((field) => {
    const mentions = whereUsed({ model, documents }, field).filter(({ droppable }) => !droppable);
    return mentions.map((mention) => ({ ...mention, field }));
  });
  const patched = documents.map((document) => {
    const gone = slotsOf(model, document).filter((slot) => {
      const occurrences = slot.droppable ? occurrencesIn(model, slot) : [];
      return occurrences.some((occurrence) => fields.some((field) => means(occurrence, field)));
    });
    const replacements = gone.map((slot) => ({ slot, text: null }));
    return gone.length > 0 ? patchDocument(document, replacements) : document;
  });
  return { documents: patched, left };
}

function slotsNaming(model: Model, document: MetadataDocument, field: FieldKey): Slot[] {
  return slotsOf(model, document).filter((slot) =>
    occurrencesIn(model, slot).some((one) => means(one, field)),
  );
}

/** The documents that work on a type: its forms, views, templates, references to it, and its place in the menu. */
export function whereTypeUsed(documents: readonly MetadataDocument[], type: string): MetadataDocument[] {
  return documents.filter((document) => {
    switch (document.kind) {
      case "app":
        return document.modules.some((entry) => entry.type === type);
      case "type":
        return (
          document.extends === type ||
          document.fields.some(({ to, of, through }) => [to, of, through].flat().includes(type))
        );
      case "dashboard":
        return document.tiles.some((tile) => tile.type === type);
      case "role":
        return Object.hasOwn(document.types, type);
      default:
        return document.type === type;
    }
  });
}
