import type { Sql } from "../../core/database/index.ts";
import { quoteName } from "../../core/database/index.ts";
import type { Runtime } from "../crm.ts";

/** Takes away files that no record holds any more; the hashes of their contents, to be forgotten after the commit. */
export async function forgetFiles(tx: Sql, ids: readonly string[]): Promise<readonly string[]> {
  if (ids.length === 0) return [];
  const holders = await tx<{ base: string; column: string }[]>`
    select 'record_' || base as base, column_name as column from kernel_column where target = 'kernel_file'`;
  const held = holders.map(
    ({ base, column }) => `not exists (select from ${quoteName(base)} t where t.${quoteName(column)} = f.id)`,
  );
  const rows = await tx.unsafe<{ hash: string }[]>(
    `delete from kernel_file f where ${["f.id = any ($1::text::uuid[])", ...held].join(" and ")} returning hash`,
    [`{${ids.join(",")}}`],
  );
  return [...new Set(rows.map(({ hash }) => hash))];
}

/** Removes contents that nothing names any more. */
export async function forgetContents(
  { database, storage }: Pick<Runtime, "database" | "storage">,
  hashes: readonly string[],
): Promise<void> {
  const named = await database.sql<{ hash: string }[]>`
    select hash from kernel_file where hash = any (${[...hashes]}::text[])
    union select hash from kernel_upload where hash = any (${[...hashes]}::text[])`;
  const needed = new Set(named.map(({ hash }) => hash));
  for (const hash of hashes) if (!needed.has(hash)) await storage.remove(hash);
}
