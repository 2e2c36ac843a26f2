import { buildModel } from "../../metamodel/build-model.ts";
import { crmFor, type Runtime, systemUser } from "../crm.ts";
import {
  designTables,
  fillStored,
  finishTables,
  isSettled,
  isUnfinished,
  makePartitions,
  mendStored,
} from "../tables/index.ts";
import { broughtFields } from "./brought.ts";
import { modelOf } from "./models.ts";
import { applyChanges, finishJob, mendJob } from "./publish.ts";
import { readState } from "./state.ts";

/**
 * Registers the work that follows a change, and catches up with what happened while nobody looked: a newer version
 * of the house or another set of plugins whose types have other fields, and jobs that a stopped process left. Before
 * `jobs.start`.
 */
export async function metadataJobs(runtime: Runtime): Promise<void> {
  const { database, jobs, clock } = runtime;
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
  if (!(await tablesFit(runtime)))
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

const whyCaughtUp = "Standard model or plugins changed with the software.";

/** Whether each field of the model in force has its column: also those that no administrator has published. */
async function tablesFit({ database, models, clock }: Runtime): Promise<boolean> {
  const state = await readState(database);
  const { documents } = modelOf(state, models);
  const brought = broughtFields(documents, models.capabilities, models.shelf);
  const design = await designTables(database.sql, {
    build: (columns) => buildModel(documents, { brought, columns, shelf: models.shelf }),
    now: clock.now(),
  });
  return isSettled(design);
}
