import { AsyncLocalStorage } from "node:async_hooks";
import { setTimeout as wait } from "node:timers/promises";
import type postgres from "postgres";

/**
 * Begins, works, commits; repeats the whole where PostgreSQL says that another try may do: serialization failure,
 * deadlock, and a plan that grew stale because a table changed meanwhile (inside a transaction postgres.js cannot
 * repair that by itself). Those refused more than once repeat one after the other: among themselves they cannot meet
 * again, and however many there were, each gets through. As that asks for a lock first, work cannot set the level of
 * its isolation: nothing of the house does.
 */
export async function transact<T>(
  sql: postgres.Sql,
  work: (tx: postgres.TransactionSql) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await begin(sql, attempt > 2 ? inTurn(work) : work);
    } catch (cause) {
      if (attempt === mostAttempts || !mayRepeat(cause)) throw cause;
      await wait(Math.random() * 10 * 2 ** Math.min(attempt, 6));
    }
  }
}

const mostAttempts = 10;

/** The turn that is held by the work that goes on here. */
const turn = new AsyncLocalStorage<{ isHeld: boolean }>();

/**
 * The work behind a lock that one repeated transaction of the workspace holds at a time, taken before any other. A
 * transaction that is opened by such work is in its turn already: it would wait for the work that waits for it.
 */
const inTurn =
  <T>(work: (tx: postgres.TransactionSql) => Promise<T>) =>
  async (tx: postgres.TransactionSql): Promise<T> => {
    if (turn.getStore()?.isHeld) return work(tx);
    await tx`select pg_advisory_xact_lock(hashtextextended('dossier.repeated ' || current_schema(), 0))`;
    const own = { isHeld: true };
    try {
      return await turn.run(own, () => work(tx));
    } finally {
      // What the work left going on has no turn any more.
      own.isHeld = false;
    }
  };

/** Whether PostgreSQL refused for a reason that has nothing to do with the work itself. */
export function mayRepeat(cause: unknown): boolean {
  if (!(cause instanceof Error) || !("code" in cause)) return false;
  if (cause.code === "40001" || cause.code === "40P01") return true;
  return cause.code === "0A000" && cause.message.includes("cached plan must not change result type");
}

async function begin<T>(sql: postgres.Sql, work: (tx: postgres.TransactionSql) => Promise<T>): Promise<T> {
  // An array of queries would be unwrapped by postgres.js; in a box the result stays what `work` made it.
  const box = await sql.begin(async (tx) => ({ result: await work(tx) }));
  return box.result;
}
