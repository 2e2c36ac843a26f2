import type { Words } from "../../core/language/index.ts";
import type { Kind, MetadataDocument } from "../kinds/index.ts";
import type { Model } from "../model.ts";
import { isObject } from "./identity.ts";
import { type MergeConflict, mergeDocuments, type Side } from "./merge-documents.ts";
import { placeInDocument } from "./place-words.ts";
import { followRenamings, renamingsSaid } from "./renamings.ts";
import { namesSaid, type SaidName } from "./said-names.ts";
import { sameJson } from "./same.ts";
import type { Renaming } from "./where-used.ts";

/** A conflict with the document that it is in. */
export interface SetConflict extends MergeConflict {
  readonly kind: Kind;
  readonly name: string;
  /** Document and path: `type/contract fields.fee.label.fr`. What a resolution names it by. */
  readonly place: string;
  /** The place in words, with the labels that people know. */
  readonly where: Words;
}

/**
 * How conflicts are settled: by their place, by a place above it (`type/contract`, `type/contract fields.fee`), or all
 * that nothing else names (the empty place).
 */
export type Resolution = Readonly<Record<string, Side>>;

/** Three states of many documents. */
export interface DocumentSets {
  readonly base: readonly MetadataDocument[];
  /** What runs: may hold more documents than the others know; those are left alone. */
  readonly ours: readonly MetadataDocument[];
  readonly theirs: readonly MetadataDocument[];
  /** Fields and lists that a side has renamed since the base, beside those that its `formerly` tells. */
  readonly renamed?: { readonly ours?: readonly Renaming[]; readonly theirs?: readonly Renaming[] };
  /** The model that documents make, to find where a renamed field is mentioned. */
  readonly modelOf: (documents: readonly MetadataDocument[]) => Model;
  readonly resolve?: Resolution | undefined;
}

/** What our side becomes, as a change set. */
export interface MergedSets {
  /** Not yet parsed: two sides that agree on every property may still not fit together. */
  readonly documents: readonly unknown[];
  readonly remove: readonly { readonly kind: Kind; readonly name: string }[];
  /** Renamings that our side has to follow. */
  readonly renamings: readonly Renaming[];
  /** Left to be settled; our side stands in their places. */
  readonly conflicts: readonly SetConflict[];
  /** Every place that both sides changed differently, those that are settled too. */
  readonly places: readonly string[];
}

/**
 * Merges what two sides made of the same documents: a field or a list that one side has renamed is the same for the
 * other, with all its mentions; then each document property by property.
 */
export function mergeSets({ base, ours, theirs, renamed, modelOf, resolve = {} }: DocumentSets): MergedSets {
  const names = renamingsSaid({ base, ours, theirs, renamed });
  const named = (documents: readonly MetadataDocument[], renamings: readonly Renaming[]) =>
    byKey(followRenamings(documents, { modelOf: () => modelOf(over(ours, documents)), renamings }));
  const [b, o, t] = [named(base, names.forBase), named(ours, names.forOurs), named(theirs, names.forTheirs)];
  const now = byKey(ours);
  const keys = new Map([...base, ...theirs].map(({ kind, name }) => [keyOf({ kind, name }), { kind, name }]));
  const places = new Set<string>();
  const settle = (place: string) => {
    places.add(place);
    return decision(resolve, place);
  };
  const merged = [...keys].map(([key, { kind, name }]) => {
    const decide = (path: string) => settle(placeOf(key, path));
    const { value, conflicts } = mergeDocuments(b.get(key), o.get(key), t.get(key), { decide });
    return {
      key,
      kind,
      name,
      value,
      conflicts: conflicts.map((one) => ({
        ...one,
        kind,
        name,
        place: placeOf(key, one.path),
        where: placeInDocument(one.path, [o.get(key), t.get(key), b.get(key)]),
      })),
    };
  });
  const said = namesSaid([...o.values()]);
  const clashes = names.clashes.map((clash) => clashOf(clash, said));
  const open = clashes.filter(({ conflict }) => settle(conflict.place) === undefined);
  const theirNames = clashes.filter(({ conflict }) => decision(resolve, conflict.place) === "theirs");
  return {
    documents: merged.flatMap(({ key, value }) => {
      const document = withTheirNames(value, theirNames);
      return document === undefined || sameJson(document, now.get(key)) ? [] : [document];
    }),
    remove: merged.flatMap(({ key, kind, name, value }) =>
      value === undefined && now.has(key) ? [{ kind, name }] : [],
    ),
    renamings: names.forOurs,
    conflicts: [...open.map(({ conflict }) => conflict), ...merged.flatMap(({ conflicts }) => conflicts)],
    places: [...places],
  };
}

/** The decision for a place: the one that names it most exactly. */
export function decision(resolve: Resolution, place: string): Side | undefined {
  const [above] = Object.keys(resolve)
    .filter((each) => isWithin(place, each))
    .sort((a, b) => b.length - a.length);
  return above === undefined ? undefined : resolve[above];
}

/** Whether a place is another one or stands in it; the empty one holds all. */
export function isWithin(place: string, other: string): boolean {
  return other === "" || place === other || place.startsWith(`${other}.`) || place.startsWith(`${other} `);
}

/** A name that both sides have changed, each in its own way. */
interface Clash {
  readonly conflict: SetConflict;
  /** Where our documents say the name. */
  readonly at: SaidName | undefined;
  readonly ours: string;
  readonly theirs: string;
}

function clashOf(
  { type, field, ours, theirs }: ReturnType<typeof renamingsSaid>["clashes"][number],
  said: readonly SaidName[],
): Clash {
  const at = said.find((one) => one.type === type && one.name === ours);
  const name = at?.document.name ?? type;
  const path = `fields.${at?.by ?? ours}${at?.isList ? ".reverse" : ""}.name`;
  const place = placeOf(`type/${name}`, path);
  const where = placeInDocument(path, [at?.document]);
  return {
    conflict: { kind: "type", name, place, path, where, base: field, ours, theirs },
    at,
    ours,
    theirs,
  };
}

/** What both sides renamed, under the name that their side gave: said by `formerly`, so that all follows. */
function withTheirNames(document: unknown, clashes: readonly Clash[]): unknown {
  const own = clashes.filter(({ at }) => isObject(document) && at?.document.name === document.name);
  if (!isObject(document) || document.kind !== "type" || !Array.isArray(document.fields) || own.length === 0)
    return document;
  const fields = document.fields.map((field: unknown) => {
    if (!isObject(field)) return field;
    const renamed = own.filter(({ at }) => at?.by === field.name);
    return Object.assign(
      {},
      field,
      ...renamed.map(({ at, ours, theirs }) => {
        const name = { name: theirs, formerly: ours };
        return at?.isList ? { reverse: { ...Object(field.reverse), ...name } } : name;
      }),
    );
  });
  return { ...document, fields };
}

/** Documents with others laid over them. */
function over(below: readonly MetadataDocument[], above: readonly MetadataDocument[]): MetadataDocument[] {
  return [...byKey([...below, ...above]).values()];
}

function byKey(documents: readonly MetadataDocument[]): ReadonlyMap<string, MetadataDocument> {
  return new Map(documents.map((document) => [keyOf(document), document]));
}

function keyOf({ kind, name }: { readonly kind: Kind; readonly name: string }): string {
  return `${kind}/${name}`;
}

function placeOf(key: string, path: string): string {
  return path === "" ? key : `${key} ${path}`;
}
