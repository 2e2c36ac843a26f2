import { quoteName, quoteText, type Sql } from "../../core/database/index.ts";

/** The statements that make a workspace's tables anew: before its rows come, and after them. */
export interface Structure {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** A table with rows of its own. */
export interface Table {
  readonly name: string;
  readonly columns: readonly string[];
}

/**
 * Reads from the catalogue how schemas are made. Inside a transaction whose search path is empty, so that PostgreSQL
 * writes each name with its schema. What came first comes first, because it cannot need what came later.
 */
export async function readStructure(tx: Sql, schemas: readonly string[]): Promise<Structure> {
  const made = [
    ...(await typesOf(tx, schemas)),
    ...(await sequencesOf(tx, schemas)),
    ...(await tablesOf(tx, schemas)),
    ...(await functionsOf(tx, schemas)),
  ].sort((one, other) => one.oid - other.oid);
  return {
    before: [
      ...schemas.map((schema) => `create schema if not exists ${quoteName(schema)}`),
      ...made.map(({ sql }) => sql),
    ],
    after: [
      ...(await constraintsOf(tx, schemas, "own")),
      ...(await indexesOf(tx, schemas)),
      ...(await constraintsOf(tx, schemas, "between")),
      ...(await triggersOf(tx, schemas)),
    ],
  };
}

/** Tables that hold rows, and their columns without those that PostgreSQL works out. */
export async function tablesWithRows(tx: Sql, schemas: readonly string[]): Promise<Table[]> {
  return tx<Table[]>`
    select format('%I.%I', n.nspname, c.relname) as name,
      array(select quote_ident(attname) from pg_attribute
        where attrelid = c.oid and attnum > 0 and not attisdropped and attgenerated = '' order by attnum) as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = any(${[...schemas]}) and c.relkind = 'r' order by c.oid`;
}

/** Where each sequence stands. */
export async function sequenceValues(
  tx: Sql,
  schemas: readonly string[],
): Promise<{ name: string; value: string; called: boolean }[]> {
  const names = await tx<{ name: string }[]>`
    select format('%I.%I', n.nspname, c.relname) as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = any(${[...schemas]}) and c.relkind = 'S' order by c.oid`;
  const values = [];
  for (const { name } of names) {
    const [row] = await tx.unsafe<{ value: string; called: boolean }[]>(
      `select last_value::text as value, is_called as called from ${name}`,
    );
    if (row) values.push({ name, value: row.value, called: row.called });
  }
  return values;
}

interface Made {
  readonly oid: number;
  readonly sql: string;
}

async function typesOf(tx: Sql, schemas: readonly string[]): Promise<Made[]> {
  const rows = await tx<{ oid: number; name: string; labels: string[] }[]>`
    select t.oid::bigint::float8 as oid, format('%I.%I', n.nspname, t.typname) as name,
      array(select enumlabel::text from pg_enum where enumtypid = t.oid order by enumsortorder) as labels
    from pg_type t join pg_namespace n on n.oid = t.typnamespace
    where n.nspname = any(${[...schemas]}) and t.typtype = 'e'`;
  return rows.map(({ oid, name, labels }) => ({
    oid,
    sql: `create type ${name} as enum (${labels.map(quoteText).join(", ")})`,
  }));
}

const sequenceWords = (alias: string) =>
  `format('as %s start with %s increment by %s minvalue %s maxvalue %s cache %s%s', format_type(${alias}.seqtypid, null),
    ${alias}.seqstart, ${alias}.seqincrement, ${alias}.seqmin, ${alias}.seqmax, ${alias}.seqcache,
    case when ${alias}.seqcycle then ' cycle' else '' end)`;

/** Those of identity columns come with their tables. */
async function sequencesOf(tx: Sql, schemas: readonly string[]): Promise<Made[]> {
  return tx.unsafe<Made[]>(
    `select c.oid::bigint::float8 as oid, format('create sequence %I.%I %s', n.nspname, c.relname, ${sequenceWords("s")}) as sql
    from pg_sequence s join pg_class c on c.oid = s.seqrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = any($1) and not exists (
      select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'i')`,
    [[...schemas]],
  );
}

async function tablesOf(tx: Sql, schemas: readonly string[]): Promise<Made[]> {
  return tx.unsafe<Made[]>(
    `select c.oid::bigint::float8 as oid, 'create ' || case c.relpersistence when 'u' then 'unlogged ' else '' end || 'table '
      || format('%I.%I', n.nspname, c.relname)
      || case when c.relispartition
        then ' partition of ' || (select inhparent::regclass::text from pg_inherits where inhrelid = c.oid) || ' '
          || pg_get_expr(c.relpartbound, c.oid)
        else ' (' || coalesce((select string_agg(${columnWords}, ', ' order by a.attnum)
          from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
          join pg_type t on t.oid = a.atttypid
          where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped), '') || ')' end
      || coalesce(' partition by ' || pg_get_partkeydef(c.oid), '')
      || coalesce(' with (' || array_to_string(c.reloptions, ', ') || ')', '') as sql
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = any($1) and c.relkind in ('r', 'p')`,
    [[...schemas]],
  );
}

const columnWords = `quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod)
  || case when a.attcollation <> t.typcollation then ' collate ' || a.attcollation::regcollation::text else '' end
  || case when a.attidentity <> '' then ' generated ' || case a.attidentity when 'a' then 'always' else 'by default' end
      || ' as identity (sequence name ' || (select format('%s %s', s.seqrelid::regclass,
        replace(${sequenceWords("s")}, format('as %s ', format_type(s.seqtypid, null)), ''))
        from pg_depend i join pg_sequence s on s.seqrelid = i.objid
        where i.classid = 'pg_class'::regclass and i.refobjid = a.attrelid and i.refobjsubid = a.attnum and i.deptype = 'i') || ')'
    when a.attgenerated <> '' then ' generated always as (' || pg_get_expr(d.adbin, d.adrelid) || ') stored'
    when d.adbin is not null then ' default ' || pg_get_expr(d.adbin, d.adrelid) else '' end
  || case when a.attnotnull then ' not null' else '' end`;

async function functionsOf(tx: Sql, schemas: readonly string[]): Promise<Made[]> {
  return tx<Made[]>`
    select p.oid::bigint::float8 as oid, pg_get_functiondef(p.oid) as sql
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname = any(${[...schemas]}) and p.prokind in ('f', 'p')`;
}

/** Primary keys, uniqueness and checks, or foreign keys; those of partitions come with the whole table's. */
async function constraintsOf(
  tx: Sql,
  schemas: readonly string[],
  which: "own" | "between",
): Promise<string[]> {
  const kinds = which === "own" ? ["p", "u", "c", "x"] : ["f"];
  const rows = await tx<{ sql: string }[]>`
    select format('alter table %s add constraint %I %s', c.conrelid::regclass, c.conname, pg_get_constraintdef(c.oid)) as sql
    from pg_constraint c join pg_namespace n on n.oid = c.connamespace
    where n.nspname = any(${[...schemas]}) and c.conrelid <> 0 and c.contype::text = any(${kinds})
      and c.conparentid = 0 and c.conislocal
    order by c.oid`;
  return rows.map(({ sql }) => sql);
}

async function indexesOf(tx: Sql, schemas: readonly string[]): Promise<string[]> {
  const rows = await tx<{ sql: string }[]>`
    select replace(pg_get_indexdef(i.indexrelid), ' ON ONLY ', ' ON ') as sql
    from pg_index i join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = any(${[...schemas]}) and i.indisvalid and not c.relispartition
      and not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'))
    order by i.indexrelid`;
  return rows.map(({ sql }) => sql);
}

async function triggersOf(tx: Sql, schemas: readonly string[]): Promise<string[]> {
  const rows = await tx<{ sql: string }[]>`
    select pg_get_triggerdef(t.oid) as sql
    from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = any(${[...schemas]}) and not t.tgisinternal and t.tgparentid = 0 order by t.oid`;
  return rows.map(({ sql }) => sql);
}
