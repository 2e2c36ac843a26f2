import { readConfig } from "../../core/config.ts";
import { openLog } from "../../core/log.ts";
import { openRuntime } from "../../runtime/open-runtime.ts";
import { works } from "../crash/works.ts";
import { countStatements } from "./statements-sent.ts";

// A process for tests to kill: does one work of `test/crash/works.ts` on a workspace, its jobs included, and dies as by
// kill -9 at one of the statements that it sends meanwhile. One that is left alive says which statements it sent.
// Arguments: the URL of the database, the data folder, the work, the number of the statement (0 for none) and whether
// it dies `before` the statement is sent or `after`.
const [databaseUrl = "", data = "", name = "", at = "0", side = "before"] = process.argv.slice(2);
const work = works[name];
if (!work) throw new Error(`no work is called ${name}`);
const sent = countStatements();
const config = readConfig({ DATA: data, DATABASE_URL: databaseUrl, LOG_LEVEL: "silent" });
const house = await openRuntime(config, { log: openLog("silent"), alone: true });
await house.startJobs();
sent.begin({ dieAt: Number(at), side: side === "after" ? "after" : "before" });
await work.run(house.runtime);
process.stdout.write(JSON.stringify(sent.end()));
await house.close();
