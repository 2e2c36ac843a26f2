import type { Runtime } from "../crm.ts";
import { finishTables, isUnfinished, makePartitions } from "../tables/index.ts";

/** Builds indexes, validates keys and makes the journal's months after a change, and every night. */
export const finishJob = "metadata.finish";

/** Registers the work that follows a change; also picks up what a stopped process left. Before `jobs.start`. */
export async function metadataJobs(runtime: Runtime): Promise<void> {
  const { database, jobs, clock } = runtime;
  jobs.define(finishJob, (run) =>
    finishTables(database, {
      model: runtime.model(),
      now: clock.now(),
      progress: (done, total) => run.progress(done, total),
    }),
  );
  await makePartitions(database, { now: clock.now() });
  await jobs.schedule(finishJob, "40 3 * * *", runtime.model().app.timeZone);
  if (await isUnfinished(database, { model: runtime.model() })) await jobs.add(finishJob, {});
}
