import type { Readable } from "node:stream";
import { Refusal } from "../../core/errors/index.ts";
import { cleanFileName } from "../../core/file-name.ts";
import { newId } from "../../core/ids.ts";
import type { Crm } from "../crm.ts";
import { isAsNamed, mediaType } from "./media-type.ts";
import { pixelsOf } from "./picture-size.ts";

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
/** A browser needs four bytes for each: a small file that says more would take its memory. */
const mostPixels = 250_000_000;

/** Keeps a content once and gives it a name of its own. Throws `request.too-large` beyond 200 MB, `documents.too-many-pixels`, `documents.other-content`. */
export async function keepFile(
  crm: Crm,
  { name, content }: { name: string; content: Readable | Buffer },
): Promise<KeptFile> {
  const clean = cleanFileName(name);
  const { hash, size } = await crm.storage.put(content, mostBytes);
  const begin = await beginningOf(crm, hash);
  const mime = await mediaType(begin, clean);
  if (!isAsNamed({ mime, name: clean, begin }))
    throw new Refusal("documents.other-content", { name: clean, mime });
  const pixels = pixelsOf(begin, mime) ?? 0;
  if (pixels > mostPixels) throw new Refusal("documents.too-many-pixels", { limit: mostPixels / 1_000_000 });
  const id = newId();
  await crm.database.sql`
    insert into kernel_file (id, hash, name, size, mime, created_by)
    values (${id}, ${hash}, ${clean}, ${size}, ${mime}, ${crm.user.id})`;
  return { id, name: clean, size, mime };
}

/** As much of a content as tells what kind of file it is. */
async function beginningOf({ storage }: Crm, hash: string): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of await storage.open(hash)) {
    parts.push(part);
    length += part.length;
    if (length >= 65_536) break;
  }
  return Buffer.concat(parts).subarray(0, 65_536);
}

/** A kept file by its key; says nothing about rights. */
export async function findFile(crm: Crm, id: string): Promise<StoredFile | null> {
  const [row] = await crm.database.sql<StoredFile[]>`
    select id, name, size::int as size, mime, hash, created_by as "createdBy" from kernel_file where id = ${id}`;
  return row ?? null;
}
