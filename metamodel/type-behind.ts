import type { Relation } from "./field-type.ts";
import type { Model } from "./model.ts";

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

function otherOf(model: Model, link: string, other: string): string | null {
  const field = model.types.get(link)?.fields.get(other);
  const relation = field?.type.relation(field.document);
  return relation?.kind === "one" ? relation.to : null;
}
