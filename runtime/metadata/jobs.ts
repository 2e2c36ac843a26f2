import { crmFor, type Runtime, systemUser } from "../crm.ts";
import {
  fillStored,
  finishTables,
  isSettled,
  isUnfinished,
  makePartitions,
  mendStored,
  settleJournals,
  unreadableRights,
} from "../tables/index.ts";
import { takeInStandard } from "./packs/standard.ts";
import { applyChanges, finishJob, mendJob } from "./publish.ts";
import { designInForce } from "./verify.ts";

/**
 * Registers the work that follows a change, and catches up with what happened while nobody looked: a newer standard
 * model, another set of plugins whose types have other fields, and jobs that a stopped process left. Before
 * `jobs.start`.
 */
export async function metadataJobs(runtime: Runtime): Promise<void> {
  const { database, jobs, clock, log } = runtime;
  jobs.define(finishJob, async (run) => {
    await workOutStored(runtime);
    await finishTables(database, {
      model: runtime.model(),
      now: clock.now(),
      progress: (done, total) => run.progress(done, total),
    });
  });
  jobs.define(mendJob, () => mend(runtime));
  await makePartitions(database, { now: clock.now() });
  await settleJournals(database, runtime.model());
  for (const right of unreadableRights(runtime.model()))
    log.error({ right }, "a condition of a role cannot be read; its indexes are left as they are without it");
  await takeInStandard(runtime);
  // Fields that no administrator has published: of plugins and capabilities.
  if (!isSettled(await designInForce(runtime)))
    await applyChanges(crmFor(runtime, systemUser, "system"), { documents: [], why: whyCaughtUp });
  await jobs.schedule(finishJob, "40 3 * * *", runtime.model().app.timeZone);
  await jobs.schedule(mendJob, "10 4 * * *", runtime.model().app.timeZone);
  if (await isUnfinished(database, { model: runtime.model() })) await jobs.add(finishJob, {});
}

/** Fills new stored fields; from then on every process reads their columns instead of working them out. */
async function workOutStored({ database, models, events }: Runtime): Promise<void> {
  if (!(await fillStored(database, { model: await models.reload() }))) return;
  const { revision } = await models.reload();
  events.tell({ kind: "metadata", revision });
}

async function mend({ database, models, log }: Runtime): Promise<void> {
  for (const mended of await mendStored(database, { model: await models.reload() }))
    log.warn(mended, "stored values were wrong and have been worked out anew");
}

const whyCaughtUp = "Capabilities or plugins changed with the software.";
