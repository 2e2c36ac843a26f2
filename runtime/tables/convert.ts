import { createHash } from "node:crypto";
import { type Database, quoteName, quoteText } from "../../core/database/index.ts";
import { tableOf } from "../../metamodel/index.ts";
import type { RegisteredColumn } from "./columns.ts";
import { journalSetting } from "./journal-trigger.ts";
import { withLockRetries } from "./lock-retries.ts";
import type { ColumnWork } from "./settle-columns.ts";
import { addColumn, addForeignKey } from "./statements.ts";

export type Conversion = Extract<ColumnWork, { work: "convert" }>;

/** Rows filled in one transaction: few enough that nobody waits noticeably for their locks. */
const batch = 2_000;

/**
 * Fills the new column of a conversion while work goes on: a trigger carries what is still written to the old
 * column, and the rest follows in batches. Nothing reads the new column before the change is published.
 */
export async function fillConversion(database: Database, conversion: Conversion): Promise<void> {
  const { column } = conversion;
  await withLockRetries(database, async (tx) => {
    if (!conversion.isThere) {
      await tx.unsafe(addColumn(column));
      if (column.target !== null) await tx.unsafe(addForeignKey(column, { validated: "later" }));
      await noteFilling(tx, column);
    }
    await tx.unsafe(carryingTrigger(conversion));
  });
  let last = "00000000-0000-0000-0000-000000000000";
  for (;;) {
    const next = await fillBatch(database, conversion, last);
    if (next === null) return;
    last = next;
  }
}

/**
 * Takes away what conversions left: of published ones the triggers, once nothing writes to the old columns any
 * more; of abandoned ones the half-filled columns too.
 */
export async function clearConversions(
  database: Database,
  { columns, which }: { columns: readonly RegisteredColumn[]; which: "published" | "abandoned" },
): Promise<void> {
  const live = new Set(columns.filter(({ state }) => state === "live").map(triggerName));
  const triggers = await database.sql<{ table: string; name: string }[]>`
    select c.relname::text as table, t.tgname::text as name from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where c.relnamespace = (select oid from pg_namespace where nspname = current_schema()) and t.tgname like 'convert\\_%'`;
  const over = triggers.filter(({ name }) => live.has(name) === (which === "published"));
  const unfinished = which === "abandoned" ? columns.filter(({ state }) => state === "filling") : [];
  if (over.length === 0 && unfinished.length === 0) return;
  await withLockRetries(database, async (tx) => {
    for (const { name } of over) await tx.unsafe(`drop function if exists ${quoteName(name)}() cascade`);
    for (const { base, column } of unfinished) {
      await tx.unsafe(`alter table ${quoteName(tableOf(base))} drop column if exists ${quoteName(column)}`);
      await tx`delete from kernel_column where base = ${base} and column_name = ${column} and state = 'filling'`;
    }
  });
}

async function noteFilling(
  tx: Parameters<Parameters<Database["transaction"]>[0]>[0],
  column: RegisteredColumn,
): Promise<void> {
  const { base, declaredIn, field, fieldType, sqlType, target, document } = column;
  await tx`
    insert into kernel_column (base, column_name, declared_in, field, field_type, sql_type, target, document, state)
    values (${base}, ${column.column}, ${declaredIn}, ${field}, ${fieldType}, ${sqlType}, ${target},
      ${JSON.stringify(document)}::text::json, 'filling')`;
}

/** Writes that still go to the old column reach the new one; writes to the new one are left alone. */
function carryingTrigger({ column, sources, convert }: Conversion): string {
  const name = quoteName(triggerName(column));
  const table = quoteName(tableOf(column.base));
  const now = quoteName(column.column);
  const names = sources.map(quoteName);
  const rowOf = (row: "new" | "old") => names.map((name) => `${row}.${name}`).join(", ");
  const made = `(select ${convert} from (select ${rowOf("new")}) as x (${names.join(", ")}))`;
  return `
    drop function if exists ${name}() cascade;
    create function ${name}() returns trigger language plpgsql as $convert$
    begin
      if tg_op = 'INSERT' then
        if num_nonnulls(${rowOf("new")}) > 0 then
          new.${now} := ${made};
        end if;
      elsif (${rowOf("new")}) is distinct from (${rowOf("old")}) then
        new.${now} := ${made};
      end if;
      return new;
    end $convert$;
    create trigger ${name} before insert or update on ${table} for each row execute function ${name}()`;
}

function triggerName({ base, column }: RegisteredColumn): string {
  return `convert_${createHash("sha256").update(`${base}.${column}`).digest("hex").slice(0, 16)}`;
}

/** Fills the rows behind a key; tells the last key of the batch, null at the end. */
async function fillBatch(database: Database, conversion: Conversion, after: string): Promise<string | null> {
  const { column, convert, stale } = conversion;
  const table = quoteName(tableOf(column.base));
  return database.transaction(async (tx) => {
    await tx.unsafe(`set local ${journalSetting} = ${quoteText("off")}`);
    const [page] = await tx.unsafe<{ last: string | null }[]>(
      `with page as materialized (select id from ${table} where id > $1 order by id limit ${batch}),
       filled as (
         update ${table} set ${quoteName(column.column)} = ${convert}
         where id in (select id from page) and (${stale}) returning 1)
       select (select id from page order by id desc limit 1) as last, (select count(*) from filled)`,
      [after],
    );
    return page?.last ?? null;
  });
}
