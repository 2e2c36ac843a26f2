import { sameJson } from "./same.ts";

export type Json = Readonly<Record<string, unknown>>;

/** The things of a list by what tells them apart, in their order. */
export type Named = ReadonlyMap<string, unknown>;

/** As `sameJson`, but a missing value equals nothing else. */
export function same(a: unknown, b: unknown): boolean {
  return a === undefined || b === undefined ? a === b : sameJson(a, b);
}

/** A property that the object itself has; undefined where it has none. */
export function own(object: Json, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** A list by what tells its things apart; null where something does not, or stands twice. */
export function byIdentity(list: unknown): Named | null {
  if (!Array.isArray(list)) return null;
  const named = new Map<string, unknown>();
  for (const thing of list) {
    const identity = identityOf(thing);
    if (identity === null || named.has(identity)) return null;
    named.set(identity, thing);
  }
  return named;
}

export function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
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
  return said === undefined ? null : JSON.stringify(said);
}
