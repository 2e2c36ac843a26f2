import type { Field, ModelType } from "../../metamodel/model.ts";
import type { Item } from "./batch-run.ts";

/**
 * The items in waves to be written one after the other: a new record comes in a later wave than the new records it
 * refers to, changes and deletions come last. Records that refer to each other in a circle, and what hangs on them,
 * share a wave: inside one statement they find each other.
 */
export function inWaves(items: readonly Item[]): readonly (readonly Item[])[] {
  const created = new Map<string, Item>();
  for (const item of items) if (item.work === "create") created.set(item.written.id, item);
  const rest = items.filter((item) => item.work !== "create");
  const { waitsFor, followers } = tiesBetween(created);
  if (waitsFor.size === 0) return [items];

  const waves: Item[][] = [];
  const left = new Set(created.values());
  let wave = [...left].filter((item) => !waitsFor.has(item));
  while (wave.length > 0) {
    waves.push(wave);
    for (const item of wave) left.delete(item);
    wave = wave.flatMap((item) => (followers.get(item) ?? []).filter((next) => isFree(waitsFor, next)));
  }
  // The same key twice is PostgreSQL's to refuse.
  const twice = items.filter((item) => item.work === "create" && created.get(item.written.id) !== item);
  return [...waves, [...left], [...twice, ...rest]].filter((each) => each.length > 0);
}

interface Ties {
  /** For how many other items an item has to wait; those that wait for none are left out. */
  readonly waitsFor: Map<Item, number>;
  readonly followers: ReadonlyMap<Item, readonly Item[]>;
}

function tiesBetween(created: ReadonlyMap<string, Item>): Ties {
  const waitsFor = new Map<Item, number>();
  const followers = new Map<Item, Item[]>();
  const references = new Map<ModelType, readonly Field[]>();
  for (const item of created.values()) {
    if (item.work === "delete") continue;
    const { type, columns } = item.written;
    const fields = references.get(type) ?? referencesOf(type);
    references.set(type, fields);
    for (const { column } of fields) {
      for (const key of [columns[column ?? ""]].flat()) {
        const other = typeof key === "string" ? created.get(keyIn(key)) : undefined;
        if (!other || other === item) continue;
        waitsFor.set(item, (waitsFor.get(item) ?? 0) + 1);
        const behind = followers.get(other);
        if (behind) behind.push(item);
        else followers.set(other, [item]);
      }
    }
  }
  return { waitsFor, followers };
}

/** The key that a column holds, alone or behind its type. */
function keyIn(value: string): string {
  return value.slice(value.indexOf("/") + 1).toLowerCase();
}

function isFree(waitsFor: Map<Item, number>, item: Item): boolean {
  const left = (waitsFor.get(item) ?? 0) - 1;
  waitsFor.set(item, left);
  return left === 0;
}

function referencesOf(type: ModelType): readonly Field[] {
  return [...type.fields.values()].filter(
    ({ column, type, document }) =>
      column !== null && ["one", "keys", "any"].includes(type.relation(document)?.kind ?? ""),
  );
}
