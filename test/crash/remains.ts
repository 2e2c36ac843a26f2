import { type Database, quoteName } from "../../core/database/index.ts";
import { type Catalogue, readCatalogue } from "../support/catalogue.ts";

/** Everything in a database that a work may have changed, without what differs from run to run: new keys and instants. */
export interface Remains {
  readonly revisions: number;
  readonly documents: string;
  /** The registry of columns; what a conversion has not published is not in it. */
  readonly columns: readonly string[];
  readonly catalogue: Catalogue;
  /** The number of records of each table, and a digest of all their published values that were entered. */
  readonly records: Readonly<Record<string, { readonly count: number; readonly digest: string }>>;
  /** A digest of the stored computed values of each table. */
  readonly computed: Readonly<Record<string, string>>;
  /** Mutations of the journal, and a digest of what they say. */
  readonly mutations: { readonly count: number; readonly digest: string };
  /** Records whose version does not agree with the number of their mutations. */
  readonly disagreeing: number;
  /** Imports as their list shows them. */
  readonly imports: readonly string[];
  /** How the works' own jobs ended, and whatever failed; the timetable brings others. */
  readonly jobs: readonly string[];
}

export async function readRemains(database: Database): Promise<Remains> {
  const { sql } = database;
  const [row] = await sql<[Omit<Remains, "catalogue" | "records" | "computed" | "disagreeing">]>`
    select
      (select count(*)::int from kernel_revision) as revisions,
      (select coalesce(md5(string_agg(body::text, ',' order by kind, name)), '') from kernel_document) as documents,
      (select coalesce(json_agg(line order by line), '[]') from (
        select concat_ws(' ', base, declared_in, field, sql_type, case when state = 'removed' then state end) as line
        from kernel_column where state <> 'filling') x) as columns,
      (select json_build_object('count', count(*), 'digest', md5(coalesce(string_agg(line, ',' order by line), ''))) from (
        select concat_ws(' ', type, op, version, via, revision, old - 'updated_at' - 'deleted_at') as line
        from kernel_mutation) x) as mutations,
      (select coalesce(json_agg(line order by line), '[]') from (
        select concat_ws(' ', state, total, done, created, changed, unchanged, refused,
          (select count(*) from kernel_import_line where import = i.id),
          (select count(*) from kernel_import_record where import = i.id)) as line
        from kernel_import i) x) as imports,
      (select coalesce(json_agg(distinct concat_ws(' ', name, state, error)), '[]') from kernel_job
       where name in ('import', 'metadata.finish') or state = 'failed') as jobs`;
  if (!row) throw new Error("nothing was read");
  return { ...row, catalogue: tidy(await readCatalogue(sql)), ...(await readRecords(database)) };
}

async function readRecords({
  sql,
}: Database): Promise<Pick<Remains, "records" | "computed" | "disagreeing">> {
  const bases = await sql<{ base: string; entered: string[]; computed: string[] }[]>`
    select base, coalesce(array_agg(column_name order by declared_in, field, state)
        filter (where state <> 'filling' and meaning is null), '{}') as entered,
      coalesce(array_agg(column_name order by declared_in, field, state) filter (where meaning is not null), '{}') as computed
    from kernel_column group by base order by base`;
  const records: Record<string, { count: number; digest: string }> = {};
  const stored: Record<string, string> = {};
  let disagreeing = 0;
  for (const { base, entered, computed } of bases) {
    const [found] = await sql.unsafe<
      { count: number; digest: string; computed: string; disagreeing: number }[]
    >(
      `select count(*)::int as count, ${digestOf("line")} as digest, ${digestOf("computed")} as computed,
         (count(*) filter (where version <> 1 + mutations))::int as disagreeing
       from (
         select version, (select count(*) from kernel_mutation m where m.record = r.id) as mutations,
           row(${["type", "version", "deleted_at is null", ...entered.map(quoteName)].join(", ")})::text as line,
           row(${computed.map(quoteName).join(", ")})::text as computed
         from ${quoteName(`record_${base}`)} r) x`,
    );
    records[base] = { count: found?.count ?? 0, digest: found?.digest ?? "" };
    stored[base] = found?.computed ?? "";
    disagreeing += found?.disagreeing ?? 0;
  }
  return { records, computed: stored, disagreeing };
}

function digestOf(line: string): string {
  return `md5(coalesce(string_agg(${line}, ',' order by ${line}), ''))`;
}

/** Columns of a conversion that was given up keep their name from the next one, and triggers are called by digests. */
function tidy(catalogue: Catalogue): Catalogue {
  const text = JSON.stringify(catalogue)
    .replaceAll(/\b(\w+_fee)_\d\b/g, "$1")
    .replaceAll(/\b(stored|convert)_[0-9a-f]{16}/g, "$1")
    .replaceAll(/\) [0-9a-f]{32}/g, ")");
  const tidied: Catalogue = JSON.parse(text);
  return { ...tidied, triggers: [...tidied.triggers].sort() };
}
