import { type Database, quoteName, type Sql } from "../../../core/database/index.ts";
import { type Model, tableOf } from "../../../metamodel/index.ts";
import { type RegisteredColumn, readColumns } from "../columns.ts";
import { wantedTriggers } from "../computed-triggers.ts";
import { storedValues, workedOut } from "../computed-values.ts";
import { type Design, recordTables } from "../design.ts";
import { indexesOf, keysUnchecked } from "../finish.ts";
import { wantedIndexes } from "../indexes.ts";
import { journalTriggerNames } from "../journal-trigger.ts";
import { type Finding, found } from "./findings.ts";
import { checkNumbers } from "./numbers.ts";

export { type Finding, found } from "./findings.ts";

/** So many stored values of a field are looked at; of larger tables a sample. */
const sample = 10_000;

/**
 * Whether the tables are what the documents say: columns, triggers, indexes, keys, stored values, counters. Reads
 * only, and tells everything that differs. What a job is about to finish is told as well.
 */
export async function verifyTables({ sql }: Pick<Database, "sql">, design: Design): Promise<Finding[]> {
  const { model } = design;
  const columns = await readColumns(sql);
  const tables = new Set(await recordTables(sql));
  const missing = bases(model).filter((base) => !tables.has(tableOf(base)));
  if (missing.length > 0) return missing.map((base) => found("table-missing", { table: tableOf(base) }));
  return [
    ...unsettled(design),
    ...(await checkColumns(sql, columns)),
    ...(await checkTriggers(sql, model, columns)),
    ...(await checkIndexes(sql, model)),
    ...(await checkStored(sql, model, columns)),
    ...(await checkNumbers(sql, model)),
  ];
}

function bases(model: Model): string[] {
  return [...new Set([...model.types.values()].map(({ base }) => base))];
}

function unsettled({ works }: Design): Finding[] {
  return works
    .filter(({ work }) => work !== "keep")
    .map(({ column }) => found("field-unsettled", { field: `${column.declaredIn}.${column.field}` }));
}

/** What every record table has beside the columns of fields. */
const own = [
  "id",
  "type",
  "version",
  "created_at",
  "created_by",
  "updated_at",
  "updated_by",
  "updated_via",
  "updated_trace",
  "deleted_at",
  "archived_at",
];

async function checkColumns(sql: Sql, columns: readonly RegisteredColumn[]): Promise<Finding[]> {
  const rows = await sql<{ table: string; column: string; type: string; id: number }[]>`
    select t.relname::text as table, a.attname::text as column, format_type(a.atttypid, a.atttypmod) as type,
      a.atttypid::int as id
    from pg_attribute a join pg_class t on t.oid = a.attrelid
    where t.relnamespace = (select oid from pg_namespace where nspname = current_schema()) and t.relkind = 'r'
      and t.relname like 'record\\_%' and a.attnum > 0 and not a.attisdropped`;
  const there = new Map(rows.map((row) => [`${row.table}.${row.column}`, row]));
  const names = new Map(columns.map((one) => [`${tableOf(one.base)}.${one.column}`, one]));
  const types = await typeIds(sql, [...new Set(columns.map(({ sqlType }) => plainType(sqlType)))]);
  const wrong = [...names].flatMap(([place, { base, column, declaredIn, field, sqlType }]): Finding[] => {
    const row = there.get(place);
    const values = { table: tableOf(base), column };
    if (!row) return [found("column-missing", { ...values, field: `${declaredIn}.${field}` })];
    if (row.id === types.get(plainType(sqlType))) return [];
    return [found("column-type", { ...values, found: row.type, wanted: sqlType })];
  });
  const unknown = rows.filter(
    ({ table, column }) => !names.has(`${table}.${column}`) && !own.includes(column),
  );
  return [...wrong, ...unknown.map(({ table, column }) => found("column-unknown", { table, column }))];
}

/** `text collate "C"` is a text. */
function plainType(sqlType: string): string {
  return sqlType.replace(/ collate .*$/, "");
}

