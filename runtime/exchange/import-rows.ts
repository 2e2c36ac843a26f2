import type { Crm } from "../crm.ts";
import { noteOutcomes, type WaitingRow, waitingRows } from "./ledger.ts";
import type { KnownLinks } from "./links.ts";
import type { Plan } from "./plan.ts";
import type { Row } from "./read-csv.ts";
import { type ReadRow, readRow } from "./read-row.ts";
import { inTransaction } from "./within.ts";
import { keyText, type Outcome, writeBatch } from "./write-batch.ts";

/** How the rows of a file go in. */
export interface ImportWork {
  /** The import in whose ledger everything is noted. */
  readonly id: string;
  readonly plan: Plan;
  readonly rows: AsyncIterable<Row>;
  /** Rows that an interrupted run has already dealt with. */
  readonly skip: number;
  /** At most so many rows are read; all of them where nobody says. */
  readonly limit?: number;
  readonly onBatch?: (outcomes: readonly Outcome[], done: number) => Promise<void> | void;
  readonly isCancelled?: () => boolean;
}

/** Rows a transaction takes: few enough that a refused one among them costs little to find. */
const batchSize = 1_000;

/**
 * Writes rows batch by batch, each with its note in the ledger in one transaction: whoever is interrupted goes on with
 * the first row that is not noted. Rows that refer to other rows of the file wait for the end. Answers whether all of
 * the file was read.
 */
export async function importRows(crm: Crm, work: ImportWork): Promise<boolean> {
  const known: KnownLinks = new Map();
  const { skip, limit = Number.POSITIVE_INFINITY } = work;
  let read = 0;
  let batch = emptyBatch();
  const flush = async () => {
    if (batch.rows.length === 0) return;
    await writeRows(crm, { work, rows: batch.rows, known, done: read, isLast: false });
    batch = emptyBatch();
  };
  for await (const row of work.rows) {
    if (read >= limit || work.isCancelled?.()) {
      await flush();
      return false;
    }
    if (read < skip) {
      read += 1;
      continue;
    }
    const ready = readRow(work.plan, row);
    const key = keyText(work.plan, ready);
    if (batch.rows.length >= batchSize || (key !== null && batch.keys.has(key))) await flush();
    batch.rows.push(ready);
    if (key !== null) batch.keys.add(key);
    read += 1;
  }
  await flush();
  await settleWaiting(crm, { work, known, done: read });
  return (await waitingRows(crm, { id: work.id, after: 0, limit: 1 })).length === 0;
}

function emptyBatch(): { readonly rows: ReadRow[]; readonly keys: Set<string> } {
  return { rows: [], keys: new Set() };
}

interface Writing {
  readonly work: ImportWork;
  readonly known: KnownLinks;
  readonly done: number;
  readonly isLast: boolean;
  readonly rows: readonly ReadRow[];
}

async function writeRows(crm: Crm, { work, rows, known, done, isLast }: Writing): Promise<number> {
  const { id, plan } = work;
  const outcomes = await inTransaction(crm, async (inner) => {
    // A repeated transaction begins with the rows as they were read.
    const fresh = rows.map((row) => ({ ...row, values: new Map(row.values), faults: [...row.faults] }));
    const made = await writeBatch(inner, { plan, rows: fresh, known, isLast });
    await noteOutcomes(inner, { id, outcomes: made, done });
    return made;
  });
  await work.onBatch?.(outcomes, done);
  return outcomes.filter(({ what }) => what !== "waiting").length;
}

/** Goes over the waiting rows for as long as one of them finds what it waits for; what is left then is refused. */
async function settleWaiting(
  crm: Crm,
  { work, known, done }: { work: ImportWork; known: KnownLinks; done: number },
): Promise<void> {
  for (;;) {
    const settled = await overWaiting(crm, { work, known, done, isLast: false });
    if (settled === 0) break;
  }
  await overWaiting(crm, { work, known, done, isLast: true });
}

async function overWaiting(crm: Crm, { work, known, done, isLast }: Omit<Writing, "rows">): Promise<number> {
  let settled = 0;
  let after = 0;
  for (;;) {
    if (work.isCancelled?.()) return 0;
    const rows = await waitingRows(crm, { id: work.id, after, limit: batchSize });
    const last = rows.at(-1);
    if (!last) return settled;
    for (const group of differentKeys(work.plan, rows))
      settled += await writeRows(crm, { work, rows: group, known, done, isLast });
    after = last.line;
  }
}

/** Groups in which no key occurs twice, in the order of the file. */
function differentKeys(plan: Plan, rows: readonly WaitingRow[]): ReadRow[][] {
  const groups: ReadRow[][] = [];
  let keys = new Set<string>();
  for (const row of rows) {
    const ready = readRow(plan, row);
    const key = keyText(plan, ready);
    if (groups.length === 0 || (key !== null && keys.has(key))) {
      groups.push([]);
      keys = new Set();
    }
    groups.at(-1)?.push(ready);
    if (key !== null) keys.add(key);
  }
  return groups;
}
