import { newId } from "../../core/ids.ts";
import type { Crm } from "../crm.ts";
import { cleanFileName } from "./file-name.ts";
import { mediaType } from "./media-type.ts";

/** A file as records hold it: the canonical value of the field type `file`. */
export interface KeptFile {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly mime: string;
}

export interface StoredFile extends KeptFile {
  readonly hash: string;
  readonly createdBy: string | null;
}

const mostBytes = 200_000_000;

/** Keeps a content once and gives it a name of its own. Throws `request.too-large` beyond 200 MB. */
export async function keepFile(
  crm: Crm,
  { name, content }: { name: string; content: Blob | Buffer },
): Promise<KeptFile> {
  const begin = Buffer.isBuffer(content)
    ? content.subarray(0, 65_536)
    : Buffer.from(await content.slice(0, 65_536).arrayBuffer());
  const clean = cleanFileName(name);
  const mime = await mediaType(begin, clean);
  const { hash, size } = await crm.storage.put(
    Buffer.isBuffer(content) ? content : content.stream(),
    mostBytes,
  );
  const id = newId();
  await crm.database.sql`
    insert into kernel_file (id, hash, name, size, mime, created_by)
    values (${id}, ${hash}, ${clean}, ${size}, ${mime}, ${crm.user.id})`;
  return { id, name: clean, size, mime };
}

/** A kept file by its key; says nothing about rights. */
export async function findFile(crm: Crm, id: string): Promise<StoredFile | null> {
  const [row] = await crm.database.sql<StoredFile[]>`
    select id, name, size::int as size, mime, hash, created_by as "createdBy" from kernel_file where id = ${id}`;
  return row ?? null;
}
