import { quoteName, quoteText } from "../../core/database/index.ts";
import type { Field, ModelType } from "../../metamodel/model.ts";
import { columnOf, type Standing } from "./standing.ts";

/** A way from a record to the one that a field of it names, which must be of a type. */
export interface Naming {
  readonly at: Standing;
  readonly field: Field;
  readonly to: ModelType;
}

/** The sub-select that asks whether a condition holds for the record named, in the trash or not; `root` is its alias. */
export function namedExists(
  { at, field, to }: Naming,
  { root, joins, holds }: { root: string; joins: string; holds: string | null },
): string {
  const where = [
    `${root}.id = ${columnOf(at, field)}`,
    `${root}.type in (${to.concrete.map(quoteText).join(", ") || "null"})`,
    ...(holds === null ? [] : [holds]),
  ];
  return `exists (select from ${quoteName(to.table)} ${root}${joins} where ${where.join(" and ")})`;
}
