import { setTimeout as wait } from "node:timers/promises";
import type { Database, Sql } from "../../core/database/index.ts";
import { quoteName, quoteText } from "../../core/database/index.ts";

/** A table whose rows are sealed, and the column that numbers them. */
interface Journal {
  readonly name: string;
  readonly table: string;
  readonly key: string;
}

/** Everything that is sealed, in the order in which a round seals it. */
export const journals: readonly Journal[] = [
  { name: "mutation", table: "kernel_mutation", key: "id" },
  { name: "revision", table: "kernel_revision", key: "revision" },
  { name: "security", table: "kernel_security_event", key: "id" },
  { name: "reading", table: "kernel_reading", key: "id" },
];

/** A seal as it is kept; hashes in hexadecimal. */
export interface Seal {
  readonly no: number;
  readonly journal: string;
  readonly after: number;
  readonly last: number;
  readonly count: number;
  readonly horizon: string;
  readonly previous: string;
  readonly hash: string;
}

/** The newest seal: kept outside the house it tells whether the chain was made anew. */
export interface ChainHead {
  readonly no: number;
  readonly hash: string;
}

/** What the first seal names as the one before it. */
export const origin = "0".repeat(64);
const mostRows = 10_000;

/**
 * Seals what was written since the last round; returns the newest seal, null where there is none yet. A row that is
 * sealed can be neither changed nor removed unnoticed, nor can one be put between sealed ones. What a transaction that
 * goes on for longer than `patience` holds up waits for the next round.
 */
export async function sealJournals(
  database: Database,
  { patience = 5_000 }: { patience?: number } = {},
): Promise<ChainHead | null> {
  for (const journal of journals) {
    const limit = await writtenUpTo(database.sql, journal, patience);
    if (limit === null) continue;
    while (await sealNext(database, { journal, ...limit }));
  }
  return chainHead(database.sql);
}

export async function chainHead(sql: Sql): Promise<ChainHead | null> {
  const [head] = await sql<ChainHead[]>`
    select no::float8 as no, encode(hash, 'hex') as hash from kernel_seal order by no desc limit 1`;
  return head ?? null;
}

interface Limit {
  readonly upTo: number;
  readonly horizon: string;
}

/**
 * Up to which number no row can come any more. Who writes a row holds a lock of the table before it takes a number, and
 * until it ends: once everybody has ended who held one when the highest number was read, all lower numbers are there or
 * never will be. Null where somebody takes longer than we wait.
 */
async function writtenUpTo(sql: Sql, { table, key }: Journal, patience: number): Promise<Limit | null> {
  const highest =
    key === "id"
      ? `pg_sequence_last_value(pg_get_serial_sequence(${quoteText(table)}, 'id')::regclass)`
      : `(select max(${quoteName(key)}) from ${quoteName(table)})`;
  const [row] = await sql.unsafe<{ upTo: number | null; horizon: string }[]>(
    `select ${highest}::float8 as "upTo", (select least(now(), min(xact_start)) from pg_stat_activity
       where datname = current_database())::text as horizon`,
  );
  if (!row || row.upTo === null) return null;
  const writers = await writersOf(sql, table);
  for (const end = Date.now() + patience; ; await wait(20)) {
    const now = await writersOf(sql, table);
    if (![...writers].some((writer) => now.has(writer))) return { upTo: row.upTo, horizon: row.horizon };
    if (Date.now() > end) return null;
  }
}

async function writersOf(sql: Sql, table: string): Promise<ReadonlySet<string>> {
  const rows = await sql<{ writer: string }[]>`
    select virtualtransaction as writer from pg_locks
    where locktype = 'relation' and relation = ${table}::regclass and mode = 'RowExclusiveLock'
      and database = (select oid from pg_database where datname = current_database())`;
  return new Set(rows.map(({ writer }) => writer));
}

/** Whether there was something to seal. One process at a time. */
async function sealNext(
  database: Database,
  { journal, upTo, horizon }: { journal: Journal } & Limit,
): Promise<boolean> {
  return database.transaction(async (tx) => {
    await tx`select pg_advisory_xact_lock(hashtextextended(${`dossier seal ${database.schema}`}, 0))`;
    const [before] = await tx<{ last: number }[]>`
      select last::float8 as last from kernel_seal where journal = ${journal.name} order by no desc limit 1`;
    const after = before?.last ?? 0;
    const [found] = await tx.unsafe<{ count: number; last: number | null }[]>(
      `select count(*)::int as count, max(n)::float8 as last from (
        select ${quoteName(journal.key)} as n from ${quoteName(journal.table)}
        where ${quoteName(journal.key)} > $1 and ${quoteName(journal.key)} <= $2 order by 1 limit ${mostRows}) rows`,
      [after, upTo],
    );
    if (!found || found.last === null) return false;
    const head = await chainHead(tx);
    const last = found.count < mostRows ? upTo : found.last;
    const covered = { no: (head?.no ?? 0) + 1, journal: journal.name, after, last, count: found.count };
    const seal = { ...covered, previous: head?.hash ?? origin, horizon };
    const { hash } = await hashOf(tx, seal);
    await tx`
      insert into kernel_seal (no, journal, after, last, count, horizon, previous, hash)
      values (${seal.no}, ${seal.journal}, ${after}, ${last}, ${seal.count}, ${horizon}::text::timestamptz,
        decode(${seal.previous}, 'hex'), decode(${hash}, 'hex'))`;
    // Tells of a chain whose newest seals were taken away, unless somebody takes that away as well.
    await tx`
      insert into kernel_setting (key, value) values (${headSetting}, ${tx.json({ no: seal.no, hash })})
      on conflict (key) do update set value = excluded.value`;
    return found.count === mostRows;
  });
}

/** Where the newest seal is written down a second time. */
export const headSetting = "journal.head";

/** What a seal must be over the rows that are there now, and how many these are. */
export async function hashOf(
  sql: Sql,
  { no, journal: name, after, last, count, horizon, previous }: Omit<Seal, "hash">,
): Promise<{ hash: string; count: number }> {
  const journal = journals.find((one) => one.name === name);
  if (!journal) return { hash: "", count: 0 };
  const [row] = await sql.unsafe<{ hash: string; count: number }[]>(
    `select count(*)::int as count, encode(sha256(convert_to(json_build_array($3::bigint, $4::text, $1::bigint, $2::bigint,
        $5::bigint, kernel_milliseconds($6::text::timestamptz), $7::text)::text, 'UTF8')
      || coalesce(string_agg(kernel_digest(r), ''::bytea order by r.${quoteName(journal.key)}), ''::bytea)), 'hex') as hash
    from ${quoteName(journal.table)} r where r.${quoteName(journal.key)} > $1::bigint and r.${quoteName(journal.key)} <= $2::bigint`,
    [after, last, no, name, count, horizon, previous],
  );
  return row ?? { hash: "", count: 0 };
}
