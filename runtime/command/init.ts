import { cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Command } from "commander";
import * as z from "zod";
import { Refusal } from "../../core/errors/index.ts";
import { withFormat } from "../../metamodel/upgrades/index.ts";
import { type Outcome, run, terminalLanguage } from "./run.ts";

const starter = fileURLToPath(new URL("./starter/", import.meta.url));
const schemas = fileURLToPath(new URL("../../metamodel/generated/", import.meta.url));

/** `dossier init`: an app folder to begin with. */
export function initCommand(program: Command): void {
  program
    .command("init")
    .description("make an app folder to begin with: documents, templates, schemas for your editor")
    .argument("<folder>", "a folder that is empty, or not there yet; its name becomes that of the app")
    .option("--json", "answer in JSON")
    .action((folder: string, options: { json?: boolean }) => run(options, () => init(folder)));
}

async function init(folder: string): Promise<Outcome> {
  const path = resolve(folder);
  await mustBeEmpty(path, folder);
  const label = basename(path);
  const written = [
    ...(await writeDocuments(path, label)),
    ...(await copyFolder(join(starter, "templates"), join(path, "templates"))),
    ...(await copyFolder(schemas, join(path, "schemas"))),
    await write(join(path, ".gitignore"), await readFile(join(starter, "gitignore"), "utf8")),
    await write(join(path, "README.md"), (await readMe()).replaceAll("{label}", label)),
  ].map((file) => relative(path, file));
  return { json: { folder: path, written: written.sort() }, words: [nextWords(folder)] };
}

/** What a version control keeps in a new folder is no content. */
async function mustBeEmpty(path: string, folder: string): Promise<void> {
  const there = await readdir(path).catch((cause) => {
    if (cause.code === "ENOENT") return [];
    throw new Refusal("app.folder-not-empty", { folder }, { cause });
  });
  if (there.some((name) => name !== ".git")) throw new Refusal("app.folder-not-empty", { folder });
}

const anyDocument = z.looseObject({ name: z.string() });

async function writeDocuments(path: string, label: string): Promise<string[]> {
  const from = join(starter, "metadata");
  return Promise.all(
    (await readdir(from)).map(async (file) => {
      const { $schema, ...said } = anyDocument.parse(JSON.parse(await readFile(join(from, file), "utf8")));
      const own = file === "app.json" ? { name: nameOf(label), label: { fr: label, en: label } } : {};
      const document = { $schema, ...withFormat({ ...said, ...own }) };
      return write(join(path, "metadata", file), `${JSON.stringify(document, null, 2)}\n`);
    }),
  );
}

/** The name of an app as metadata names things: “Müller & Fils” is `muller_fils`. */
function nameOf(label: string): string {
  const plain = label.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const name = plain.replace(/[^a-z0-9]+/g, "_").replace(/^[^a-z]+|_+$/g, "");
  return name.slice(0, 40) || "app";
}

function readMe(): Promise<string> {
  return readFile(join(starter, `README.${terminalLanguage() === "fr" ? "fr" : "en"}.md`), "utf8");
}

async function copyFolder(from: string, to: string): Promise<string[]> {
  await cp(from, to, { recursive: true });
  return (await readdir(to)).map((file) => join(to, file));
}

async function write(path: string, text: string): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text, { flag: "wx" });
  return path;
}

function nextWords(folder: string): string {
  return terminalLanguage() === "fr"
    ? `Le dossier ${folder} est prêt. Pour le démarrer : dossier start ${folder}`
    : `The folder ${folder} is ready. To start it: dossier start ${folder}`;
}
