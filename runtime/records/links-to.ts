import { quoteName } from "../../core/database/index.ts";
import type { OnDelete } from "../../metamodel/field-type.ts";
import type { Field, Model, ModelType } from "../../metamodel/model.ts";

/** A column of some table whose values may be keys of a type’s records. */
export interface LinkTo {
  /** The type that declares the field: what its records are called. */
  readonly type: ModelType;
  readonly field: Field;
  readonly column: string;
  /** Whether a row of the table at `t` holds one of the keys, a `uuid[]`. */
  readonly holds: (keys: string) => string;
  /** The column without the keys. */
  readonly without: (keys: string) => string;
  /** The column as it is, with those keys again that it held: what it `was` comes as `jsonb`. */
  readonly again: (keys: string, was: string) => string;
  /** Whether nothing else stands in the place of the keys that it held. */
  readonly isFree: string;
  readonly isList: boolean;
  /** What its records become when the one they point to goes to the trash; `cascade`: they follow it, there and back. */
  readonly onDelete: OnDelete;
}

/**
 * Every field that can hold the key of a record of the type. Records that belong to it — the lines of an offer —
 * follow it to the trash and back.
 */
export function linksTo(model: Model, type: ModelType): readonly LinkTo[] {
  const owned = new Set(
    [...type.fields.values()].flatMap((field) => {
      const relation = field.type.relation(field.document);
      if (relation?.kind !== "many" || !relation.isPart) return [];
      const back = model.types.get(relation.of)?.fields.get(relation.by);
      return back ? [`${back.declaredIn} ${back.name}`] : [];
    }),
  );
  return [...model.types.values()].flatMap((other) =>
    [...other.fields.values()].flatMap((field): LinkTo[] => {
      if (field.declaredIn !== other.name || field.column === null) return [];
      const column = quoteName(field.column);
      const held = heldIn(type, field, column);
      const isOwned = owned.has(`${other.name} ${field.name}`);
      return held ? [{ type: other, field, column, ...held, ...(isOwned && { onDelete: "cascade" }) }] : [];
    }),
  );
}

/** How a column holds keys of a type's records; null where it does not. */
function heldIn(
  type: ModelType,
  { type: fieldType, document }: Field,
  column: string,
): Omit<LinkTo, "type" | "field" | "column"> | null {
  const relation = fieldType.relation(document);
  if (relation?.kind === "one" && type.lineage.includes(relation.to))
    return {
      onDelete: relation.onDelete,
      holds: (keys) => `t.${column} = any (${keys})`,
      without: () => "null",
      again: (_, was) => `(${was} #>> '{}')::uuid`,
      ...single(column),
    };
  if (relation?.kind === "keys" && type.lineage.includes(relation.to))
    return {
      onDelete: relation.onDelete,
      holds: (keys) => `t.${column} && ${keys}`,
      without: (keys) =>
        `(select array_agg(k.id order by k.n) from unnest(t.${column}) with ordinality k (id, n) where k.id <> all (${keys}))`,
      again: (keys, was) =>
        `(select array_agg(k.id order by k.n) from (
          select w.id::uuid, w.n from jsonb_array_elements_text(${was}) with ordinality w (id, n)
          where w.id::uuid = any (t.${column}) or w.id::uuid = any (${keys})
          union all
          select l.id, 1000000 + l.n from unnest(t.${column}) with ordinality l (id, n) where not ${was} ? l.id::text
        ) k)`,
      isFree: "true",
      isList: true,
    };
  if (relation?.kind === "any" && relation.to.some((name) => type.lineage.includes(name)))
    return {
      onDelete: relation.onDelete,
      holds: (keys) => `split_part(t.${column}, '/', 2) = any (${keys}::text[])`,
      without: () => "null",
      again: (_, was) => `${was} #>> '{}'`,
      ...single(column),
    };
  return null;
}

const single = (column: string) => ({ isFree: `t.${column} is null`, isList: false });
