import { quoteName, type Sql } from "../../core/database/index.ts";
import { Refusal } from "../../core/errors/index.ts";
import type { Field, ModelType } from "../../metamodel/model.ts";
import { treeOf } from "../../metamodel/trees.ts";
import { keyArray } from "./keys.ts";
import type { Written } from "./written.ts";

/** Whether a write may close a circle in a tree: it has to be watched then, inside a transaction. */
export function isInTree(type: ModelType, records: readonly Written[]): boolean {
  return placedIn(type, records) !== null;
}

/**
 * Does a write and refuses it where records would lie below themselves (`record.tree-circle`). Changes of one tree wait
 * for each other until they are committed: two that are right each for itself could close a circle together. Inside
 * the caller's transaction.
 */
export async function watchTree<Done>(
  tx: Sql,
  { type, records }: { type: ModelType; records: readonly Placeable[] },
  write: () => Promise<Done>,
): Promise<Done> {
  const placed = placedIn(type, records);
  if (!placed) return write();
  const { tree, ids } = placed;
  const [table, above] = [quoteName(type.table), quoteName(tree.column ?? "")];
  await tx`select pg_advisory_xact_lock(hashtextextended(current_schema() || ${table} || ${above}, 0))`;
  const done = await write();
  const circles = await tx.unsafe<{ id: string }[]>(
    `with recursive up (origin, id) as (
      select id, ${above} from ${table} where id = any ($1::text::uuid[]) and ${above} is not null
      union select up.origin, t.${above} from up join ${table} t on t.id = up.id where t.${above} is not null
    ) select origin as id from up where origin = id limit 1`,
    [keyArray(ids)],
  );
  if (circles.length > 0) throw circle(tree);
  return done;
}

/** What of a record places it. */
type Placeable = Pick<Written, "id" | "columns">;

interface PlacedInTree {
  readonly tree: Field;
  readonly ids: readonly string[];
}

function placedIn(type: ModelType, records: readonly Placeable[]): PlacedInTree | null {
  const tree = treeOf(type);
  const ids = records.filter(({ columns }) => columns[tree?.column ?? ""] != null).map(({ id }) => id);
  return tree && ids.length > 0 ? { tree, ids } : null;
}

function circle({ name, label }: Field): Refusal {
  const faults = [{ path: name, code: "record.tree-circle" as const, values: { label } }];
  return new Refusal("record.invalid", { count: 1 }, { faults });
}
