import type { Database } from "../../../core/database/index.ts";
import type { MetadataDocument } from "../../../metamodel/index.ts";
import { storedDocument } from "../state.ts";

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

interface Row extends Omit<KeptPack, "documents" | "since"> {
  readonly documents: readonly unknown[];
  readonly since: number;
  readonly revision: number | null;
}

/**
 * The packs in force, in the order in which each was first taken in. Where the revision that took a version in was
 * undone, the version before counts again.
 */
export async function keptPacks({ sql }: Pick<Database, "sql">): Promise<KeptPack[]> {
  const rows = await sql<Row[]>`
    select name, version, documents, revision, since, at, by_account as account from kernel_pack order by id`;
  if (rows.length === 0) return [];
  const undoings = await sql<{ revision: number; undoes: number }[]>`
    select revision, undoes from kernel_revision where undoes is not null order by revision desc`;
  const undone = undoneBy(undoings);
  const last = new Map<string, Row>();
  for (const row of rows) if (row.revision === null || !undone.has(row.revision)) last.set(row.name, row);
  return [...last.values()].map(({ revision: _, documents, ...pack }) => ({
    ...pack,
    documents: documents.map(storedDocument),
  }));
}

/** The revisions that are taken back today; an undoing that was itself undone takes nothing back. */
function undoneBy(newestFirst: readonly { revision: number; undoes: number }[]): ReadonlySet<number> {
  const undone = new Set<number>();
  for (const { revision, undoes } of newestFirst) if (!undone.has(revision)) undone.add(undoes);
  return undone;
}
