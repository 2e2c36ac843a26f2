import type { Label, Words } from "../../core/language/index.ts";
import type { Kind, MetadataDocument } from "../kinds/index.ts";
import type { Model } from "../model.ts";
import { placeWords } from "./place-words.ts";
import { documentMentions } from "./type-mentions.ts";
import type { FieldKey } from "./walk.ts";
import { allMentions, type Mention, type Searched } from "./where-used.ts";
import { bothWords } from "./words.ts";

/**
 * What a change does to a place: it `breaks` until somebody mends it, it `goes` or `follows` by itself, or it says
 * something else from now on and is `affected`.
 */
export type Effect = "breaks" | "goes" | "follows" | "affected";

/** One place in a document that names what changes, or a computed field that reads it. */
export interface AffectedPlace {
  /** `fields[2].expression` */
  readonly path: string;
  readonly words: Words;
  /** What stands there. */
  readonly text: string;
  readonly effect: Effect;
  /** The computed fields between, nearest to the change first; none where the place names it itself. */
  readonly through: readonly FieldKey[];
}

/** A document touched by a change of another, with the places in it. */
export interface Affected {
  readonly kind: Kind;
  readonly name: string;
  readonly label: Label;
  readonly places: readonly AffectedPlace[];
}

/** Answers what hangs on fields, types and dashboards of one model. */
export interface Impact {
  /** A mention of which nothing becomes (null) is left out. */
  ofField(field: FieldKey, effect: EffectOf): Affected[];
  ofDocument(document: Pick<MetadataDocument, "kind" | "name">, effect: EffectOf): Affected[];
}

type EffectOf = (mention: Mention) => Effect | null;

/** What becomes of a place when the field or document it names is taken away. */
export function whenRemoved({ droppable }: Mention): Effect {
  return droppable ? "goes" : "breaks";
}

/** Reads all documents once, when the first question is asked. */
export function impactIn({ model, documents }: Searched): Impact {
  let read: ReturnType<typeof allMentions> | undefined;
  const mentionsOf = ({ type, field }: FieldKey) => {
    read ??= allMentions({ model, documents });
    return read.get(`${type}.${field}`) ?? [];
  };
  return {
    ofField: (field, effect) =>
      grouped({ model, documents }, reached({ model, documents, mentionsOf }, field), effect),
    ofDocument: (document, effect) => {
      const mentions = documentMentions(documents, document).map((mention) => ({ mention, through: [] }));
      return grouped({ model, documents }, mentions, effect);
    },
  };
}

interface Reached {
  readonly mention: Mention;
  readonly through: readonly FieldKey[];
}

/** The mentions of a field, then those of each computed field that reads it, and so on; each field once. */
function reached(
  { model, documents, mentionsOf }: Searched & { mentionsOf: (field: FieldKey) => readonly Mention[] },
  field: FieldKey,
): Reached[] {
  const types = new Map(documents.map((document) => [`${document.kind}/${document.name}`, document]));
  const seen = new Set([`${field.type}.${field.field}`]);
  const waiting: { readonly field: FieldKey; readonly through: readonly FieldKey[] }[] = [
    { field, through: [] },
  ];
  const found: Reached[] = [];
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    for (const mention of mentionsOf(next.field)) {
      found.push({ mention, through: next.through });
      const computed = computedAt(model, types.get(`${mention.kind}/${mention.name}`), mention);
      const key = computed && `${computed.type}.${computed.field}`;
      if (!computed || !key || seen.has(key)) continue;
      seen.add(key);
      waiting.push({ field: computed, through: [...next.through, computed] });
    }
  }
  return found;
}

/** The computed field whose value a place works out. */
function computedAt(
  model: Model,
  document: MetadataDocument | undefined,
  { place: [shelf, index] }: Mention,
): FieldKey | null {
  if (document?.kind !== "type" || shelf !== "fields") return null;
  const name = document.fields[Number(index)]?.name ?? "";
  const field = model.types.get(document.name)?.fields.get(name);
  return field?.type.computation(field.document) ? { type: document.name, field: name } : null;
}

function grouped({ model, documents }: Searched, found: readonly Reached[], effectOf: EffectOf): Affected[] {
  const byDocument = Map.groupBy(found, ({ mention }) => `${mention.kind}/${mention.name}`);
  return documents.flatMap((document) => {
    const { kind, name, label } = document;
    const places = (byDocument.get(`${kind}/${name}`) ?? []).flatMap(
      ({ mention, through }): AffectedPlace[] => {
        const { path, place, text } = mention;
        const words = placeWords(model, document, place);
        const effect = effectOf(mention);
        if (effect === null) return [];
        return [{ path, words, text, effect: through.length > 0 ? "affected" : effect, through }];
      },
    );
    return places.length > 0 ? [{ kind, name, label: bothWords(label, name), places }] : [];
  });
}
