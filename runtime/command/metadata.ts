import { resolve } from "node:path";
import type { Command } from "commander";
import { Refusal } from "../../core/errors/index.ts";
import { checkDocuments } from "../../metamodel/check/index.ts";
import type { MetadataDocument } from "../../metamodel/index.ts";
import { withStandard } from "../../metamodel/standard/index.ts";
import { capabilities } from "../capabilities.ts";
import type { Crm } from "../crm.ts";
import {
  applyChanges,
  broughtFields,
  type ChangeSet,
  keyOf,
  type Plan,
  type PurgePlan,
  planChanges,
  planPurge,
  purge,
  readAppFolder,
  readState,
  undo,
  writeAppFolder,
} from "../metadata/index.ts";
import { atWork } from "./house.ts";
import { type Outcome, run, terminalLanguage } from "./run.ts";

interface Options {
  readonly json?: boolean;
  readonly why?: string;
}

interface PurgeOptions extends Options {
  readonly forGood?: boolean;
}

/** `dossier check|plan|push|apply|pull|purge|undo`: metadata between a folder under git and the workspace. */
export function metadataCommands(program: Command): void {
  const withFolder = (name: string, description: string) =>
    program
      .command(name)
      .description(description)
      .argument("[folder]", "the app's folder", ".")
      .option("--json", "answer in JSON");
  withFolder("check", "read an app folder and say what is wrong, in sentences").action(
    (folder: string, options: Options) => run(options, () => check(folder)),
  );
  withFolder("plan", "say what pushing the folder would change, and its price").action(
    (folder: string, options: Options) => run(options, () => plan(folder)),
  );
  for (const name of ["push", "apply"])
    withFolder(name, "publish the folder: afterwards the workspace says what the folder says")
      .option("--why <words>", "why, for those who read the revisions")
      .action((folder: string, options: Options) => run(options, () => push(folder, options)));
  withFolder("pull", "write the workspace's metadata into the folder").action(
    (folder: string, options: Options) => run(options, () => pull(folder)),
  );
  program
    .command("purge")
    .description("list the values of removed fields and types that are still kept, or drop them for good")
    .argument("[keys...]", "which, as the list names them; all where none is given")
    .option("--for-good", "drop them: nothing brings them back")
    .option("--why <words>", "why, for those who read the revisions")
    .option("--json", "answer in JSON")
    .action((keys: string[], options: PurgeOptions) => run(options, () => dropKept(keys, options)));
  program
    .command("undo")
    .description("take a published revision back")
    .argument("<revision>", "its number", Number)
    .option("--json", "answer in JSON")
    .action((revision: number, options: Options) => run(options, () => takeBack(revision)));
}

async function check(folder: string): Promise<Outcome> {
  const own = await readAppFolder(resolve(folder));
  const documents = withStandard(own);
  const brought = broughtFields(documents, capabilities);
  const faults = checkDocuments(documents, { brought, capabilities });
  if (faults.length > 0) throw new Refusal("metadata.invalid", { count: faults.length }, { faults });
  const fr = terminalLanguage() === "fr";
  const words = fr
    ? `${own.length} documents, ${documents.length} avec le modèle standard : tout est en ordre.`
    : `${own.length} documents, ${documents.length} with the standard model: everything is in order.`;
  return { json: { documents: own.length, faults: [] }, words: [words] };
}

function plan(folder: string): Promise<Outcome> {
  return atWork(async ({ crm }) => {
    const planned = await planChanges(crm, await changeSetOf(crm, folder));
    if (planned.faults.length > 0)
      throw new Refusal("metadata.invalid", { count: planned.faults.length }, { faults: planned.faults });
    return { json: planned, words: inWords(planned) };
  });
}

function push(folder: string, { why }: Options): Promise<Outcome> {
  return atWork(
    async ({ crm, house }) => {
      const published = await applyChanges(crm, { ...(await changeSetOf(crm, folder)), why });
      for (const job of published.jobs) await house.runtime.jobs.finished(job);
      return { json: published, words: [revisionWords(published.revision)] };
    },
    { causesJobs: true },
  );
}

function pull(folder: string): Promise<Outcome> {
  return atWork(async ({ crm }) => {
    const { documents } = await readState(crm.database);
    const { written, removed, unchanged } = await writeAppFolder(resolve(folder), { documents });
    const marks = [...written.map((file) => `+ ${file}`), ...removed.map((file) => `- ${file}`)];
    const fr = terminalLanguage() === "fr";
    return {
      json: { written, removed, unchanged },
      words: [...marks, fr ? `${unchanged} inchangés` : `${unchanged} unchanged`],
    };
  });
}

function takeBack(revision: number): Promise<Outcome> {
  if (!Number.isInteger(revision) || revision < 1)
    throw new Refusal("request.invalid", { reason: `revision: ${revision}` });
  return atWork(
    async ({ crm, house }) => {
      const published = await undo(crm, { revision });
      for (const job of published.jobs) await house.runtime.jobs.finished(job);
      return { json: published, words: [revisionWords(published.revision)] };
    },
    { causesJobs: true },
  );
}

function dropKept(named: readonly string[], { forGood, why }: PurgeOptions): Promise<Outcome> {
  const keys = named.length > 0 ? named : undefined;
  return atWork(async ({ crm }) => {
    const plan = await planPurge(crm, { keys });
    if (!forGood) return { json: plan, words: keptWords(plan) };
    const done = await purge(crm, { keys, why, revision: plan.revision });
    return { json: done, words: [...keptWords(done), revisionWords(done.revision)] };
  });
}

function keptWords({ items, bytes }: PurgePlan): string[] {
  const language = terminalLanguage();
  if (items.length === 0) return [language === "fr" ? "Rien n’est gardé." : "Nothing is kept."];
  const size = `${Math.ceil(bytes / 1_000)} kB`;
  return [...items.map(({ key, words }) => `• ${key}: ${words[language]}`), size];
}

/** The folder's documents, and the removal of what the workspace has beyond them. */
async function changeSetOf(crm: Crm, folder: string): Promise<ChangeSet> {
  const documents: MetadataDocument[] = await readAppFolder(resolve(folder));
  const said = new Set(documents.map(keyOf));
  const current = await readState(crm.database);
  const remove = current.documents.filter((document) => !said.has(keyOf(document)));
  return { documents, remove: remove.map(({ kind, name }) => ({ kind, name })) };
}

function inWords({ steps, milliseconds }: Plan): string[] {
  const language = terminalLanguage();
  const fr = language === "fr";
  if (steps.length === 0) return [fr ? "Rien ne change." : "Nothing changes."];
  const lines = steps.flatMap((step) => [
    `• ${step.words[language]}`,
    ...step.sql.map((sql) => `    ${sql.replace(/\s+/g, " ").slice(0, 200)}`),
    ...(step.lock ? [`    ${step.lock[language]}`] : []),
  ]);
  return [...lines, fr ? `Durée estimée : ${milliseconds} ms` : `Estimated time: ${milliseconds} ms`];
}

function revisionWords(revision: number): string {
  return terminalLanguage() === "fr" ? `Révision ${revision} publiée.` : `Revision ${revision} is published.`;
}
