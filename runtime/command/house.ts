import { type Config, readConfig } from "../../core/config.ts";
import { runningOn } from "../../core/data-folder/index.ts";
import { openLog } from "../../core/log.ts";
import { type Crm, crmFor, type Runtime, systemUser } from "../crm.ts";
import { type House, openRuntime } from "../open-runtime.ts";
import { terminalLanguage } from "./run.ts";

/** What a command works with: the workspace of the environment, and the house acting through the command line. */
export interface AtWork {
  readonly house: House;
  readonly config: Config;
  readonly crm: Crm;
}

/**
 * Opens the workspace that the environment names, beside a server that may be running on it, does the work and closes
 * it again.
 */
export async function atWork<Result>(
  work: (at: AtWork) => Promise<Result>,
  { causesJobs = false }: { causesJobs?: boolean } = {},
): Promise<Result> {
  const config = readConfig(process.env);
  // A command answers in words; what the log has to say goes to the standard error only when it is serious.
  const log = openLog(process.env.LOG_LEVEL ? config.logLevel : "warn", process.stderr);
  const doesJobs = causesJobs && !(await isServed(config));
  const house = await openRuntime(config, { log });
  try {
    // Without a server nobody else would do the jobs that the command causes.
    if (doesJobs) await house.startJobs();
    return await work({ house, config, crm: commandCrm(house.runtime) });
  } finally {
    await house.close();
  }
}

async function isServed(config: Config): Promise<boolean> {
  return config.databaseUrl !== undefined || (await runningOn(config.data)) !== null;
}

/** The house itself, in the terminal's language; named `cli` in the history. */
function commandCrm(runtime: Runtime): Crm {
  return crmFor(runtime, { ...systemUser, language: terminalLanguage() }, "cli");
}
