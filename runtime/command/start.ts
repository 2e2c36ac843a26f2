import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type Command, InvalidArgumentError } from "commander";
import { type Config, readConfig } from "../../core/config.ts";
import { claimDataFolder } from "../../core/data-folder/index.ts";
import { Refusal } from "../../core/errors/index.ts";
import { didYouMean, inWords } from "../../core/language/index.ts";
import { openLog } from "../../core/log.ts";
import { readAppFolder } from "../metadata/index.ts";
import { type House, openRuntime } from "../open-runtime.ts";
import { listen } from "../server/listen.ts";
import { firstAdministrator } from "../server/sign-in/index.ts";
import { loadApp, unfinishedApp } from "./load-app.ts";
import { giveMemoryBack } from "./memory.ts";
import { progressBar } from "./progress.ts";
import { sentencesOf, terminalLanguage } from "./run.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const defaultApp = "examples/after-sales";

interface StartOptions {
  readonly empty?: boolean;
  readonly json?: boolean;
  /** Share of the example data, 0 to 1. */
  readonly size: number;
}

export function startCommand(program: Command): void {
  const commandNames = () => program.commands.map((command) => command.name());
  program
    .command("start", { isDefault: true })
    .description("start the server; on an empty database load an app first")
    .argument("[folder]", `the app's folder (on an empty database: ${defaultApp})`)
    .option("--empty", "load no app")
    .option("--size <share>", "share of the example data to load, 0 to 1", share, 1)
    .option("--json", "say what runs as one line of JSON")
    .action((folder: string | undefined, options: StartOptions) =>
      start(folder, { ...options, commandNames: commandNames() }),
    );
}

function share(text: string): number {
  const value = Number(text);
  if (!(value >= 0 && value <= 1)) throw new InvalidArgumentError("It must be a number from 0 to 1.");
  return value;
}

/** Runs until SIGINT or SIGTERM; a second signal ends it at once. */
async function start(
  folder: string | undefined,
  { commandNames, ...options }: StartOptions & { commandNames: readonly string[] },
): Promise<void> {
  try {
    const config = readConfig(process.env);
    if (folder !== undefined && !existsSync(resolve(folder)))
      throw new Refusal("app.folder-missing", { folder, suggestion: didYouMean(folder, commandNames) });
    await serve(config, { folder, options });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    process.stderr.write(`${sentencesOf(error, terminalLanguage()).join("\n")}\n`);
    process.exitCode = 1;
  }
}

async function serve(
  config: Config,
  { folder, options }: { folder: string | undefined; options: StartOptions },
): Promise<void> {
  const log = openLog(config.logLevel);
  // Several processes on one server's database share the folder: files in it are named by their content.
  const release =
    config.databaseUrl === undefined
      ? await claimDataFolder(config.data, { address: config.publicUrl })
      : null;
  let house: House | null = null;
  try {
    const app = options.empty ? null : folderOf(folder);
    const plugins = app ? await pluginsOf(app) : [];
    house = await openRuntime(config, { log, plugins, alone: config.databaseUrl === undefined });
    await prepare(house, { app, size: options.size });
    await house.startJobs();
    // Before it listens: who is told that the house is ready can sign in.
    const link = await firstAdministrator(house.runtime, {
      signIn: house.signIn,
      email: config.adminEmail,
      password: config.adminPassword,
    });
    const server = await listen(house, {
      host: config.host,
      port: config.port,
      webFolder: `${root}dist/web`,
    });
    process.stdout.write(
      announcement(house, { config, link, port: server.port, json: options.json ?? false }),
    );
    giveMemoryBack();
    await untilAskedToStop();
    log.info("stopping");
    await server.close();
  } finally {
    await house?.close();
    await release?.();
  }
}

/** Loads the app on an empty database, or goes on where an earlier start was interrupted. */
async function prepare(house: House, { app, size }: { app: string | null; size: number }): Promise<void> {
  const { runtime } = house;
  const unfinished = await unfinishedApp(runtime.database);
  const folder = runtime.model().revision === 0 ? app : unfinished;
  if (folder === null) return;
  const bar = progressBar(terminalLanguage() === "fr" ? "Données d’exemple" : "Example data");
  await loadApp(runtime, {
    folder,
    size,
    onProgress: (done) => bar.show(done, Math.max(done, 300_000 * size)),
  });
  bar.end();
}

function folderOf(folder: string | undefined): string {
  return folder === undefined ? resolve(root, defaultApp) : resolve(folder);
}

async function pluginsOf(folder: string): Promise<readonly string[]> {
  const documents = await readAppFolder(folder);
  return documents.flatMap((document) => (document.kind === "app" ? document.plugins : []));
}

function announcement(
  house: House,
  { config, link, port, json }: { config: Config; link: string | null; port: number; json: boolean },
): string {
  const { app, types, language } = house.runtime.model();
  if (json) return `${JSON.stringify({ address: config.publicUrl, port, link, pid: process.pid })}\n`;
  const fr = terminalLanguage() === "fr";
  const row = (name: string, value: string) => `  ${name.padEnd(12)}${value}`;
  const lines = [
    "",
    `  ${inWords(app.label, language)} — ${types.size} types`,
    row(fr ? "Adresse" : "Address", config.publicUrl),
    ...(link ? [row(fr ? "Connexion" : "Sign in", link), row("", fr ? onceFr : onceEn)] : []),
    "",
  ];
  return `${lines.join("\n")}\n`;
}

const onceFr = "(lien à usage unique, valable 24 heures)";
const onceEn = "(works once, within 24 hours)";

function untilAskedToStop(): Promise<void> {
  return new Promise((done) => {
    const stop = () => {
      for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.removeListener(signal, stop);
      done();
    };
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, stop);
  });
}
