import type { Runtime } from "../crm.ts";
import { sealJournals } from "./seals.ts";

/** Seals the journals; every quarter of an hour. */
const sealJob = "history.seal";

/** Registers the sealing of the journals, before the queue starts. */
export async function historyJobs({ database, jobs, models }: Runtime): Promise<void> {
  jobs.define(sealJob, () => sealJournals(database));
  await jobs.schedule(sealJob, "*/15 * * * *", models.current().app.timeZone);
}
