import type { Operator } from "./field-type.ts";
import type { Field, Model, ModelType } from "./model.ts";

/** The reference by which the records of a type lie below each other; null where they lie side by side. */
export function treeOf(type: ModelType): Field | null {
  const known = trees.get(type);
  if (known !== undefined) return known;
  const isTree = ({ type: of, document, column }: Field) => {
    const relation = of.relation(document);
    return column !== null && relation?.kind === "one" && relation.isTree === true;
  };
  const made = [...type.fields.values()].find(isTree) ?? null;
  trees.set(type, made);
  return made;
}

const trees = new WeakMap<ModelType, Field | null>();

/** The filter words of a field, those for trees only where the other records are one. */
export function operatorsOf(
  model: Model,
  { type, document }: Field,
): readonly (readonly [string, Operator])[] {
  const relation = type.relation(document);
  const other = relation?.kind === "one" ? model.types.get(relation.to) : undefined;
  const isTree = other !== undefined && treeOf(other) !== null;
  return Object.entries(type.operators).filter(([, { isOfTrees }]) => isTree || !isOfTrees);
}
