import type { Command } from "commander";
import { type PurgePlan, planPurge, purge } from "../metadata/index.ts";
import { atWork } from "./house.ts";
import { revisionWords } from "./plan-words.ts";
import { type Outcome, run, terminalLanguage } from "./run.ts";

interface PurgeOptions {
  readonly forGood?: boolean;
  readonly why?: string;
  readonly json?: boolean;
}

/** `dossier purge`: what removed fields and types still keep, and dropping it. */
export function purgeCommand(program: Command): void {
  program
    .command("purge")
    .description("list the values of removed fields and types that are still kept, or drop them for good")
    .argument("[keys...]", "which, as the list names them; all where none is given")
    .option("--for-good", "drop them: nothing brings them back")
    .option("--why <words>", "why, for those who read the revisions")
    .option("--json", "answer in JSON")
    .action((keys: string[], options: PurgeOptions) => run(options, () => dropKept(keys, options)));
}

function dropKept(named: readonly string[], { forGood, why }: PurgeOptions): Promise<Outcome> {
  const keys = named.length > 0 ? named : undefined;
  return atWork(async ({ crm }) => {
    const plan = await planPurge(crm, { keys });
    if (!forGood) return { json: plan, words: keptWords(plan) };
    const done = await purge(crm, { keys, why, revision: plan.revision });
    return { json: done, words: [...keptWords(done), revisionWords(done.revision, plan.revision)] };
  });
}

function keptWords({ items, bytes }: PurgePlan): string[] {
  const language = terminalLanguage();
  if (items.length === 0) return [language === "fr" ? "Rien n’est gardé." : "Nothing is kept."];
  const size = `${Math.ceil(bytes / 1_000)} kB`;
  return [...items.map(({ key, words }) => `• ${key}: ${words[language]}`), size];
}
