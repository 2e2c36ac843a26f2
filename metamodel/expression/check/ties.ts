import type { Relation } from "../../field-type.ts";
import type { Field, Model } from "../../model.ts";
import type { Tie } from "../term.ts";

/** Records that hang on one: their type, and how they do. */
export interface Tied {
  readonly type: string;
  readonly tie: Tie;
}

/** How the records that a field leads to hang on its record; null where it leads to one or none, undefined where the model lacks a part. */
export function tieOf(model: Model, field: Field, relation: Relation): Tied | null | undefined {
  if (relation.kind === "keys")
    return field.column === null
      ? undefined
      : { type: relation.to, tie: { by: "own-list", column: field.column } };
  if (relation.kind !== "many") return null;
  const back = columnOf(model, relation.of, relation.by);
  if (!back) return undefined;
  if (relation.other === undefined)
    return { type: relation.of, tie: { by: back.isList ? "list" : "key", column: back.column } };
  const there = columnOf(model, relation.of, relation.other);
  if (!there || there.isList || back.isList) return undefined;
  return {
    type: there.to,
    tie: { by: "link", link: relation.of, here: back.column, there: there.column },
  };
}

function columnOf(model: Model, type: string, name: string) {
  const field = model.types.get(type)?.fields.get(name);
  const relation = field?.type.relation(field.document);
  if (!field?.column || (relation?.kind !== "one" && relation?.kind !== "keys")) return null;
  return { column: field.column, isList: relation.kind === "keys", to: relation.to };
}
