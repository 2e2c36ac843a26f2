import type postgres from "postgres";
import type { Database } from "../../../core/database/index.ts";
import type { MetadataDocument } from "../../../metamodel/index.ts";
import { withFormat } from "../../../metamodel/upgrades/index.ts";
import { storedDocument } from "../stored-document.ts";

/** The name of the pack that comes with the software: the standard model. */
export const standardPack = "standard";

/** A pack as it was last taken in. */
export interface KeptPack {
  readonly name: string;
  readonly version: string;
  readonly documents: readonly MetadataDocument[];
  /** The revision in force after it was taken in. */
  readonly since: number;
  readonly at: Date;
  readonly account: string | null;
}

/** The standard model as it was last taken in. */
export interface KeptStandard {
  readonly version: string;
  readonly since: number;
  /** As they were kept: read only where the software brings another version. */
  readonly bodies: readonly unknown[];
}

interface Row extends Omit<KeptPack, "documents"> {
  readonly id: string;
  readonly revision: number | null;
}

type Sql = Database["sql"] | postgres.TransactionSql;

interface Which {
  /** Only this pack. */
  readonly name?: string;
  /** As if this revision were taken back as well. */
  readonly without?: number;
}

/** The packs in force, in the order in which each was first taken in. */
export async function keptPacks({ sql }: Pick<Database, "sql">): Promise<KeptPack[]> {
  const rows = await inForce(sql, {});
  const bodies = await bodiesOf(sql, rows);
  return rows.map(({ id, revision: _, ...pack }) => ({
    ...pack,
    documents: (bodies.get(id) ?? []).map(storedDocument),
  }));
}

/** The standard model in force; null where none was taken in yet. */
export async function keptStandard(sql: Sql, which: Which = {}): Promise<KeptStandard | null> {
  const [row] = await inForce(sql, { ...which, name: standardPack });
  if (!row) return null;
  return {
    version: row.version,
    since: row.since,
    bodies: (await bodiesOf(sql, [row])).get(row.id) ?? [],
  };
}

/** Whether a version of the standard model was ever taken in, be it that somebody took it back since. */
export async function hasTakenStandard({ sql }: Pick<Database, "sql">, version: string): Promise<boolean> {
  const rows =
    await sql`select 1 from kernel_pack where name = ${standardPack} and version = ${version} limit 1`;
  return rows.length > 0;
}

/** Where the revision that took a version in was undone, the version before counts again. */
async function inForce(sql: Sql, { name, without }: Which): Promise<Row[]> {
  const rows = await sql<Row[]>`
    select id, name, version, revision, since, at, by_account as account from kernel_pack
    where ${name ?? null}::text is null or name = ${name ?? null} order by id`;
  if (rows.length === 0) return [];
  const undoings = await sql<Undoing[]>`
    select revision, undoes from kernel_revision where undoes is not null order by revision desc`;
  const further = without === undefined ? [] : [{ revision: Number.POSITIVE_INFINITY, undoes: without }];
  const undone = undoneBy([...further, ...undoings]);
  const last = new Map<string, Row>();
  for (const row of rows) if (row.revision === null || !undone.has(row.revision)) last.set(row.name, row);
  return [...last.values()];
}

interface Undoing {
  readonly revision: number;
  readonly undoes: number;
}

/** The revisions that are taken back today; an undoing that was itself undone takes nothing back. */
function undoneBy(newestFirst: readonly Undoing[]): ReadonlySet<number> {
  const undone = new Set<number>();
  for (const { revision, undoes } of newestFirst) if (!undone.has(revision)) undone.add(undoes);
  return undone;
}

async function bodiesOf(
  sql: Sql,
  rows: readonly { readonly id: string }[],
): Promise<ReadonlyMap<string, readonly unknown[]>> {
  if (rows.length === 0) return new Map();
  const found = await sql<{ id: string; documents: readonly unknown[] }[]>`
    select id, documents from kernel_pack where id = any(${rows.map(({ id }) => id)}::bigint[])`;
  return new Map(found.map(({ id, documents }) => [id, documents]));
}

/** What is kept of a pack. */
export interface Keeping {
  readonly name: string;
  readonly version: string;
  readonly documents: readonly MetadataDocument[];
  /** The revision that taking it in made; null where everything was here already. */
  readonly revision: number | null;
  readonly since: number;
  readonly account: string | null;
}

/** Keeps a version of a pack as what the next one is merged with. */
export async function keepPack(sql: Sql, keeping: Keeping): Promise<void> {
  const { name, version, revision, since, account } = keeping;
  const documents = JSON.stringify(keeping.documents.map(withFormat));
  await sql`
    insert into kernel_pack (name, version, documents, revision, since, by_account)
    values (${name}, ${version}, ${documents}::text::json, ${revision}, ${since}, ${account})`;
}
