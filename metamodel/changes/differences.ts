import { byIdentity, isObject, type Json, type Named, own, same } from "./identity.ts";

/** One property that differs between two states of a document; undefined where there is none. */
export interface Difference {
  /** `fields.fee.label.fr`: named things by their name, as conflicts of a merge tell them. */
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** Every property that differs. What came or went as a whole is one difference; another order of a list is one too. */
export function differencesOf(before: unknown, after: unknown): Difference[] {
  return compare(before, after, []);
}

type Path = readonly string[];

function compare(before: unknown, after: unknown, path: Path): Difference[] {
  if (same(before, after)) return [];
  if (isObject(before) && isObject(after)) return compareObjects(before, after, path);
  const [old, now] = [byIdentity(before), byIdentity(after)];
  if (old && now) return compareLists(old, now, path);
  return [{ path: path.join("."), before, after }];
}

function compareObjects(before: Json, after: Json, path: Path): Difference[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap((name) => compare(own(before, name), own(after, name), [...path, name]));
}

function compareLists(before: Named, after: Named, path: Path): Difference[] {
  const names = new Set([...before.keys(), ...after.keys()]);
  const inside = [...names].flatMap((name) => compare(before.get(name), after.get(name), [...path, name]));
  const stayed = (one: Named, other: Named) => [...one.keys()].filter((name) => other.has(name));
  const [old, now] = [stayed(before, after), stayed(after, before)];
  return same(old, now) ? inside : [...inside, { path: path.join("."), before: old, after: now }];
}
