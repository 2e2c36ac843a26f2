import type { Command } from "commander";
import { verify } from "../metadata/index.ts";
import { atWork } from "./house.ts";
import { type Outcome, run, terminalLanguage } from "./run.ts";

/** `dossier verify`: whether the database is what its documents say; exit code 1 where something differs. */
export function verifyCommand(program: Command): void {
  program
    .command("verify")
    .description(
      "say where the database differs from its documents: columns, triggers, indexes, values, numbers",
    )
    .option("--json", "answer in JSON")
    .action((options: { json?: boolean }) => run(options, look));
}

function look(): Promise<Outcome> {
  return atWork(async ({ house }) => {
    const findings = await verify(house.runtime);
    const language = terminalLanguage();
    const fine =
      language === "fr"
        ? "La base est telle que ses documents la disent."
        : "The database is what its documents say.";
    const words = findings.map((one) => one.words[language]);
    return {
      json: { findings },
      words: words.length > 0 ? words : [fine],
      ...(words.length > 0 ? { exitCode: 1 as const } : {}),
    };
  });
}
