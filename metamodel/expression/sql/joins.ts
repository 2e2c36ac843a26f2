import type { Model } from "../../model.ts";
import { quoted } from "./names.ts";

/** A reference as a join needs it. */
export interface Reference {
  /** The type of the record that has it, its name and its column there. */
  readonly from: string;
  readonly name: string;
  readonly column: string;
  /** The type of the records it leads to. */
  readonly to: string;
}

/**
 * The tables joined to one record of a statement. Whoever composes the rest of the statement may bring his own, so
 * that a path is joined once for filters, columns and sorts, and so that a record the user may not see is not joined.
 */
export interface JoinSet {
  /** The alias of the record on the other side; null where it must read as nothing. The same way is joined once. */
  join(alias: string, reference: Reference): string | null;
  /** Further conditions for children in a sub-select, beside being there: may the user see them? */
  conditions(alias: string, type: string): readonly string[];
  /** An alias that no one else in the statement has. */
  alias(): string;
  /** Joins of a sub-select, with aliases in common. */
  inside(): JoinSet;
  /** The joins so far, to stand behind the table they hang on. */
  sql(): string;
}

/** Plain left joins; a joined record that is in the trash reads as nothing. */
export function joinSet(model: Model, names: { next: number } = { next: 1 }): JoinSet {
  const joined = new Map<string, { readonly alias: string; readonly text: string }>();
  const fresh = () => `j${names.next++}`;
  return {
    join(alias, { column, to }) {
      const key = `${alias}.${column}`;
      const known = joined.get(key);
      if (known) return known.alias;
      const table = model.types.get(to)?.table;
      if (!table) return null;
      const own = fresh();
      const on = `${own}."id" = ${alias}.${quoted(column)} and ${own}."deleted_at" is null`;
      joined.set(key, { alias: own, text: ` left join ${quoted(table)} ${own} on ${on}` });
      return own;
    },
    conditions: () => [],
    alias: fresh,
    inside: () => joinSet(model, names),
    sql: () => [...joined.values()].map(({ text }) => text).join(""),
  };
}
