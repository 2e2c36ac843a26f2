import { type Database, quoteName, quoteText } from "../../core/database/index.ts";
import { withLockRetries } from "./lock-retries.ts";

/** How many months beyond this one have a partition of the journal. */
const monthsAhead = 2;

/** Makes the journal's partitions for this month and the next ones. Rows that were before it went to the default one. */
export async function makePartitions(database: Database, { now }: { now: Date }): Promise<void> {
  for (let ahead = 0; ahead <= monthsAhead; ahead++) {
    const from = monthOf(now, ahead);
    const to = monthOf(now, ahead + 1);
    const name = `kernel_mutation_${from.slice(0, 7).replace("-", "_")}`;
    const [found] = await database.sql`select to_regclass(${name}) is not null as there`;
    if (!found?.there) await makePartition(database, { name, from, to });
  }
}

async function makePartition(
  database: Database,
  { name, from, to }: { name: string; from: string; to: string },
): Promise<void> {
  await withLockRetries(database, async (tx) => {
    await tx`select pg_advisory_xact_lock(hashtextextended('dossier journal partitions', 0))`;
    const [found] = await tx`select to_regclass(${name}) is not null as there,
      exists (select from kernel_mutation_default where at >= ${from} and at < ${to}) as waiting`;
    // Rows already in the default partition stay there: moving them would lock the journal for as long as it takes.
    if (found?.there || found?.waiting) return;
    await tx.unsafe(
      `create table ${quoteName(name)} partition of kernel_mutation for values from (${quoteText(from)}) to (${quoteText(to)})`,
    );
  });
}

/** The first instant of a month, UTC. */
function monthOf(now: Date, ahead: number): string {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead, 1)).toISOString();
}
