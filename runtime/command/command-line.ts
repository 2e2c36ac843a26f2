import { Command, CommanderError } from "commander";
import { accountCommands } from "./accounts.ts";
import { backupCommands } from "./backup.ts";
import { explainCommand } from "./explain.ts";
import { exportCommand } from "./export.ts";
import { importCommand } from "./import.ts";
import { initCommand } from "./init.ts";
import { keyCommands } from "./keys.ts";
import { metadataCommands } from "./metadata.ts";
import { packCommands } from "./pack.ts";
import { personCommands } from "./person.ts";
import { providerCommands } from "./providers.ts";
import { purgeCommand } from "./purge.ts";
import { startCommand } from "./start.ts";
import { typesCommand } from "./types-command.ts";
import { verifyCommand } from "./verify.ts";

/**
 * Does what the words behind `dossier` say. Exit codes: 0 done, 1 refused or wrongly used, 2 in conflict with what
 * others changed; set as the exit code of this process.
 */
export async function dossier(words: readonly string[]): Promise<void> {
  try {
    await commandLine().parseAsync(words, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    process.exitCode = error.exitCode === 0 ? 0 : 1;
  }
}

function commandLine(): Command {
  const program = new Command("dossier")
    .description("Dossier, the CRM that its administrator builds")
    .exitOverride()
    .configureHelp({ showGlobalOptions: true });
  startCommand(program);
  initCommand(program);
  metadataCommands(program);
  packCommands(program);
  purgeCommand(program);
  typesCommand(program);
  importCommand(program);
  exportCommand(program);
  accountCommands(program);
  keyCommands(program);
  personCommands(program);
  providerCommands(program);
  verifyCommand(program);
  explainCommand(program);
  backupCommands(program);
  // Subcommands do not inherit it from a parent they were attached to before.
  for (const command of everyCommand(program)) command.exitOverride();
  return program;
}

function everyCommand(command: Command): Command[] {
  return command.commands.flatMap((child) => [child, ...everyCommand(child)]);
}
