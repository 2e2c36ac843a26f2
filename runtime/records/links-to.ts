import { quoteName } from "../../core/database/index.ts";
import type { Field, Model, ModelType } from "../../metamodel/model.ts";

/** A column of some table whose values may be keys of a type's records. */
export interface LinkTo {
  /** The type that declares the field: what its records are called. */
  readonly type: ModelType;
  readonly field: Field;
  readonly column: string;
  /** What its records become when the one they point to goes to the trash. */
  readonly onDelete: "refuse" | "empty" | "cascade" | "follow";
}

/**
 * Every reference that can hold the key of a record of the type. Records that belong to it — the lines of an offer —
 * follow it to the trash and back.
 */
export function linksTo(model: Model, type: ModelType): readonly LinkTo[] {
  const owned = new Set(
    [...type.fields.values()].flatMap((field) => {
      const relation = field.type.relation(field.document);
      if (relation?.kind !== "many") return [];
      const back = model.types.get(relation.of)?.fields.get(relation.by);
      return back ? [`${back.declaredIn} ${back.name}`] : [];
    }),
  );
  return [...model.types.values()].flatMap((other) =>
    [...other.fields.values()].flatMap((field): LinkTo[] => {
      const relation = field.type.relation(field.document);
      const isOwn = field.declaredIn === other.name && field.column !== null;
      if (!isOwn || relation?.kind !== "one" || !type.lineage.includes(relation.to)) return [];
      const isOwned = owned.has(`${other.name} ${field.name}`);
      const column = quoteName(field.column ?? field.name);
      return [{ type: other, field, column, onDelete: isOwned ? "follow" : relation.onDelete }];
    }),
  );
}
