import type { Sql } from "../../core/database/index.ts";
import { quoteName } from "../../core/database/index.ts";
import { readsOf } from "../../metamodel/expression/index.ts";
import { type Model, tableOf } from "../../metamodel/index.ts";
import { readColumns } from "./columns.ts";
import { storedSetting } from "./computed-triggers.ts";
import { mendingSql, type StoredValue, storedValues } from "./computed-values.ts";
import { recordTables } from "./design.ts";
import { createIndex, type WantedIndex, wantedIndexes } from "./indexes.ts";

/**
 * Fills empty record tables several times faster than one record after the other: while `fill` works they have no
 * indexes and no foreign keys, and what goes into a file made in the same transaction needs no write-ahead log where
 * the server allows that. Inside the caller's transaction, which locks the tables to its end. Afterwards what must be
 * there once is, keys hold for new records; the rest follows with `finishTables`.
 * Tables that have records are filled as they are.
 */
export async function fillTables<Result>(
  tx: Sql,
  { model, fill }: { model: Model; fill: () => Promise<Result> },
): Promise<Result> {
  const tables = await recordTables(tx);
  if (!(await areEmpty(tx, tables))) return fill();
  const names = tables.map(quoteName).join(", ");
  const keys = await foreignKeysOf(tx);
  await runAll(tx, [
    ...keys.map(dropKey),
    ...(await secondaryIndexes(tx)).map(dropIndex),
    `truncate ${names}`,
    `set local ${storedSetting} = off`,
  ]);
  const result = await fill();
  const isThere = new Set(tables);
  const stored = storedValues(model, await readColumns(tx));
  const isNeeded = neededIn(model, stored);
  const soon = wantedIndexes(model).filter((index) => index.unique || isNeeded(index));
  await runAll(tx, [
    ...soon
      .filter(({ base }) => isThere.has(tableOf(base)))
      .map((index) => createIndex(index, { concurrently: false })),
    ...stored.map((one) => mendingSql(model, one, `array(select id from ${quoteName(one.type.table)})`)),
    `set local ${storedSetting} = on`,
    ...keys.map(addKey),
  ]);
  return result;
}

/** Which indexes stored values are worked out with: those that lead from a record to the ones that name it. */
function neededIn(model: Model, stored: readonly StoredValue[]): (index: WantedIndex) => boolean {
  const steps = stored.flatMap(({ type, field }) =>
    readsOf(model, { type: type.name, field: field.name }).reads.flatMap((read) => read.steps),
  );
  const needed = steps
    .filter(({ go }) => go === "to-naming")
    .map(({ type, column }) => ({ base: model.types.get(type)?.base, start: `(${quoteName(column)}, id)` }));
  return ({ base, definition }) =>
    needed.some((one) => one.base === base && definition.startsWith(one.start));
}

async function runAll(tx: Sql, statements: readonly string[]): Promise<void> {
  await tx.unsafe(statements.join(";\n"));
}

async function areEmpty(tx: Sql, tables: readonly string[]): Promise<boolean> {
  if (tables.length === 0) return false;
  const any = tables.map((table) => `exists (select from ${quoteName(table)})`).join(" or ");
  const [row] = await tx.unsafe<{ filled: boolean }[]>(`select ${any} as filled`);
  return row?.filled === false;
}

interface Key {
  readonly table: string;
  readonly name: string;
  /** As `alter table … add constraint` takes it, without saying whether it was validated. */
  readonly definition: string;
}

async function foreignKeysOf(tx: Sql): Promise<readonly Key[]> {
  return tx<Key[]>`
    select t.relname::text as table, c.conname::text as name,
      regexp_replace(pg_get_constraintdef(c.oid), ' NOT VALID$', '') as definition
    from pg_constraint c join pg_class t on t.oid = c.conrelid
    where t.relnamespace = (select oid from pg_namespace where nspname = current_schema())
      and t.relname like 'record\\_%' and c.contype = 'f'`;
}

async function secondaryIndexes(tx: Sql): Promise<readonly string[]> {
  const rows = await tx<{ name: string }[]>`
    select i.relname::text as name
    from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid
    where t.relnamespace = (select oid from pg_namespace where nspname = current_schema())
      and t.relname like 'record\\_%' and not x.indisprimary
      and not exists (select from pg_constraint c where c.conindid = x.indexrelid)`;
  return rows.map(({ name }) => name);
}

function dropIndex(name: string): string {
  return `drop index ${quoteName(name)}`;
}

function dropKey({ table, name }: Key): string {
  return `alter table ${quoteName(table)} drop constraint ${quoteName(name)}`;
}

function addKey({ table, name, definition }: Key): string {
  return `alter table ${quoteName(table)} add constraint ${quoteName(name)} ${definition} not valid`;
}
