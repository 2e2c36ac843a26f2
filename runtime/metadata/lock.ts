import { setTimeout as wait } from "node:timers/promises";
import { type Database, onOneConnection, released } from "../../core/database/index.ts";
import { Refusal } from "../../core/errors/index.ts";

/** How long a second change waits for the first one, in milliseconds. */
const patience = 30_000;

/**
 * Lets one process of the workspace at a time change metadata. The lock belongs to a connection, so that it is gone
 * with a process that dies. Throws `metadata.busy`.
 */
export async function withMetadataLock<T>(database: Database, work: () => Promise<T>): Promise<T> {
  return onOneConnection(database.sql, async (connection) => {
    const key = `dossier metadata ${database.schema}`;
    const until = Date.now() + patience;
    for (;;) {
      const [row] = await connection`select pg_try_advisory_lock(hashtextextended(${key}, 0)) as mine`;
      if (row?.mine) break;
      if (Date.now() > until) throw new Refusal("metadata.busy");
      await wait(50);
    }
    try {
      return await work();
    } finally {
      await released(async () => connection`select pg_advisory_unlock(hashtextextended(${key}, 0))`);
    }
  });
}
