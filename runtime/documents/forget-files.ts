import type { Sql } from "../../core/database/index.ts";
import type { Runtime } from "../crm.ts";
import { heldFiles } from "../records/index.ts";

/** Takes away files that no record holds any more; the hashes of their contents, to be forgotten after the commit. */
export async function forgetFiles(tx: Sql, ids: readonly string[]): Promise<readonly string[]> {
  const held = await heldFiles(tx, ids);
  const free = ids.filter((id) => !held.has(id));
  if (free.length === 0) return [];
  const rows = await tx<{ hash: string }[]>`
    delete from kernel_file where id = any (${free}::uuid[]) returning hash`;
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
