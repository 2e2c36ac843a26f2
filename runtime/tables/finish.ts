import { setTimeout as wait } from "node:timers/promises";
import type postgres from "postgres";
import { type Database, onOneConnection, quoteName, released, type Sql } from "../../core/database/index.ts";
import { type Model, tableOf } from "../../metamodel/index.ts";
import { readColumns } from "./columns.ts";
import { isComputing } from "./computed-fill.ts";
import { clearConversions } from "./convert.ts";
import { recordTables } from "./design.ts";
import { createIndex, type WantedIndex, wantedIndexes } from "./indexes.ts";
import { makePartitions } from "./partitions.ts";

/** Milliseconds in which every process has heard of a new model and stopped writing as the old one said. */
export const graceMilliseconds = 2_000;

/**
 * Everything after a published change that may take its time and disturbs nobody: indexes built and dropped
 * concurrently, keys validated, triggers of conversions taken away, months of the journal made ahead. Can be broken
 * off and repeated at any moment. Throws what PostgreSQL says where a unique index finds values twice.
 */
export async function finishTables(
  database: Database,
  {
    model,
    now,
    progress,
  }: {
    model: Model;
    now: Date;
    progress?: (done: number, total: number) => Promise<void>;
  },
): Promise<void> {
  await onOneConnection(database.sql, async (connection) => {
    try {
      await connection`set statement_timeout = 0`;
      await takeTurn(connection, database);
      const statements = await finishingStatements(database, model);
      for (const [index, statement] of statements.entries()) {
        await connection.unsafe(statement);
        await progress?.(index + 1, statements.length);
      }
    } finally {
      await released(async () => {
        await connection`select pg_advisory_unlock(hashtextextended(${turnOf(database)}, 0))`;
        await connection`reset statement_timeout`;
      });
    }
  });
  await makePartitions(database, { now });
  if (await hasConversions(database)) {
    await wait(graceMilliseconds);
    await clearConversions(database, { columns: await readColumns(database.sql), which: "published" });
  }
}

/** One at a time. Who is asked to wait in PostgreSQL holds a snapshot, for which a concurrent index would wait in turn. */
async function takeTurn(connection: postgres.ReservedSql, database: Database): Promise<void> {
  for (;;) {
    const [row] = await connection`
      select pg_try_advisory_lock(hashtextextended(${turnOf(database)}, 0)) as mine`;
    if (row?.mine) return;
    await wait(100);
  }
}

function turnOf({ schema }: Database): string {
  return `dossier indexes ${schema}`;
}

/** Whether `finishTables` would have something to do. */
export async function isUnfinished(database: Database, { model }: { model: Model }): Promise<boolean> {
  if (isComputing(await readColumns(database.sql)) || (await hasConversions(database))) return true;
  return (await finishingStatements(database, model)).length > 0;
}

async function finishingStatements(database: Database, model: Model): Promise<string[]> {
  const existing = await indexesOf(database.sql);
  const wanted = wantedIndexes(model);
  const names = new Set(wanted.map(({ name }) => name));
  const valid = new Set(existing.filter((index) => index.valid).map(({ name }) => name));
  const tables = new Set(await recordTables(database.sql));
  const unwanted = existing.filter(({ name, valid: isValid }) => !isValid || !names.has(name));
  // One that only finds records serves until its successor is there; one that refuses values must not.
  const first = unwanted.filter(({ valid: isValid, unique }) => !isValid || unique);
  const last = unwanted.filter((index) => !first.includes(index));
  const missing = wanted
    .filter(({ name, base }) => !valid.has(name) && tables.has(tableOf(base)))
    .sort((a, b) => urgency(a) - urgency(b));
  return [
    ...first.map(dropIndex),
    ...missing.map((index) => createIndex(index, { concurrently: true })),
    ...last.map(dropIndex),
    ...(await unvalidatedKeys(database.sql)),
  ];
}

function dropIndex({ name }: { name: string }): string {
  return `drop index concurrently if exists ${quoteName(name)}`;
}

/** What must be there once, then what lists walk along, then what words are found with. */
function urgency({ unique, definition }: WantedIndex): number {
  if (unique) return 0;
  return definition.startsWith("using gin") ? 2 : 1;
}

/** Our own indexes on record tables, told by the digest at the end of their name. */
export async function indexesOf(sql: Sql): Promise<{ name: string; valid: boolean; unique: boolean }[]> {
  return sql<{ name: string; valid: boolean; unique: boolean }[]>`
    select i.relname::text as name, x.indisvalid as valid, x.indisunique as unique
    from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid
    where t.relnamespace = (select oid from pg_namespace where nspname = current_schema()) and t.relname like 'record\\_%'
      and not x.indisprimary and i.relname ~ '_[0-9a-f]{10}$'`;
}

async function unvalidatedKeys(sql: Sql): Promise<string[]> {
  return (await keysUnchecked(sql)).map(
    ({ table, name }) => `alter table ${quoteName(table)} validate constraint ${quoteName(name)}`,
  );
}

/** Foreign keys of record tables that hold for new values only, so far. */
export async function keysUnchecked(sql: Sql): Promise<{ table: string; name: string }[]> {
  return sql<{ table: string; name: string }[]>`
    select t.relname::text as table, c.conname::text as name
    from pg_constraint c join pg_class t on t.oid = c.conrelid
    where t.relnamespace = (select oid from pg_namespace where nspname = current_schema()) and t.relname like 'record\\_%'
      and c.contype = 'f' and not c.convalidated`;
}

async function hasConversions(database: Database): Promise<boolean> {
  const [found] = await database.sql`
    select exists (
      select from pg_trigger t join pg_class c on c.oid = t.tgrelid
      where c.relnamespace = (select oid from pg_namespace where nspname = current_schema()) and t.tgname like 'convert\\_%') as there`;
  return found?.there === true;
}
