import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import type postgres from "postgres";
import type { Database } from "../../core/database/index.ts";
import { Refusal } from "../../core/errors/index.ts";
import type { Storage } from "../../core/storage/index.ts";
import { type Entry, entriesOf, type ReadEntry } from "./entries.ts";
import { type Head, readHead } from "./head.ts";
import { type BackupKey, checkOf, keyFor } from "./key.ts";
import { opened } from "./sealed-stream.ts";

/** A backup that can be read: the file, its head and its key. */
interface Opened {
  readonly file: string;
  readonly head: Head;
  readonly text: Buffer;
  readonly secret: Buffer;
}

/** What a backup was found to hold. */
export interface BackupContent {
  readonly head: Head;
  readonly tables: number;
  readonly rows: number;
  readonly files: number;
  readonly missing: readonly string[];
}

interface From {
  readonly file: string;
  readonly key: BackupKey;
  readonly software: string;
}

/** Reads a backup from its beginning to its end. Throws what is wrong with it: `backup.*`. */
export async function checkBackup(from: From): Promise<BackupContent> {
  return checked(await openBackup(from));
}

/**
 * Makes the workspace of a backup in an empty database, of this or another version of PostgreSQL. The whole file is
 * checked before anything is written, and the tables appear all at once at the end. Throws `backup.*`,
 * `restore.not-empty`, `restore.schema`.
 */
export async function restoreBackup(
  into: { readonly database: Database; readonly storage: Storage },
  from: From,
): Promise<BackupContent & { readonly secretKeys: readonly string[] }> {
  const backup = await openBackup(from);
  const { schema } = into.database;
  if (backup.head.schema !== schema)
    throw new Refusal("restore.schema", { found: backup.head.schema, wanted: schema });
  await mustBeEmpty(into.database);
  const content = await checked(backup);
  const secretKeys: string[] = [];
  await into.database.sql.begin(async (tx) => {
    await tx`set local statement_timeout = 0`;
    await tx`set local idle_in_transaction_session_timeout = 0`;
    await tx`set local search_path = ''`;
    await tx`set local check_function_bodies = off`;
    await mustBeEmpty(into.database, tx);
    let after: readonly string[] = [];
    await eachEntry(backup, async ({ entry, content: bytes }) => {
      if (entry.entry === "structure") {
        after = entry.after;
        await makeAll(tx, entry.before);
      } else if (entry.entry === "table") await fillTable(tx, entry, bytes);
      else if (entry.entry === "sequences") await setSequences(tx, entry);
      else if (entry.entry === "secret-keys") secretKeys.push(...entry.keys);
      else if (entry.entry === "file") await keepFile(into.storage, entry.hash, bytes);
    });
    for (const statement of after) await tx.unsafe(statement);
  });
  await into.database.sql`analyze`;
  return { ...content, secretKeys };
}

async function openBackup({ file, key, software }: From): Promise<Opened> {
  const { head, text } = await readHead(file, software);
  const secret = await keyFor(key, Buffer.from(head.key.salt, "base64"));
  if (key.kind !== head.key.from || checkOf(secret) !== head.key.check) throw new Refusal("backup.wrong-key");
  return { file, head, text, secret };
}

async function checked(backup: Opened): Promise<BackupContent> {
  const seen = { tables: 0, rows: 0, files: 0 };
  const ends: Extract<Entry, { entry: "end" }>[] = [];
  await eachEntry(backup, async ({ entry, content }) => {
    for await (const part of content) if (entry.entry === "table") seen.rows += count(part, 10);
    if (entry.entry === "table") seen.tables += 1;
    if (entry.entry === "file") seen.files += 1;
    if (entry.entry === "end") ends.push(entry);
  });
  const [end] = ends;
  if (!end || seen.tables !== end.tables || seen.files !== end.files) throw new Refusal("backup.damaged");
  return { head: backup.head, ...seen, missing: end.missing };
}

/** COPY ends each row with a line feed, and writes one inside a value as `\n`. */
function count(part: Buffer, byte: number): number {
  let found = 0;
  for (let at = part.indexOf(byte); at >= 0; at = part.indexOf(byte, at + 1)) found += 1;
  return found;
}

async function eachEntry(
  { file, text, secret }: Opened,
  take: (entry: ReadEntry) => Promise<void>,
): Promise<void> {
  await pipeline(
    createReadStream(file, { start: text.length }),
    (source: AsyncIterable<Buffer>) => opened(source, { key: secret, head: text }),
    createGunzip(),
    async (source: AsyncIterable<Buffer>) => {
      for await (const entry of entriesOf(source)) {
        await take(entry);
        for await (const _ of entry.content);
      }
    },
  ).catch((cause) => {
    // What was not encrypted by us does not unpack either.
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
    if (code.startsWith("Z_")) throw new Refusal("backup.damaged", {}, { cause });
    throw cause;
  });
}

async function mustBeEmpty(
  { sql, schema }: Database,
  tx: postgres.Sql | postgres.TransactionSql = sql,
): Promise<void> {
  const [found] = await tx`
    select from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in (${schema}, ${`${schema}_jobs`}) limit 1`;
  if (found) throw new Refusal("restore.not-empty", { schema });
}

/** What needs something that is made later is tried again after the others. */
async function makeAll(tx: postgres.TransactionSql, statements: readonly string[]): Promise<void> {
  for (let left = statements; left.length > 0; ) {
    const again: { statement: string; cause: unknown }[] = [];
    for (const statement of left)
      await tx
        .savepoint((inner) => inner.unsafe(statement))
        .catch((cause: unknown) => again.push({ statement, cause }));
    if (again.length === left.length) throw again[0]?.cause;
    left = again.map(({ statement }) => statement);
  }
}

async function fillTable(
  tx: postgres.TransactionSql,
  { table, columns }: Extract<Entry, { entry: "table" }>,
  rows: AsyncIterable<Buffer>,
): Promise<void> {
  await pipeline(
    Readable.from(rows),
    await tx.unsafe(`copy ${table} (${columns.join(", ")}) from stdin`).writable(),
  );
}

async function setSequences(
  tx: postgres.TransactionSql,
  { values }: Extract<Entry, { entry: "sequences" }>,
): Promise<void> {
  for (const { name, value, called } of values)
    await tx`select setval(${name}::text::regclass, ${value}::text::bigint, ${called})`;
}

async function keepFile(storage: Storage, wanted: string, content: AsyncIterable<Buffer>): Promise<void> {
  const { hash } = await storage.put(Readable.from(content));
  if (hash !== wanted) throw new Refusal("backup.damaged");
}
