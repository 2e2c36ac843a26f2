import type { Label } from "../../../core/language/index.ts";
import type { Field, Model, ModelType } from "../../../metamodel/index.ts";

/** Records of a type that refer to this one through a field. */
export interface Relation {
  readonly key: string;
  readonly type: ModelType;
  readonly field: Field;
  /** Whether it is the only way that type refers to this one. */
  readonly isAlone: boolean;
  /** What the reference calls its records, seen from here; null where it does not say. */
  readonly label: Label | null;
  /** The filter that finds those of one record. */
  readonly filterFor: (id: string) => string;
}

/** What the journal and the documents show in their own way. */
const shownElsewhere = new Set(["entry", "document"]);

/**
 * The types that refer to records of a type, each once per field, in the order of the model. Rows that are edited
 * inside the record itself are left out, and so is what a subtype only inherits.
 */
export function relationsOf(model: Model, type: ModelType): readonly Relation[] {
  const inside = new Set(
    [...type.fields.values()].flatMap((field) => {
      const relation = field.type.relation(field.document);
      return relation?.kind === "many" && relation.isPart ? [`${relation.of}.${relation.by}`] : [];
    }),
  );
  const reverse = new Map(
    [...type.fields.values()].flatMap((field): [string, Label][] => {
      const relation = field.type.relation(field.document);
      return relation?.kind === "many" && !relation.isPart
        ? [[`${relation.of}.${relation.by}`, field.label]]
        : [];
    }),
  );
  return [...model.types.values()].flatMap((other) => {
    if (shownElsewhere.has(other.base) || other.concrete.length === 0) return [];
    const fields = [...other.fields.values()].filter((field) => {
      const relation = field.type.relation(field.document);
      const isOwn = field.declaredIn === other.name && !inside.has(`${other.name}.${field.name}`);
      const leads = relation?.kind === "one" || relation?.kind === "keys";
      return isOwn && leads && type.lineage.includes(relation.to);
    });
    return fields.map((field) => ({
      key: `${other.name}.${field.name}`,
      type: other,
      field,
      isAlone: fields.length === 1,
      label: reverse.get(`${other.name}.${field.name}`) ?? null,
      filterFor: (id) =>
        field.type.relation(field.document)?.kind === "keys"
          ? `${JSON.stringify(id)} in ${field.name}`
          : `${field.name} == ${JSON.stringify(id)}`,
    }));
  });
}
