import { setTimeout as wait } from "node:timers/promises";
import type postgres from "postgres";
import type { Database } from "../../core/database/index.ts";
import { Refusal } from "../../core/errors/index.ts";

/** Readers queue behind a waiting `alter table`, so it waits at most this long (milliseconds) and comes back later. */
const lockTimeout = 80;
const mostAttempts = 100;

/**
 * A transaction with DDL: it never waits long for a lock, but gives up, lets the others pass and tries again, for
 * half a minute altogether. Throws `metadata.busy` afterwards.
 */
export async function withLockRetries<T>(
  database: Database,
  work: (tx: postgres.TransactionSql) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await database.transaction(async (tx) => {
        await tx.unsafe(`set local lock_timeout = ${lockTimeout}; set local statement_timeout = 0`);
        return work(tx);
      });
    } catch (cause) {
      if (!isLockTimeout(cause)) throw cause;
      if (attempt === mostAttempts) throw new Refusal("metadata.busy", {}, { cause });
      await wait(20 + Math.random() * Math.min(500, 20 * attempt));
    }
  }
}

function isLockTimeout(cause: unknown): boolean {
  return cause instanceof Error && "code" in cause && cause.code === "55P03";
}
