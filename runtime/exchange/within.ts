import type postgres from "postgres";
import type { Database } from "../../core/database/index.ts";
import type { Crm } from "../crm.ts";

type Told = Parameters<Crm["events"]["tell"]>[0];

/** The same house with all its statements inside one transaction; what it would tell is collected. */
export function within(crm: Crm, tx: postgres.TransactionSql, told: Told[]): Crm {
  const database: Database = {
    ...crm.database,
    // A transaction takes every call that rooms make of the pool; `begin` is what `transaction` below replaces.
    sql: tx as unknown as postgres.Sql,
    transaction: (work) => tx.savepoint(work) as ReturnType<typeof work>,
  };
  const events = { ...crm.events, tell: (event: Told) => void told.push(event) };
  return { ...crm, database, events, runtime: { ...crm.runtime, database, events } };
}

/** Does work in one transaction and tells what happened once it is committed. */
export async function inTransaction<Result>(
  crm: Crm,
  work: (inner: Crm) => Promise<Result>,
): Promise<Result> {
  const told: Told[] = [];
  const result = await crm.database.transaction(async (tx) => {
    told.length = 0;
    return work(within(crm, tx, told));
  });
  for (const event of told) crm.events.tell(event);
  return result;
}

const rolledBack = new Error("rolled back on purpose");

/** Does work as if it were real and takes everything back: nothing is written, and nobody hears of it. */
export async function rehearse<Result>(crm: Crm, work: (inner: Crm) => Promise<Result>): Promise<Result> {
  const results: Result[] = [];
  try {
    await crm.database.transaction(async (tx) => {
      results.length = 0;
      results.push(await work(within(crm, tx, [])));
      throw rolledBack;
    });
  } catch (cause) {
    if (cause !== rolledBack) throw cause;
  }
  for (const result of results) return result;
  throw new Error("a rehearsal ended without a result");
}
