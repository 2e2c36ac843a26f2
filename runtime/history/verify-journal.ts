import type { Database, Sql } from "../../core/database/index.ts";
import { type Finding, found } from "../tables/index.ts";
import { type ChainHead, hashOf, headSetting, journals, origin, type Seal } from "./seals.ts";

/** What the chain is found to be. */
export interface JournalState {
  readonly findings: readonly Finding[];
  /** To be kept outside the house. */
  readonly head: ChainHead | null;
  readonly sealed: number;
  /** Rows that the next rounds will seal. */
  readonly unsealed: number;
}

/**
 * Whether the journals are as they were sealed: no row changed, removed or put between, no seal missing, nothing erased
 * without a note. `head` is the hash of a seal that was written down earlier, outside: a chain that was made anew does
 * not have it. Reads only, in one snapshot.
 */
export async function verifyJournal(
  { sql }: Pick<Database, "sql">,
  { head: kept }: { head?: string | undefined } = {},
): Promise<JournalState> {
  return sql.begin("isolation level repeatable read read only", async (tx) => {
    await tx`set local statement_timeout = 0`;
    return verifyWithin(tx, kept);
  });
}

/** The same in a transaction that is there. */
export async function verifyWithin(tx: Sql, kept?: string): Promise<JournalState> {
  const seals = await readSeals(tx);
  const findings = [
    ...chainFindings(seals),
    ...(await rowFindings(tx, seals)),
    ...(await headFindings(tx, seals, kept)),
    ...(await erasedFindings(tx)),
  ];
  const newest = seals.at(-1);
  return {
    findings,
    head: newest ? { no: newest.no, hash: newest.hash } : null,
    sealed: seals.reduce((sum, { count }) => sum + count, 0),
    unsealed: await unsealed(tx),
  };
}

async function readSeals(sql: Sql): Promise<Seal[]> {
  return sql<Seal[]>`
    select no::float8 as no, journal, after::float8 as after, last::float8 as last, count::float8 as count,
      horizon::text as horizon, encode(previous, 'hex') as previous, encode(hash, 'hex') as hash
    from kernel_seal order by no`;
}

/** Each seal names the one before it, and goes on where the one before it of its journal ended. */
function chainFindings(seals: readonly Seal[]): Finding[] {
  const ends = new Map<string, number>();
  return seals.flatMap((seal, index) => {
    const before = seals[index - 1];
    const follows = seal.no === (before?.no ?? 0) + 1 && seal.previous === (before?.hash ?? origin);
    const goesOn = seal.after === (ends.get(seal.journal) ?? 0);
    ends.set(seal.journal, seal.last);
    return follows && goesOn ? [] : [found("seal-broken", { no: seal.no })];
  });
}

async function rowFindings(sql: Sql, seals: readonly Seal[]): Promise<Finding[]> {
  const findings: Finding[] = [];
  const horizons = new Map<string, string>();
  for (const seal of seals) {
    const values = { table: tableOf(seal), from: seal.after + 1, to: seal.last };
    const { hash, count } = await hashOf(sql, seal);
    if (count < seal.count) findings.push(found("journal-removed", { ...values, count: seal.count - count }));
    else if (count > seal.count)
      findings.push(found("journal-inserted", { ...values, count: count - seal.count }));
    else if (hash !== seal.hash) findings.push(found("journal-changed", values));
    const since = horizons.get(seal.journal);
    const early = since === undefined ? 0 : await earlyRows(sql, seal, since);
    if (early > 0) findings.push(found("journal-backdated", { ...values, count: early }));
    horizons.set(seal.journal, seal.horizon);
  }
  return findings;
}

/** Rows that say they were written before the rows of the seal before them were closed. */
async function earlyRows(sql: Sql, seal: Seal, since: string): Promise<number> {
  const journal = journals.find(({ name }) => name === seal.journal);
  if (!journal) return 0;
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from ${sql(journal.table)}
    where ${sql(journal.key)} > ${seal.after} and ${sql(journal.key)} <= ${seal.last}
      and at < ${since}::text::timestamptz - interval '1 second'`;
  return row?.count ?? 0;
}

function tableOf({ journal }: Seal): string {
  return journals.find(({ name }) => name === journal)?.table ?? journal;
}

async function headFindings(sql: Sql, seals: readonly Seal[], kept: string | undefined): Promise<Finding[]> {
  const [row] = await sql<
    { value: ChainHead }[]
  >`select value from kernel_setting where key = ${headSetting}`;
  const noted = row?.value;
  const isThere = (hash: string) => seals.some((seal) => seal.hash === hash);
  return [
    ...(noted && !isThere(noted.hash) ? [found("seal-missing", { no: noted.no })] : []),
    ...(kept !== undefined && !isThere(kept.trim().toLowerCase())
      ? [found("seal-other-chain", { hash: kept })]
      : []),
  ];
}

/** Values may go only with a note of who erased whom: the note is a row of the chain itself. */
async function erasedFindings(sql: Sql): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { name, table, key } of journals.filter(({ name }) => name !== "revision")) {
    const [row] = await sql<{ count: number; samples: string }[]>`
      select count(*)::int as count, coalesce(string_agg(id::text, ', ') filter (where n <= 3), '') as samples from (
        select r.id, row_number() over (order by r.id) as n from ${sql(table)} r
        where r.erased is not null and not exists (
          select from kernel_security_event e
          where e.kind = 'person-erased' and e.erased is null and e.detail -> 'rows' -> ${name}::text @> to_jsonb(r.${sql(key)}))) gone`;
    if (row && row.count > 0)
      findings.push(found("journal-erased", { table, count: row.count, samples: row.samples }));
  }
  return findings;
}

async function unsealed(sql: Sql): Promise<number> {
  let rows = 0;
  for (const { name, table, key } of journals) {
    const [row] = await sql<{ count: number }[]>`
      select count(*)::int as count from ${sql(table)} where ${sql(key)} >
        coalesce((select last from kernel_seal where journal = ${name} order by no desc limit 1), 0)`;
    rows += row?.count ?? 0;
  }
  return rows;
}
