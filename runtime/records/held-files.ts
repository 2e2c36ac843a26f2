import { quoteName, type Sql } from "../../core/database/index.ts";
import { keyArray } from "./keys.ts";

/** Those of some files that a record holds in one of its fields, the trash and removed fields included. */
export async function heldFiles(tx: Sql, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const holders = await tx<{ table: string; column: string }[]>`
    select 'record_' || base as table, column_name as column from kernel_column where target = 'kernel_file'`;
  if (holders.length === 0) return new Set();
  const held = holders.map(
    ({ table, column }) =>
      `select t.${quoteName(column)} as id from ${quoteName(table)} t
      where t.${quoteName(column)} = any ($1::text::uuid[])`,
  );
  const rows = await tx.unsafe<{ id: string }[]>(held.join(" union "), [keyArray(ids)]);
  return new Set(rows.map(({ id }) => id));
}
