import { type Database, quoteName } from "../../core/database/index.ts";
import { type Model, tableOf } from "../../metamodel/index.ts";
import { type RegisteredColumn, readColumns } from "./columns.ts";
import { mendingSql, type StoredValue, storedValues } from "./computed-values.ts";

/** Rows worked out in one transaction: few enough that nobody waits noticeably for their locks. */
const batch = 1_000;

/**
 * Works out the values of stored computed fields that have none yet, while work goes on: triggers already keep right
 * what is written, the rest follows in batches. Afterwards the column is read; tells whether there was any.
 */
export async function fillStored(database: Database, { model }: { model: Model }): Promise<boolean> {
  const columns = await readColumns(database.sql);
  const waiting = storedValues(model, columns).filter(({ column }) => column.state === "computing");
  for (const stored of waiting) {
    await mend(database, model, stored);
    const { base, column, meaning } = stored.column;
    await database.sql`
      update kernel_column set state = 'live'
      where base = ${base} and column_name = ${column} and state = 'computing' and meaning = ${meaning}`;
  }
  return waiting.length > 0;
}

/** Whether values of stored computed fields are still to be worked out. */
export function isComputing(columns: readonly RegisteredColumn[]): boolean {
  return columns.some(({ state }) => state === "computing");
}

/** A stored field some of whose values were not what they should be. */
export interface Mended {
  readonly type: string;
  readonly field: string;
  readonly records: number;
}

/** Works every stored value out anew and writes those that were wrong: for instance after a change past the house. */
export async function mendStored(
  database: Database,
  { model }: { model: Model },
): Promise<readonly Mended[]> {
  const mended: Mended[] = [];
  for (const stored of storedValues(model, await readColumns(database.sql))) {
    if (stored.column.state !== "live") continue;
    const records = await mend(database, model, stored);
    if (records > 0) mended.push({ type: stored.type.name, field: stored.field.name, records });
  }
  return mended;
}

async function mend(database: Database, model: Model, stored: StoredValue): Promise<number> {
  const table = quoteName(tableOf(stored.column.base));
  const mending = mendingSql(model, stored, "$1::uuid[]");
  let [last, total]: [string | undefined, number] = ["00000000-0000-0000-0000-000000000000", 0];
  while (last !== undefined) {
    const after: string = last;
    const done = await database.transaction(async (tx) => {
      // Locked in a statement of their own: the next one then sees what others committed meanwhile.
      const rows = await tx.unsafe<{ id: string }[]>(
        `select id from ${table} where id > $1 order by id limit ${batch} for no key update`,
        [after],
      );
      const ids = rows.map(({ id }) => id);
      const { count } = await tx.unsafe(mending, [`{${ids.join(",")}}`]);
      return { count, last: ids.at(-1) };
    });
    total += done.count;
    last = done.last;
  }
  return total;
}
