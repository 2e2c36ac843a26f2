import { sameJson } from "./same.ts";

/** One place that both sides changed differently since they parted. */
export interface MergeConflict {
  /** `fields.fee.label.fr`: named things by their name, others by their position. */
  readonly path: string;
  readonly base: unknown;
  readonly ours: unknown;
  readonly theirs: unknown;
}

/** What came of merging; where there are conflicts, `value` has our side in their places. */
export interface Merged {
  readonly value: unknown;
  readonly conflicts: readonly MergeConflict[];
}

/** Nothing: a property or a thing that one side does not have. */
const absent = undefined;

/**
 * Merges what two sides made of the same JSON, property by property. Lists of named things — fields, options, tiles —
 * and of different words are merged by what stands in them, and keep the order of the side that changed it.
 */
export function mergeDocuments(base: unknown, ours: unknown, theirs: unknown): Merged {
  return merge({ base, ours, theirs }, []);
}

interface Sides {
  readonly base: unknown;
  readonly ours: unknown;
  readonly theirs: unknown;
}

type Path = readonly string[];

function merge({ base, ours, theirs }: Sides, path: Path): Merged {
  if (same(ours, theirs) || same(base, theirs)) return settled(ours);
  if (same(base, ours)) return settled(theirs);
  if (isObject(base) && isObject(ours) && isObject(theirs)) return mergeObjects({ base, ours, theirs }, path);
  const lists = namedLists({ base, ours, theirs });
  if (lists) return mergeLists(lists, path);
  return { value: ours, conflicts: [{ path: path.join("."), base, ours, theirs }] };
}

function settled(value: unknown): Merged {
  return { value, conflicts: [] };
}

function same(a: unknown, b: unknown): boolean {
  return a === absent || b === absent ? a === b : sameJson(a, b);
}

type Json = Readonly<Record<string, unknown>>;

function mergeObjects(sides: { base: Json; ours: Json; theirs: Json }, path: Path): Merged {
  const { base, ours, theirs } = sides;
  const names = new Set([...Object.keys(ours), ...Object.keys(theirs)]);
  const parts = [...names].map((name): [string, Merged] => [
    name,
    merge({ base: own(base, name), ours: own(ours, name), theirs: own(theirs, name) }, [...path, name]),
  ]);
  return {
    value: Object.fromEntries(
      parts.flatMap(([name, { value }]) => (value === absent ? [] : [[name, value]])),
    ),
    conflicts: parts.flatMap(([, { conflicts }]) => conflicts),
  };
}

function own(object: Json, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : absent;
}

type Named = ReadonlyMap<string, unknown>;

/** The three lists by what tells their things apart; null where something does not, or stands twice. */
function namedLists({ base, ours, theirs }: Sides): { base: Named; ours: Named; theirs: Named } | null {
  const [b, o, t] = [base ?? [], ours, theirs].map(byIdentity);
  return b && o && t ? { base: b, ours: o, theirs: t } : null;
}

function byIdentity(list: unknown): Named | null {
  if (!Array.isArray(list)) return null;
  const named = new Map<string, unknown>();
  for (const thing of list) {
    const identity = identityOf(thing);
    if (identity === null || named.has(identity)) return null;
    named.set(identity, thing);
  }
  return named;
}

/** A thing is known by its name, the value it stands for, its label, or by being what it is. */
function identityOf(thing: unknown): string | null {
  if (typeof thing === "string" || typeof thing === "number") return String(thing);
  if (!isObject(thing)) return Array.isArray(thing) ? JSON.stringify(thing) : null;
  for (const property of ["name", "value", "column"]) {
    const found = own(thing, property);
    if (typeof found === "string") return found;
  }
  const said = own(thing, "label") ?? own(thing, "when") ?? own(thing, "fields") ?? own(thing, "measure");
  return said === absent ? null : JSON.stringify(said);
}

function mergeLists({ base, ours, theirs }: { base: Named; ours: Named; theirs: Named }, path: Path): Merged {
  const order = orderOf({ base, ours, theirs });
  const parts = order.map((identity) =>
    merge({ base: base.get(identity), ours: ours.get(identity), theirs: theirs.get(identity) }, [
      ...path,
      identity,
    ]),
  );
  return {
    value: parts.flatMap(({ value }) => (value === absent ? [] : [value])),
    conflicts: parts.flatMap(({ conflicts }) => conflicts),
  };
}

/** Our order, unless they alone changed it; what only one side has stands behind what it stood behind there. */
function orderOf({ base, ours, theirs }: { base: Named; ours: Named; theirs: Named }): string[] {
  const common = (list: Named) =>
    [...list.keys()].filter((key) => base.has(key) && ours.has(key) && theirs.has(key));
  const isOurs = same(common(base), common(theirs)) || !same(common(base), common(ours));
  const [first, second] = isOurs ? [ours, theirs] : [theirs, ours];
  const order = [...first.keys()];
  const others = [...second.keys()];
  for (const [index, key] of others.entries()) {
    if (first.has(key)) continue;
    const before = others.slice(0, index).findLast((each) => order.includes(each));
    order.splice(before === undefined ? 0 : order.indexOf(before) + 1, 0, key);
  }
  return order;
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
