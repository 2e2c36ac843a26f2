import type { Model, ModelType } from "../model.ts";
import { type Effect, whenRemoved } from "./impact.ts";
import type { FieldKey } from "./walk.ts";
import type { Mention } from "./where-used.ts";
import type { ChangeName } from "./words.ts";

/** A plan in which something breaks is refused, so what still named the removed thing is settled by the same change. */
export function effectOf(change: ChangeName, moved?: Moved): (mention: Mention) => Effect | null {
  if (change === "field-renamed") return () => "follows";
  if (change === "field-moved" && moved) return effectOfMove(moved);
  if (!change.endsWith("-removed")) return () => "affected";
  return (mention) => (whenRemoved(mention) === "goes" ? "goes" : "affected");
}

interface Moved {
  readonly after: Model;
  /** The type that a field moved to, and the field as it was before. */
  readonly type: ModelType;
  readonly key: FieldKey;
}

/** Where a field moves up nothing becomes of its mentions; where it moves down the types above have it no more. */
function effectOfMove({ after, type, key }: Moved): (mention: Mention) => Effect | null {
  const isUp = after.types.get(key.type)?.lineage.includes(type.name) === true;
  return ({ kind, name, droppable }) => {
    const of =
      kind === "form" || kind === "view" || kind === "mapping" ? after[`${kind}s`].get(name)?.type : name;
    if (isUp || after.types.get(of ?? "")?.fields.has(key.field)) return null;
    return droppable ? "goes" : "affected";
  };
}
