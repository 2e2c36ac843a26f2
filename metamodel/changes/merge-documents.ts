import { byIdentity, isObject, type Json, type Named, own, same } from "./identity.ts";

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

/** Which side a conflict is settled for. */
export type Side = "ours" | "theirs";

/** Nothing: a property or a thing that one side does not have. */
const absent = undefined;

/**
 * Merges what two sides made of the same JSON, property by property. Lists of named things — fields, options, tiles —
 * and of different words are merged by what stands in them, and keep the order of the side that changed it.
 */
export function mergeDocuments(
  base: unknown,
  ours: unknown,
  theirs: unknown,
  { decide }: { readonly decide?: (path: string) => Side | undefined } = {},
): Merged {
  const merged = merge({ base, ours, theirs }, []);
  if (!decide) return merged;
  const taken = new Set<string>();
  for (const { path } of merged.conflicts) if (decide(path) === "theirs") taken.add(path);
  return {
    value: taken.size > 0 ? merge({ base, ours, theirs, taken }, []).value : merged.value,
    conflicts: merged.conflicts.filter(({ path }) => decide(path) === undefined),
  };
}

interface Sides {
  readonly base: unknown;
  readonly ours: unknown;
  readonly theirs: unknown;
  /** Conflicts that are settled for their side. */
  readonly taken?: ReadonlySet<string>;
}

type Path = readonly string[];

function merge(sides: Sides, path: Path): Merged {
  const { base, ours, theirs } = sides;
  if (same(ours, theirs) || same(base, theirs)) return settled(ours);
  if (same(base, ours)) return settled(theirs);
  if (isObject(ours) && isObject(theirs) && (isObject(base) || isOneThing(sides)))
    return mergeObjects({ ...sides, base: isObject(base) ? base : {}, ours, theirs }, path);
  const lists = namedLists(sides);
  if (lists) return mergeLists({ ...sides, ...lists }, path);
  const place = path.join(".");
  if (sides.taken?.has(place)) return settled(theirs);
  return { value: ours, conflicts: [{ path: place, base, ours, theirs }] };
}

/** Both sides have added a thing of the same name: what they say of it is compared, not which came first. */
function isOneThing({ base, ours, theirs }: Sides): boolean {
  if (base !== absent || !isObject(ours) || !isObject(theirs)) return false;
  const name = own(ours, "name");
  return typeof name === "string" && name === own(theirs, "name");
}

function settled(value: unknown): Merged {
  return { value, conflicts: [] };
}

function mergeObjects(sides: Sides & { base: Json; ours: Json; theirs: Json }, path: Path): Merged {
  const { base, ours, theirs } = sides;
  const names = new Set([...Object.keys(ours), ...Object.keys(theirs)]);
  const parts = [...names].map((name): [string, Merged] => [
    name,
    merge({ ...sides, base: own(base, name), ours: own(ours, name), theirs: own(theirs, name) }, [
      ...path,
      name,
    ]),
  ]);
  return {
    value: Object.fromEntries(
      parts.flatMap(([name, { value }]) => (value === absent ? [] : [[name, value]])),
    ),
    conflicts: parts.flatMap(([, { conflicts }]) => conflicts),
  };
}

/** The three lists by what tells their things apart; null where something does not, or stands twice. */
function namedLists({ base, ours, theirs }: Sides): { base: Named; ours: Named; theirs: Named } | null {
  const [b, o, t] = [base ?? [], ours, theirs].map(byIdentity);
  return b && o && t ? { base: b, ours: o, theirs: t } : null;
}

function mergeLists(sides: Sides & { base: Named; ours: Named; theirs: Named }, path: Path): Merged {
  const { base, ours, theirs } = sides;
  const order = orderOf({ base, ours, theirs });
  const parts = order.map((identity) =>
    merge({ ...sides, base: base.get(identity), ours: ours.get(identity), theirs: theirs.get(identity) }, [
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
