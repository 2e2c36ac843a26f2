import { buildModel } from "../../metamodel/build-model.ts";
import { crmFor, type Runtime, systemUser } from "../crm.ts";
import { designTables, finishTables, isSettled, isUnfinished, makePartitions } from "../tables/index.ts";
import { broughtFields } from "./brought.ts";
import { modelOf } from "./models.ts";
import { applyChanges, finishJob } from "./publish.ts";
import { readState } from "./state.ts";

/**
 * Registers the work that follows a change, and catches up with what happened while nobody looked: a newer version
 * of the house or another set of plugins whose types have other fields, and jobs that a stopped process left. Before
 * `jobs.start`.
 */
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
  if (!(await tablesFit(runtime)))
    await applyChanges(crmFor(runtime, systemUser, "system"), { documents: [], why: whyCaughtUp });
  await jobs.schedule(finishJob, "40 3 * * *", runtime.model().app.timeZone);
  if (await isUnfinished(database, { model: runtime.model() })) await jobs.add(finishJob, {});
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
