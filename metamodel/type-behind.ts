import type { Relation } from "./field-type.ts";
import type { Field, Model, ModelType } from "./model.ts";

/** The name of the type of the record or records that a relation leads to; null where that is no type, or any of several. */
export function typeBehind(model: Model, relation: Relation | null): string | null {
  switch (relation?.kind) {
    case "one":
    case "keys":
      return relation.to;
    case "many":
      return relation.other === undefined ? relation.of : otherOf(model, relation.of, relation.other);
    default:
      return null;
  }
}

/** Whether a relation leads to a list of records. */
export function isSeveral(relation: Relation | null): boolean {
  return relation?.kind === "many" || relation?.kind === "keys";
}

/** The type of the records in the list that a path first leads to: of `customer.visits.hours` the visit's; null where there is none. */
export function listedType(model: Model, type: ModelType, path: string): ModelType | null {
  let at: ModelType | undefined = type;
  for (const name of path.split(".")) {
    const field: Field | undefined = at?.fields.get(name);
    const relation = field?.type.relation(field.document) ?? null;
    at = model.types.get(typeBehind(model, relation) ?? "");
    if (isSeveral(relation)) return at ?? null;
  }
  return null;
}

function otherOf(model: Model, link: string, other: string): string | null {
  const field = model.types.get(link)?.fields.get(other);
  const relation = field?.type.relation(field.document);
  return relation?.kind === "one" ? relation.to : null;
}
