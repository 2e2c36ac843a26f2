import { type Database, quoteName } from "../../core/database/index.ts";
import type { Model } from "../../metamodel/index.ts";
import { tableOf } from "../../metamodel/index.ts";
import { readColumns } from "./columns.ts";
import { recordTables } from "./design.ts";
import {
  journalFunction,
  journalFunctionName,
  journalTriggerNames,
  journalTriggers,
} from "./journal-trigger.ts";
import { withLockRetries } from "./lock-retries.ts";

/**
 * Brings the journals of tables that an earlier version of the house made to how this one writes them. Otherwise each
 * would get it with the next change of its type.
 */
export async function settleJournals(database: Database, model: Model): Promise<void> {
  const { schema } = database;
  const columns = await readColumns(database.sql);
  const sources = await sourcesOf(database);
  const triggers = await triggersOf(database);
  // The table of a type that a newer version of the house brings is made later, with its journal.
  const tables = new Set(await recordTables(database.sql));
  const bases = [...new Set([...model.types.values()].map(({ base }) => base))].filter((base) =>
    tables.has(tableOf(base)),
  );
  const stale = bases.filter((base) => {
    const source = sources.get(journalFunctionName(base));
    const own = triggers.get(tableOf(base)) ?? [];
    return (
      source === undefined ||
      !journalFunction(base, { schema, columns }).includes(source) ||
      journalTriggerNames.some((name) => !own.includes(name))
    );
  });
  for (const base of stale)
    await withLockRetries(database, async (tx) => {
      // Whoever changes the type meanwhile alters the table first: his columns are read once he is done.
      await tx.unsafe(`lock table ${quoteName(tableOf(base))} in access exclusive mode`);
      await tx.unsafe(journalFunction(base, { schema, columns: await readColumns(tx) }));
      for (const name of journalTriggerNames)
        await tx.unsafe(`drop trigger if exists ${name} on ${quoteName(tableOf(base))}`);
      for (const trigger of journalTriggers(base)) await tx.unsafe(trigger);
    });
}

async function sourcesOf({ sql }: Database): Promise<ReadonlyMap<string, string>> {
  const rows = await sql<{ name: string; source: string }[]>`
    select proname::text as name, prosrc as source from pg_proc
    where pronamespace = (select oid from pg_namespace where nspname = current_schema()) and proname like 'journal\\_%'`;
  return new Map(rows.map(({ name, source }) => [name, source]));
}

async function triggersOf({ sql }: Database): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await sql<{ table: string; names: string[] }[]>`
    select t.relname::text as table, array_agg(g.tgname::text) as names
    from pg_trigger g join pg_class t on t.oid = g.tgrelid
    where t.relnamespace = (select oid from pg_namespace where nspname = current_schema()) and g.tgname like 'journal\\_%'
    group by t.relname`;
  return new Map(rows.map(({ table, names }) => [table, names]));
}
