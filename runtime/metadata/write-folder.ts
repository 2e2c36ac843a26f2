import { existsSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { sameJson } from "../../metamodel/changes/index.ts";
import type { MetadataDocument } from "../../metamodel/index.ts";
import { withFormat } from "../../metamodel/upgrades/index.ts";
import { type FiledDocument, readFiledDocuments } from "./read-folder.ts";
import { keyOf } from "./state.ts";

/** What writing a folder did, as paths from the folder. */
export interface WrittenFolder {
  readonly written: readonly string[];
  readonly removed: readonly string[];
  /** Documents whose files already said the same; they were left as their authors formatted them. */
  readonly unchanged: number;
}

/**
 * Makes an app folder say what the documents say. A document keeps its file and its text files; new ones get
 * `metadata/<name>.<kind>.json`, templates their texts below `templates/`. Files of documents that are gone go too.
 */
export async function writeAppFolder(
  folder: string,
  { documents }: { documents: readonly MetadataDocument[] },
): Promise<WrittenFolder> {
  const filed = existsSync(join(folder, "metadata")) ? await readFiledDocuments(folder) : [];
  const places = new Map(filed.map((one) => [keyOf(one.document), one]));
  const names = new Set(documents.map(keyOf));
  const written: string[] = [];
  let unchanged = 0;
  for (const document of documents) {
    const old = places.get(keyOf(document));
    if (old && sameJson(withoutSchema(old.document), withoutSchema(document))) unchanged++;
    else written.push(...(await writeOne(folder, document, old)));
  }
  const gone = filed.filter(({ document }) => !names.has(keyOf(document)));
  const removed = gone.flatMap(({ file, texts }) => [file, ...Object.values(texts)]);
  for (const file of removed) await rm(join(folder, file), { force: true });
  return { written, removed, unchanged };
}

async function writeOne(
  folder: string,
  document: MetadataDocument,
  old: FiledDocument | undefined,
): Promise<string[]> {
  const file = old?.file ?? `metadata/${document.name}.${document.kind}.json`;
  const texts = old && Object.keys(old.texts).length > 0 ? old.texts : newTexts(document);
  const body = structuredClone<unknown>(withoutSchema(document));
  const written = [file];
  for (const [place, path] of Object.entries(texts)) {
    const text = takeOut(body, place.split("."), `file:${path.slice("templates/".length)}`);
    if (text === null) continue;
    await writeText(join(folder, path), text);
    written.push(path);
  }
  const { kind, ...said } = Object.fromEntries(Object.entries(body ?? {}));
  // A folder of its own brings the schemas; the examples find them in the house.
  const own = existsSync(join(folder, "schemas", `${kind}.json`));
  const schema = document.$schema ?? `../${own ? "schemas" : "../../metamodel/generated"}/${kind}.json`;
  await writeText(
    join(folder, file),
    `${JSON.stringify({ $schema: schema, ...withFormat(said) }, null, 2)}\n`,
  );
  return written;
}

/** The bodies of a new template get a file for each language. */
function newTexts(document: MetadataDocument): Record<string, string> {
  if (document.kind !== "template") return {};
  const ending = document.channel === "email" ? "mjml" : "html";
  const languages = Object.keys(document.body);
  return Object.fromEntries(
    languages.map((language) => [`body.${language}`, `templates/${document.name}.${language}.${ending}`]),
  );
}

/** Puts a reference in the place of a text and gives the text; null where there is none. */
function takeOut(body: unknown, [step, ...rest]: readonly string[], reference: string): string | null {
  if (typeof body !== "object" || body === null || step === undefined) return null;
  const member: unknown = Reflect.get(body, step);
  if (rest.length > 0) return takeOut(member, rest, reference);
  if (typeof member !== "string") return null;
  Reflect.set(body, step, reference);
  return member;
}

async function writeText(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}

function withoutSchema({ $schema: _, ...document }: MetadataDocument): object {
  return document;
}
