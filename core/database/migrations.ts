import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import type postgres from "postgres";
import { reasonOf } from "../data-folder/index.ts";
import { Refusal } from "../errors/index.ts";
import { type Database, quoteName } from "./database.ts";

/** The numbered SQL files of one room: `0001-what-it-makes.sql`, never edited once they were applied. */
export interface MigrationFolder {
  readonly room: string;
  /** `new URL("./sql/", import.meta.url)` */
  readonly folder: URL;
}

interface Migration {
  readonly room: string;
  readonly number: number;
  readonly file: string;
  readonly text: string;
  readonly checksum: string;
}

/**
 * Brings the kernel tables up to date: the core's own first, then each room's in the order given. Each file is one
 * transaction, and processes that start together wait for each other. Throws `migration.*`.
 */
export async function applyMigrations(
  database: Database,
  rooms: readonly MigrationFolder[] = [],
): Promise<void> {
  const folders = [{ room: "core", folder: new URL("./migrations/", import.meta.url) }, ...rooms];
  const migrations = (await Promise.all(folders.map(readMigrations))).flat();
  const applied = await oneAtATime(database, async (tx) => {
    await tx.unsafe(firstTables(database.schema));
    return readApplied(tx);
  });
  mustKnowAll(migrations, applied);
  for (const migration of migrations) {
    if (!isApplied(migration, applied)) await oneAtATime(database, (tx) => apply(tx, migration));
  }
}

interface Applied {
  readonly room: string;
  readonly number: number;
  readonly file: string;
  readonly checksum: string;
}

/** The advisory lock belongs to the transaction, so that a connection pooler between us does no harm. */
function oneAtATime<T>(database: Database, work: (tx: postgres.TransactionSql) => Promise<T>): Promise<T> {
  return database.transaction(async (tx) => {
    await tx`set local statement_timeout = 0`;
    await tx`select pg_advisory_xact_lock(hashtextextended(${`dossier migrations ${database.schema}`}, 0))`;
    return work(tx);
  });
}

function firstTables(schema: string): string {
  return `
    create schema if not exists ${quoteName(schema)};
    create table if not exists kernel_migration (
      room text not null,
      number int not null,
      file text not null,
      checksum text not null,
      applied_at timestamptz(3) not null default now(),
      primary key (room, number)
    )`;
}

async function readApplied(tx: postgres.TransactionSql): Promise<Applied[]> {
  return tx<Applied[]>`select room, number, file, checksum from kernel_migration`;
}

/** Asks once more under the lock: another process may have applied it since. */
async function apply(tx: postgres.TransactionSql, migration: Migration): Promise<void> {
  const { room, number, file, checksum, text } = migration;
  if (isApplied(migration, await readApplied(tx))) return;
  try {
    await tx.unsafe(text);
  } catch (cause) {
    throw new Refusal("migration.failed", { room, file, reason: reasonOf(cause) }, { cause });
  }
  await tx`insert into kernel_migration ${tx({ room, number, file, checksum })}`;
}

function isApplied({ room, number, file, checksum }: Migration, applied: readonly Applied[]): boolean {
  const found = applied.find((one) => one.room === room && one.number === number);
  if (found && found.checksum !== checksum) throw new Refusal("migration.edited", { room, file });
  return found !== undefined;
}

/** A room that is not there any more (a removed plugin) keeps its tables; one that is older than its tables stops. */
function mustKnowAll(migrations: readonly Migration[], applied: readonly Applied[]): void {
  const newest = new Map<string, number>();
  for (const { room, number } of migrations) newest.set(room, Math.max(number, newest.get(room) ?? 0));
  for (const { room, number, file } of applied) {
    if (number > (newest.get(room) ?? number)) throw new Refusal("migration.newer", { room, file });
  }
}

async function readMigrations({ room, folder }: MigrationFolder): Promise<Migration[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith(".sql")).sort();
  const migrations = await Promise.all(files.map((file) => readMigration({ room, folder }, file)));
  const twice = migrations.find((one, index) => one.number === migrations[index - 1]?.number);
  if (twice)
    throw new Refusal("migration.name", { room, file: twice.file, reason: "its number is used twice" });
  return migrations;
}

async function readMigration({ room, folder }: MigrationFolder, file: string): Promise<Migration> {
  const number = Number(/^(\d{4})-[a-z0-9-]+\.sql$/.exec(file)?.[1]);
  if (!number)
    throw new Refusal("migration.name", { room, file, reason: "it must look like 0001-what-it-makes.sql" });
  const text = (await readFile(new URL(file, folder), "utf8")).replaceAll("\r\n", "\n");
  return { room, number, file, text, checksum: createHash("sha256").update(text).digest("hex") };
}
