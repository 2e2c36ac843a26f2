import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import type { Command } from "commander";
import * as z from "zod";
import { invalidRequest, Refusal } from "../../core/errors/index.ts";
import { formatInstant } from "../../core/language/index.ts";
import { withFormat } from "../../metamodel/upgrades/index.ts";
import type { Crm } from "../crm.ts";
import {
  applyPack,
  forgetPack,
  type Pack,
  packBody,
  packs,
  planPack,
  readAppFolder,
  standardPack,
} from "../metadata/index.ts";
import { atWork } from "./house.ts";
import { publishing, refuseFaults } from "./metadata.ts";
import { planOutcome, type SettlingOptions, settling, withSettling } from "./plan-words.ts";
import { type Outcome, run, terminalLanguage } from "./run.ts";

interface PackOptions extends Partial<SettlingOptions> {
  readonly name?: string;
  readonly release?: string;
  readonly why?: string;
  readonly plan?: boolean;
  readonly json?: boolean;
}

/** `dossier pack list|plan|apply|standard|write|forget`: documents that come from outside as a whole. */
export function packCommands(program: Command): void {
  const pack = program.command("pack").description("documents that come as a whole: a base, a sector’s");
  pack
    .command("list")
    .description("the packs that were taken in, with their versions")
    .option("--json", "answer in JSON")
    .action((options: PackOptions) => run(options, list));
  const withFolder = (name: string, description: string) =>
    withSettling(
      pack
        .command(name)
        .description(description)
        .argument("<folder>", "the pack’s folder; its pack.json may say name and version")
        .option(
          "--name <name>",
          "what the pack is called; otherwise as pack.json, its app or the folder says",
        )
        .option(
          "--release <version>",
          "its version; otherwise as pack.json says, or a digest of the documents",
        )
        .option("--json", "answer in JSON"),
    );
  withFolder("plan", "say what taking in the pack would change, and its price").action(
    (folder: string, options: PackOptions) => run(options, () => plan(folder, options)),
  );
  withFolder("apply", "take in the pack, merged with what was changed here")
    .option("--why <words>", "why, for those who read the revisions")
    .action((folder: string, options: PackOptions) => run(options, () => apply(folder, options)));
  withSettling(
    pack
      .command("standard")
      .description("take in the standard model that this software brings, merged with what was changed here")
      .option("--plan", "only say what that would change, and its price")
      .option("--why <words>", "why, for those who read the revisions")
      .option("--json", "answer in JSON"),
  ).action((options: PackOptions) => run(options, () => takeInStandard(options)));
  pack
    .command("write")
    .description("write a pack’s folder as the one file that the designer takes in")
    .argument("<folder>", "the pack’s folder")
    .requiredOption("--out <file>", "the file to write")
    .option("--name <name>", "what the pack is called; otherwise as pack.json, its app or the folder says")
    .option("--release <version>", "its version; otherwise as pack.json says, or a digest of the documents")
    .option("--json", "answer in JSON")
    .action((folder: string, options: PackOptions & { out: string }) =>
      run(options, () => write(folder, options)),
    );
  pack
    .command("forget")
    .description("forget that a pack was taken in; its documents stay")
    .argument("<name>")
    .option("--json", "answer in JSON")
    .action((name: string, options: PackOptions) => run(options, () => forget(name)));
}

function list(): Promise<Outcome> {
  return atWork(async ({ crm }) => {
    const items = await packs(crm);
    const none = terminalLanguage() === "fr" ? "Aucun paquet." : "No packs.";
    const { timeZone, country } = crm.model.app;
    const habits = { language: terminalLanguage(), timeZone, country };
    const waits = terminalLanguage() === "fr" ? "attend :" : "waiting:";
    const words = items.map(
      ({ name, version, at, waiting }) =>
        `${name} ${version}  ${formatInstant(at, habits)}${waiting ? `  ${waits} ${waiting}` : ""}`,
    );
    return { json: { items }, words: words.length > 0 ? words : [none] };
  });
}

function plan(folder: string, options: PackOptions): Promise<Outcome> {
  return atWork(async ({ crm }) =>
    planOutcome(refuseFaults(await planPack(crm, await readPack(resolve(folder), options)))),
  );
}

function apply(folder: string, options: PackOptions): Promise<Outcome> {
  return publishing(async ({ crm }) => applyPack(crm, await readPack(resolve(folder), options)));
}

function takeInStandard(options: PackOptions): Promise<Outcome> {
  const packFor = (crm: Crm): Pack => ({
    name: standardPack,
    version: crm.models.standard.version,
    resolve: settling(options),
    why: options.why,
  });
  if (options.plan)
    return atWork(async ({ crm }) => planOutcome(refuseFaults(await planPack(crm, packFor(crm)))));
  return publishing(({ crm }) => applyPack(crm, packFor(crm)));
}

async function write(folder: string, options: PackOptions & { out: string }): Promise<Outcome> {
  const { name, version, documents = [] } = await readPack(resolve(folder), options);
  const file = resolve(options.out);
  await writeFile(file, `${JSON.stringify({ name, version, documents }, null, 2)}\n`);
  return { json: { file, name, version, documents: documents.length }, words: [file] };
}

function forget(name: string): Promise<Outcome> {
  return atWork(async ({ crm }) => {
    await forgetPack(crm, name);
    const fr = terminalLanguage() === "fr";
    return { json: { forgotten: name }, words: [fr ? `${name} est oublié.` : `${name} is forgotten.`] };
  });
}

const packFile = z.object({ name: z.string().optional(), version: z.string().optional() });

async function readPack(folder: string, options: PackOptions): Promise<Pack> {
  const documents = (await readAppFolder(folder)).map(({ $schema: _, ...document }) => withFormat(document));
  const said = await readPackFile(folder);
  const app = documents.find(({ kind }) => kind === "app");
  const digest = createHash("sha256").update(JSON.stringify(documents)).digest("hex").slice(0, 12);
  const pack = packBody.safeParse({
    name: options.name ?? said.name ?? app?.name ?? basename(folder),
    version: options.release ?? said.version ?? digest,
    documents,
    resolve: settling(options),
    why: options.why,
  });
  if (pack.success) return pack.data;
  throw invalidRequest(pack.error);
}

async function readPackFile(folder: string): Promise<z.infer<typeof packFile>> {
  const text = await readFile(join(folder, "pack.json"), "utf8").catch(() => "{}");
  try {
    return packFile.parse(JSON.parse(text));
  } catch (cause) {
    throw new Refusal("metadata.file", { file: "pack.json", reason: String(cause) }, { cause });
  }
}
