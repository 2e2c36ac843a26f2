import { fill, type Words } from "../../core/language/index.ts";
import type { Kind, MetadataDocument } from "../kinds/index.ts";
import type { Field, Model, ModelType } from "../model.ts";
import { effectOf } from "./effects.ts";
import { type Affected, type Impact, impactIn } from "./impact.ts";
import { type Move, movesBetween, declaredField as ownField } from "./moves.ts";
import { roleDetails } from "./role-words.ts";
import { sameJson } from "./same.ts";
import type { FieldKey } from "./walk.ts";
import type { Renaming } from "./where-used.ts";
import { aspectsInWords, bothWords, type ChangeName, changeWords, kindWords } from "./words.ts";

/** One difference between two models, in plain words. */
export interface Change {
  readonly change: ChangeName;
  /** The document that says it: the type for all changes of fields. */
  readonly kind: Kind;
  readonly name: string;
  /** The field's name afterwards; before, when it goes. */
  readonly field?: string;
  /** The field's name before a renaming. */
  readonly formerly?: string;
  /** The type that declared the field before it moved up or down. */
  readonly movedFrom?: string;
  /** The properties that differ: `label`, `required`. */
  readonly aspects?: readonly string[];
  readonly words: Words;
  /** What it means one by one: what a role may from now on, and no longer. */
  readonly details?: readonly Words[];
  /** Where the documents before the change name it, directly or through computed fields. */
  readonly affects: readonly Affected[];
}

interface Comparing {
  readonly before: Model;
  readonly after: Model;
  readonly renamings: readonly Renaming[];
  readonly moves: readonly Move[];
  readonly impact: Impact;
}

/** Everything that differs between two models: types and their fields first, other documents after. */
export function compareModels(
  before: Model,
  after: Model,
  {
    renamings = renamingsBetween(before, after),
    documents = [],
    actions = {},
  }: {
    renamings?: readonly Renaming[];
    /** Documents in which mentions are looked for. */
    documents?: readonly MetadataDocument[];
    /** What actions of capabilities are called. */
    actions?: Readonly<Record<string, Words>>;
  } = {},
): Change[] {
  const impact = impactIn({ model: before, documents });
  const moves = movesBetween(before, after, renamings);
  const comparing: Comparing = { before, after, renamings, moves, impact };
  const others = documentChanges(comparing).map((change) => ({
    ...change,
    ...roleDetails(change, { before, after, actions }),
  }));
  return [...typeChanges(comparing), ...others];
}

/** The fields that `formerly` renames: the old name was there, is gone, and the new one was not there. */
export function renamingsBetween(before: Model, after: Model): Renaming[] {
  return [...after.types.values()].flatMap((type) =>
    ownFields(type).flatMap((field) => {
      const from = field.document.formerly;
      if (!from || ownField(after, type.name, from)) return [];
      if (!ownField(before, type.name, from) || ownField(before, type.name, field.name)) return [];
      return [{ type: type.name, field: from, to: field.name }];
    }),
  );
}

/** The fields that a type declares itself or a capability brings to it. */
export function ownFields(type: ModelType): Field[] {
  return [...type.fields.values()].filter((field) => field.declaredIn === type.name);
}

function typeChanges(comparing: Comparing): Change[] {
  const { before, after } = comparing;
  const removed = [...before.types.values()].filter((type) => !after.types.has(type.name));
  return [
    ...removed.map((type) => typeGone(comparing, type)),
    ...[...after.types.values()].flatMap((type) => {
      const old = before.types.get(type.name);
      return old
        ? [...typeAspects(comparing, old, type), ...fieldChanges(comparing, old, type)]
        : [typeNew(type), ...movedInto(comparing, type)];
    }),
  ];
}

function typeNew(type: ModelType): Change {
  const words = worded("type-added", { type: bothWords(type.label, type.name) });
  return { change: "type-added", kind: "type", name: type.name, words, affects: [] };
}

function typeGone({ impact }: Comparing, type: ModelType): Change {
  const words = worded("type-removed", { type: bothWords(type.label, type.name) });
  const affects = impact.ofDocument({ kind: "type", name: type.name }, effectOf("type-removed"));
  return { change: "type-removed", kind: "type", name: type.name, words, affects };
}

const typeProperties = [
  "label",
  "plural",
  "help",
  "icon",
  "title",
  "state",
  "rules",
  "person",
  "keep",
  "unique",
  "abstract",
  "parent",
] as const;

/** What a type says of itself; what it only inherits is told at the type that says it. */
function typeAspects({ before, after }: Comparing, old: ModelType, now: ModelType): Change[] {
  const parents = [before.types.get(old.parent ?? ""), after.types.get(now.parent ?? "")] as const;
  const differs = (read: (type: ModelType) => unknown) => {
    if (sameJson(read(old), read(now))) return false;
    const [parentBefore, parentAfter] = parents;
    if (!parentBefore || !parentAfter) return true;
    return !(sameJson(read(old), read(parentBefore)) && sameJson(read(now), read(parentAfter)));
  };
  const aspects: string[] = typeProperties.filter((property) => differs((type) => type[property]));
  // A plural that nobody said is the label, and changes with it.
  if (aspects.includes("plural") && sameJson([old.label, now.label], [old.plural, now.plural]))
    aspects.splice(aspects.indexOf("plural"), 1);
  if (differs((type) => Object.fromEntries(type.capabilities))) aspects.push("capabilities");
  if (aspects.length === 0) return [];
  const words = worded("type-changed", {
    type: bothWords(now.label, now.name),
    aspects: aspectsInWords(aspects),
  });
  return [{ change: "type-changed", kind: "type", name: now.name, aspects, words, affects: [] }];
}

