import { setTimeout as wait } from "node:timers/promises";
import type postgres from "postgres";
import { type Database, quoteName, type Sql } from "../../core/database/index.ts";
import { type Model, tableOf } from "../../metamodel/index.ts";
import { type RegisteredColumn, readColumns, writeColumns } from "./columns.ts";
import { clearConversions } from "./convert.ts";
import { recordTables } from "./design.ts";
import { graceMilliseconds } from "./finish.ts";
import { journalFunction, journalFunctionName } from "./journal-trigger.ts";
import { withLockRetries } from "./lock-retries.ts";

/** Values that are kept though nothing shows them any more: the table of a removed type, or one column. */
export interface Leftover {
  /** `record_offer.place`, `record_offer`: by which it is chosen. */
  readonly key: string;
  /**
   * A type that was removed, a field that was, the values that a field had before it was converted, or those that a
   * computed field kept when its formula was another.
   */
  readonly what: "type" | "field" | "converted" | "computed";
  readonly base: string;
  /** Null for a whole table. */
  readonly column: RegisteredColumn | null;
  readonly since: Date;
  /** Records, or records that have a value in it. */
  readonly rows: number;
  readonly bytes: number;
}

/** Everything that a purge could drop, biggest first. Reads each table concerned once. */
export async function leftovers(sql: Sql, { model }: { model: Model }): Promise<Leftover[]> {
  const columns = (await readColumns(sql)).filter(({ state }) => state !== "filling");
  const bases = new Set([...model.types.values()].map(({ base }) => base));
  const there = await recordTables(sql);
  const gone = new Map(
    columns
      .filter(({ base }) => !bases.has(base) && there.includes(tableOf(base)))
      .map(({ base, since }) => [base, since]),
  );
  const tables = await Promise.all([...gone].map(([base, since]) => tableLeft(sql, { base, since })));
  const removed = columns.filter(({ base, state }) => state === "removed" && bases.has(base));
  const byBase = Map.groupBy(removed, ({ base }) => base);
  const fields = await Promise.all([...byBase].map(([base, own]) => columnsLeft(sql, { base, own, model })));
  return [...tables, ...fields.flat()].sort((a, b) => b.bytes - a.bytes || a.key.localeCompare(b.key));
}

async function tableLeft(sql: Sql, { base, since }: { base: string; since: Date }): Promise<Leftover> {
  const table = quoteName(tableOf(base));
  const [row] = await sql.unsafe<{ rows: number; bytes: number }[]>(
    `select count(*)::int as rows, pg_total_relation_size('${table}')::float8 as bytes from ${table}`,
  );
  const { rows = 0, bytes = 0 } = row ?? {};
  return { key: tableOf(base), what: "type", base, column: null, since, rows, bytes };
}

async function columnsLeft(
  sql: Sql,
  { base, own, model }: { base: string; own: readonly RegisteredColumn[]; model: Model },
): Promise<Leftover[]> {
  const figures = own.map(({ column }, index) => {
    const name = quoteName(column);
    return `count(${name})::int as rows${index}, coalesce(sum(pg_column_size(${name})), 0)::float8 as bytes${index}`;
  });
  const [row = {}] = await sql.unsafe<Record<string, number>[]>(
    `select ${figures.join(", ")} from ${quoteName(tableOf(base))}`,
  );
  return own.map((column, index) => {
    return {
      key: `${tableOf(base)}.${column.column}`,
      what: whatIsLeft(model, column),
      base,
      column,
      since: column.since,
      rows: row[`rows${index}`] ?? 0,
      bytes: row[`bytes${index}`] ?? 0,
    };
  });
}

/** A field that is still there has its values elsewhere, or keeps none any more. */
function whatIsLeft(model: Model, { declaredIn, field, meaning }: RegisteredColumn): Leftover["what"] {
  if (model.types.get(declaredIn)?.fields.get(field)?.declaredIn !== declaredIn) return "field";
  return meaning === null ? "converted" : "computed";
}

/** What has to go with the chosen: columns that hold keys of records whose table goes. */
export function goingWith(all: readonly Leftover[], chosen: readonly Leftover[]): Leftover[] {
  const tables = new Set(chosen.filter(({ column }) => column === null).map(({ key }) => key));
  return all.filter(
    (one) => chosen.includes(one) || (one.column?.target != null && tables.has(one.column.target)),
  );
}

/**
 * Drops leftovers for good, all in one transaction, in which `publish` writes what belongs to it. No process reads them
 * any more: a change that was just published is waited for. The caller holds the lock of the workspace's metadata.
 */
export async function dropLeftovers(
  database: Database,
  going: readonly Leftover[],
  { publish }: { publish: (tx: postgres.TransactionSql) => Promise<void> },
): Promise<void> {
  await waitForEveryProcess(database);
  await clearConversions(database, { columns: await readColumns(database.sql), which: "published" });
  const keys = new Set(going.map(({ key }) => key));
  const tables = new Set(going.filter(({ column }) => column === null).map(({ base }) => base));
  await withLockRetries(database, async (tx) => {
    const columns = await readColumns(tx);
    const kept = columns.filter(
      ({ base, column }) => !tables.has(base) && !keys.has(`${tableOf(base)}.${column}`),
    );
    const changed = new Set(going.flatMap(({ base, column }) => (column === null ? [] : [base])));
    // First the table, then its journal: who settles journals meanwhile goes the same way and cannot be met halfway.
    for (const { base, column } of going)
      if (column !== null)
        await tx.unsafe(`alter table ${quoteName(tableOf(base))} drop column ${quoteName(column.column)}`);
    for (const base of changed)
      await tx.unsafe(journalFunction(base, { schema: database.schema, columns: kept }));
    for (const base of tables) {
      await tx.unsafe(`drop table ${quoteName(tableOf(base))}`);
      await tx.unsafe(`drop function if exists ${quoteName(journalFunctionName(base))}()`);
    }
    await writeColumns(tx, kept);
    await publish(tx);
  });
}

/** A process may work by the model before last for a moment after a change. */
async function waitForEveryProcess({ sql }: Database): Promise<void> {
  const [row] = await sql<{ age: number | null }[]>`
    select extract(epoch from clock_timestamp() - max(at))::float8 * 1000 as age from kernel_revision`;
  const left = graceMilliseconds - (row?.age ?? graceMilliseconds);
  if (left > 0) await wait(Math.min(left, graceMilliseconds));
}
