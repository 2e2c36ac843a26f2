import { randomBytes } from "node:crypto";
import { createWriteStream, existsSync } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type postgres from "postgres";
import type { Database } from "../../core/database/index.ts";
import { Refusal } from "../../core/errors/index.ts";
import type { Storage } from "../../core/storage/index.ts";
import { syncFolder } from "../../core/sync-folder.ts";
import { written } from "./entries.ts";
import { formatNumber, type Head, headText } from "./head.ts";
import { type BackupKey, checkOf, keyFor } from "./key.ts";
import { sealed } from "./sealed-stream.ts";
import { readStructure, sequenceValues, type Table, tablesWithRows } from "./structure.ts";

/** A workspace as it is backed up. */
export interface Backed {
  readonly database: Database;
  readonly storage: Storage;
  /** The keys that the data folder keeps, without which kept secrets cannot be read; none where they are elsewhere. */
  readonly secretKeys: readonly string[];
  /** The version of the software. */
  readonly software: string;
}

export interface BackupResult {
  readonly tables: number;
  readonly files: number;
  /** Contents that records name and the storage has not; a backup cannot bring them back. */
  readonly missing: readonly string[];
}

/**
 * Writes a workspace to one file: structure, rows and documents of one instant, compressed and encrypted, while others
 * go on writing. Takes as much memory as a row of the largest table. The file is there when it is whole, or not at all.
 * Throws `backup.exists`.
 */
export async function writeBackup(
  backed: Backed,
  { file, key }: { file: string; key: BackupKey },
): Promise<BackupResult> {
  const path = resolve(file);
  if (existsSync(path)) throw new Refusal("backup.exists", { file });
  const salt = randomBytes(32);
  const secret = await keyFor(key, salt);
  const { schema, version } = backed.database;
  const head: Head = {
    format: formatNumber,
    software: backed.software,
    postgresql: version,
    schema,
    at: new Date().toISOString(),
    key: { from: key.kind, salt: salt.toString("base64"), check: checkOf(secret) },
  };
  const text = headText(head);
  const draft = `${path}.${randomBytes(4).toString("hex")}.draft`;
  try {
    const result = await inSnapshot(backed.database, async (tx, after) => {
      const told: { result?: BackupResult } = {};
      await pipeline(
        Readable.from(content(backed, { tx, after, tell: (one) => Object.assign(told, { result: one }) })),
        createGzip({ level: 6 }),
        (source: AsyncIterable<Buffer>) => withHead(text, sealed(source, { key: secret, head: text })),
        createWriteStream(draft, { flags: "wx", mode: 0o600, flush: true }),
      );
      return told.result ?? { tables: 0, files: 0, missing: [] };
    });
    await rename(draft, path);
    await syncFolder(dirname(path));
    return result;
  } finally {
    await rm(draft, { force: true });
  }
}

async function* withHead(head: Buffer, body: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield head;
  yield* body;
}

/** The state of one instant; sequences are read outside of it, because theirs belongs to no transaction. */
async function inSnapshot<T>(
  { sql }: Database,
  work: (tx: postgres.TransactionSql, sql: postgres.Sql) => Promise<T>,
): Promise<T> {
  const box = await sql.begin("isolation level repeatable read read only", async (tx) => {
    await tx`set local statement_timeout = 0`;
    await tx`set local idle_in_transaction_session_timeout = 0`;
    await tx`set local search_path = ''`;
    return { result: await work(tx, sql) };
  });
  return box.result;
}

interface Reading {
  readonly tx: postgres.TransactionSql;
  readonly after: postgres.Sql;
  readonly tell: (result: BackupResult) => void;
}

async function* content(
  { database: { schema }, storage, secretKeys }: Backed,
  { tx, after, tell }: Reading,
): AsyncGenerator<Buffer> {
  const schemas = [schema, `${schema}_jobs`];
  const tables = await lockedTables(tx, schemas);
  const { before, after: later } = await readStructure(tx, schemas);
  yield* written({ entry: "structure", before: [...before], after: [...later] });
  if (secretKeys.length > 0) yield* written({ entry: "secret-keys", keys: [...secretKeys] });
  for (const { name, columns } of tables)
    yield* written({ entry: "table", table: name, columns: [...columns] }, copied(tx, { name, columns }));
  // Higher than in the snapshot does no harm; lower would give a number again.
  yield* written({ entry: "sequences", values: await sequenceValues(after, schemas) });
  const missing: string[] = [];
  let files = 0;
  for (const hash of await contents(tx, tables)) {
    if (!(await storage.has(hash))) {
      missing.push(hash);
      continue;
    }
    yield* written({ entry: "file", hash }, await storage.open(hash));
    files += 1;
  }
  const result = { tables: tables.length, files, missing };
  yield* written({ entry: "end", ...result });
  tell(result);
}

/**
 * The rows of a table. postgres.js stops reading from its socket when the stream is full, and forgets to go on where the
 * stream ends at that moment: the next question would never be answered.
 */
async function* copied(tx: postgres.TransactionSql, { name, columns }: Table): AsyncGenerator<Uint8Array> {
  const rows = await tx.unsafe(`copy (select ${columns.join(", ")} from only ${name}) to stdout`).readable();
  yield* rows;
  rows._read(0);
}

/** Nobody may change the shape of a table between the reading of its shape and of its rows. */
async function lockedTables(tx: postgres.TransactionSql, schemas: readonly string[]): Promise<Table[]> {
  const names = (await tablesWithRows(tx, schemas)).map(({ name }) => name);
  if (names.length > 0) await tx.unsafe(`lock table ${names.join(", ")} in access share mode`);
  return tablesWithRows(tx, schemas);
}

/** The contents that tables name: whatever has a column `hash` names them by it. */
async function contents(tx: postgres.TransactionSql, tables: readonly Table[]): Promise<string[]> {
  const hashes = new Set<string>();
  for (const { name } of tables.filter(
    ({ columns, name: table }) => columns.includes("hash") && !/_seal$/.test(table),
  ))
    for (const { hash } of await tx.unsafe<{ hash: string }[]>(`select distinct hash from ${name}`))
      hashes.add(hash);
  return [...hashes].sort();
}