function fieldChanges(comparing: Comparing, old: ModelType, now: ModelType): Change[] {
  const { before, moves } = comparing;
  const renamings = comparing.renamings.filter(({ type }) => type === now.name);
  const moved = new Map(moves.flatMap((move) => (move.to === now.name ? [[move.field, move] as const] : [])));
  const left = new Set(moves.flatMap(({ from, field }) => (from === now.name ? [field] : [])));
  const formerNames = new Map(renamings.map(({ field, to }) => [to, field]));
  const oldFields = new Map(ownFields(old).map((field) => [field.name, field]));
  const kept = new Set<string>();
  const changes = ownFields(now).flatMap((field) => {
    const formerly = formerNames.get(field.name) ?? field.name;
    const was = oldFields.get(formerly);
    if (was) kept.add(formerly);
    const move = was ? undefined : moved.get(field.name);
    return move
      ? fieldMoved(comparing, { move, type: now, was: ownField(before, move.from, field.name), field })
      : fieldChange(comparing, now, was, field);
  });
  const gone = [...oldFields.values()].filter(({ name }) => !kept.has(name) && !left.has(name));
  return [...gone.map((field) => describe(comparing, "field-removed", now, field, {})), ...changes];
}

/** Fields of its family that a new type takes over. */
function movedInto(comparing: Comparing, type: ModelType): Change[] {
  return comparing.moves.flatMap((move) => {
    const field = move.to === type.name ? ownField(comparing.after, type.name, move.field) : undefined;
    const was = ownField(comparing.before, move.from, move.field);
    return field ? fieldMoved(comparing, { move, type, was, field }) : [];
  });
}

/** A field that stands in another type of the family now, and what else became of it. */
function fieldMoved(
  comparing: Comparing,
  { move, type, was, field }: { move: Move; type: ModelType; was: Field | undefined; field: Field },
): Change[] {
  const origin = comparing.before.types.get(move.from);
  const from = bothWords(origin?.label, move.from);
  const moved = describe(comparing, "field-moved", type, field, { movedFrom: move.from, values: { from } });
  return [moved, ...fieldChange(comparing, type, was, field)];
}

function fieldChange(comparing: Comparing, type: ModelType, was: Field | undefined, now: Field): Change[] {
  if (!was) return [describe(comparing, "field-added", type, now, {})];
  const changes: Change[] = [];
  const extra = was.name === now.name ? {} : { formerly: was.name };
  if (was.name !== now.name)
    changes.push(
      describe(comparing, "field-renamed", type, now, {
        ...extra,
        values: { from: bothWords({}, was.name), to: bothWords({}, now.name) },
      }),
    );
  if (was.type.name !== now.type.name)
    changes.push(
      describe(comparing, "field-converted", type, now, {
        ...extra,
        values: { from: was.type.label, to: now.type.label },
      }),
    );
  const aspects = differentProperties(was, now);
  if (aspects.length > 0)
    changes.push(
      describe(comparing, "field-changed", type, now, {
        ...extra,
        aspects,
        values: { aspects: aspectsInWords(aspects) },
      }),
    );
  return changes;
}

function differentProperties(was: Field, now: Field): string[] {
  const told = new Set(["name", "type", "formerly", "filledFrom"]);
  const names = new Set([...Object.keys(was.document), ...Object.keys(now.document)]);
  return [...names].filter((name) => !told.has(name) && !sameJson(was.document[name], now.document[name]));
}

function describe(
  { impact, after }: Comparing,
  change: ChangeName,
  type: ModelType,
  field: Field,
  {
    values = {},
    ...extra
  }: {
    formerly?: string;
    movedFrom?: string;
    aspects?: readonly string[];
    values?: Readonly<Record<string, Words>>;
  },
): Change {
  const key: FieldKey = { type: extra.movedFrom ?? type.name, field: extra.formerly ?? field.name };
  const affects = change === "field-added" ? [] : impact.ofField(key, effectOf(change, { after, type, key }));
  const words = worded(change, {
    type: bothWords(type.label, type.name),
    field: bothWords(field.label, field.name),
    ...values,
  });
  return { change, kind: "type", name: type.name, field: field.name, ...extra, words, affects };
}

const shelves = [
  ["form", "forms"],
  ["view", "views"],
  ["template", "templates"],
  ["dashboard", "dashboards"],
  ["role", "roles"],
  ["mapping", "mappings"],
] as const;

function documentChanges({ before, after, impact }: Comparing): Change[] {
  const app = sameJson(before.app, after.app) ? [] : [documentChange("document-changed", after.app)];
  return [
    ...app,
    ...shelves.flatMap(([, shelf]) => {
      const gone = [...before[shelf].values()].filter(({ name }) => !after[shelf].has(name));
      return [
        ...gone.map((document) => ({
          ...documentChange("document-removed", document),
          affects: impact.ofDocument(document, effectOf("document-removed")),
        })),
        ...[...after[shelf].values()].flatMap((document) => {
          const was = before[shelf].get(document.name);
          if (!was) return [documentChange("document-added", document)];
          return sameJson(was, document) ? [] : [documentChange("document-changed", document)];
        }),
      ];
    }),
  ];
}

function documentChange(change: ChangeName, { kind, name, label }: MetadataDocument): Change {
  const words = worded(change, { kind: kindWords[kind], name: bothWords(label, name) });
  return { change, kind, name, words, affects: [] };
}

function worded(change: ChangeName, values: Readonly<Record<string, Words>>): Words {
  const inLanguage = (language: keyof Words) =>
    fill(
      changeWords[change][language],
      Object.fromEntries(Object.entries(values).map(([place, words]) => [place, words[language]])),
      language,
    );
  return { fr: inLanguage("fr"), en: inLanguage("en") };
}
