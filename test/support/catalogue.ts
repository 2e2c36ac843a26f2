import type { Sql } from "../../core/database/index.ts";

/** What PostgreSQL itself says of the record tables, one line for each thing. */
export interface Catalogue {
  readonly columns: readonly string[];
  readonly constraints: readonly string[];
  readonly indexes: readonly string[];
  readonly triggers: readonly string[];
  readonly sequences: readonly string[];
}

/** Reads the catalogue of a workspace's record tables: columns with types, keys, indexes, triggers, sequences. */
export async function readCatalogue(sql: Sql): Promise<Catalogue> {
  const [row] = await sql<[Catalogue]>`
    with tables as (
      select oid, relname from pg_class
      where relnamespace = current_schema()::regnamespace and relkind = 'r' and relname like 'record\\_%')
    select
      (select coalesce(json_agg(line order by line), '[]') from (
        select concat_ws(' ', relname, attname, format_type(atttypid, atttypmod), case when attnotnull then 'not null' end) as line
        from tables join pg_attribute on attrelid = tables.oid where attnum > 0 and not attisdropped) x) as columns,
      (select coalesce(json_agg(line order by line), '[]') from (
        select concat_ws(' ', relname, conname, pg_get_constraintdef(c.oid)) as line
        from tables join pg_constraint c on conrelid = tables.oid where contype <> 'n') x) as constraints,
      (select coalesce(json_agg(line order by line), '[]') from (
        select concat_ws(' ', pg_get_indexdef(indexrelid), case when not indisvalid then 'invalid' end) as line
        from tables join pg_index on indrelid = tables.oid) x) as indexes,
      (select coalesce(json_agg(line order by line), '[]') from (
        select concat_ws(' ', pg_get_triggerdef(t.oid), md5(pg_get_functiondef(tgfoid))) as line
        from tables join pg_trigger t on tgrelid = tables.oid where not tgisinternal) x) as triggers,
      (select coalesce(json_agg(line order by line), '[]') from (
        select relname as line from pg_class
        where relnamespace = current_schema()::regnamespace and relkind = 'S') x) as sequences`;
  if (!row) throw new Error("the catalogue could not be read");
  return row;
}