async function typeIds(sql: Sql, names: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const rows = await sql<{ name: string; id: number }[]>`
    select name, name::regtype::oid::int as id from unnest(${names}::text[]) as name`;
  return new Map(rows.map(({ name, id }) => [name, id]));
}

async function checkTriggers(
  sql: Sql,
  model: Model,
  columns: readonly RegisteredColumn[],
): Promise<Finding[]> {
  const rows = await sql<{ table: string; trigger: string; source: string }[]>`
    select t.relname::text as table, g.tgname::text as trigger, p.prosrc as source
    from pg_trigger g join pg_class t on t.oid = g.tgrelid join pg_proc p on p.oid = g.tgfoid
    where t.relnamespace = (select oid from pg_namespace where nspname = current_schema())
      and t.relname like 'record\\_%' and not g.tgisinternal and g.tgenabled <> 'D'`;
  const sources = new Map(rows.map(({ table, trigger, source }) => [`${table} ${trigger}`, source]));
  const wanted = [
    ...bases(model).flatMap((base) =>
      journalTriggerNames.map((trigger) => ({ table: tableOf(base), trigger })),
    ),
    ...wantedTriggers(model, columns).map(({ name, table }) => ({ table, trigger: name })),
  ];
  const missing = wanted.filter(({ table, trigger }) => !sources.has(`${table} ${trigger}`));
  const blind = bases(model).flatMap((base) => {
    const source = sources.get(`${tableOf(base)} journal_update`);
    const live = columns.filter((column) => column.base === base && column.state === "live");
    if (source === undefined) return [];
    return live
      .filter(({ column, meaning }) => meaning === null && !source.includes(quoteName(column)))
      .map(({ column }) => found("journal-blind", { table: tableOf(base), column }));
  });
  return [...missing.map((one) => found("trigger-missing", one)), ...blind];
}

async function checkIndexes(sql: Sql, model: Model): Promise<Finding[]> {
  const valid = new Set((await indexesOf(sql)).filter((index) => index.valid).map(({ name }) => name));
  const missing = wantedIndexes(model).filter(({ name }) => !valid.has(name));
  const keys = await keysUnchecked(sql);
  return [
    ...missing.map(({ name, base }) => found("index-missing", { index: name, table: tableOf(base) })),
    ...keys.map(({ name, table }) => found("key-unchecked", { key: name, table })),
  ];
}

async function checkStored(sql: Sql, model: Model, columns: readonly RegisteredColumn[]): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { column, type, field } of storedValues(model, columns)) {
    if (column.state !== "live") continue;
    const { value, joins } = workedOut(model, { type, field, sqlType: column.sqlType }, "r");
    const table = quoteName(tableOf(column.base));
    const share = await shareOf(sql, table);
    const rows = `(select * from ${table}${share < 100 ? ` tablesample bernoulli (${share})` : ""}) r`;
    const [row] = await sql.unsafe<{ looked: number; count: number; samples: string[] }[]>(
      `select count(*)::int as looked, (count(*) filter (where kept is distinct from wanted))::int as count,
        (array_agg(id::text) filter (where kept is distinct from wanted))[1:3] as samples
       from (select r.id, r.${quoteName(column.column)} as kept, ${value} as wanted from ${rows}${joins} offset 0) w`,
    );
    if (!row || row.count === 0) continue;
    const { looked, count, samples } = row;
    findings.push(
      found("value-wrong", {
        field: `${type.name}.${field.name}`,
        looked,
        count,
        samples: samples.join(", "),
      }),
    );
  }
  return findings;
}

/** How many in a hundred rows make a sample; a table that was never counted is read as a whole. */
async function shareOf(sql: Sql, table: string): Promise<number> {
  const [row] = await sql<{ rows: number }[]>`
    select reltuples::float8 as rows from pg_class where oid = ${table}::regclass`;
  const rows = row?.rows ?? 0;
  return rows <= sample ? 100 : Number(((100 * sample) / rows).toFixed(6));
}
