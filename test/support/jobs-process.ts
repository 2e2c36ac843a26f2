import { openDatabase } from "../../core/database/index.ts";
import { openJobs } from "../../core/jobs/index.ts";
import { openLog } from "../../core/log.ts";

/** A process that does the job `endless`, says when it has begun, and never ends it. Run by tests that kill it. */
const [databaseUrl = "", alone] = process.argv.slice(2);
const database = await openDatabase({ data: "", databaseUrl, schema: "dossier", pool: 4 });
const jobs = openJobs(database, openLog("silent"), { alone: alone === "alone" });
jobs.define("endless", async ({ progress }) => {
  await progress(1, 2);
  process.stdout.write("begun\n");
  await new Promise(() => setInterval(() => undefined, 60_000));
});
await jobs.start();
