import { Refusal } from "../../core/errors/index.ts";
import { isId, newId } from "../../core/ids.ts";
import type { Storage } from "../../core/storage/storage.ts";
import type { Crm, Runtime } from "../crm.ts";

/** A file brought for an import. */
export interface Upload {
  readonly id: string;
  readonly hash: string;
  readonly name: string;
  readonly size: number;
  /** Rows below the header, as counted when it was analysed. */
  readonly rows: number;
}

const mostBytes = 200_000_000;

/** Keeps a file for seven days. Throws `import.empty`, `request.too-large` beyond 200 MB. */
export async function keepUpload(
  crm: Crm,
  { name, content }: { name: string; content: Parameters<Storage["put"]>[0] },
): Promise<Upload> {
  const { hash, size } = await crm.storage.put(content, mostBytes);
  if (size === 0) throw new Refusal("import.empty");
  const id = newId();
  const shown = [...name.toWellFormed().replaceAll("\0", "")].slice(0, 200).join("") || "import.csv";
  await crm.database.sql`
    insert into kernel_upload (id, hash, name, size, created_by)
    values (${id}, ${hash}, ${shown}, ${size}, ${crm.user.id})`;
  return { id, hash, name: shown, size, rows: 0 };
}

/** A file of the user's own; administrators find everybody's. Throws `import.file-unknown`. */
export async function findUpload(crm: Crm, id: string): Promise<Upload> {
  const [found] = isId(id)
    ? await crm.database.sql<(Upload & { by: string | null })[]>`
      select id, hash, name, size::float8 as size, rows, created_by as by from kernel_upload where id = ${id}`
    : [];
  if (!found || (found.by !== crm.user.id && !crm.user.administrator))
    throw new Refusal("import.file-unknown");
  if (!(await crm.storage.has(found.hash))) throw new Refusal("import.file-unknown");
  return found;
}

export async function noteRows(crm: Crm, { id }: Upload, rows: number): Promise<void> {
  await crm.database.sql`update kernel_upload set rows = ${rows} where id = ${id}`;
}

/** Forgets files older than seven days, and their contents where no record and no running import needs them. */
export async function removeOldUploads({ database, storage }: Runtime): Promise<number> {
  const old = await database.sql<{ hash: string }[]>`
    delete from kernel_upload u
    where created_at < now() - interval '7 days'
      and not exists (select from kernel_import i where i.upload = u.id and i.state in ('waiting', 'running'))
    returning hash`;
  const hashes = [...new Set(old.map(({ hash }) => hash))];
  const needed = await database.sql<{ hash: string }[]>`
    select hash from kernel_file where hash = any(${hashes}) union select hash from kernel_upload where hash = any(${hashes})`;
  const kept = new Set(needed.map(({ hash }) => hash));
  for (const hash of hashes) if (!kept.has(hash)) await storage.remove(hash);
  return old.length;
}
