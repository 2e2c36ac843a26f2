import { readdir, readFile } from "node:fs/promises";
import { join, relative, resolve, sep } from "node:path";
import { type Fault, Refusal } from "../../core/errors/index.ts";
import { kindOf, parseDocument } from "../../metamodel/check/index.ts";
import type { MetadataDocument } from "../../metamodel/index.ts";
import { keyOf } from "./state.ts";

/** A document with the file it is in, as a path from the app's folder. */
export interface FiledDocument {
  readonly file: string;
  readonly document: MetadataDocument;
  /** Texts kept in files of their own: place in the document → path from the app's folder. */
  readonly texts: Readonly<Record<string, string>>;
}

/**
 * The documents of an app folder: every `metadata/**.json`, with template texts `file:letters/reminder.fr.html` read
 * from `templates/`. Throws `metadata.no-folder`, or `metadata.invalid` with every fault of every file, its path in
 * front: `metadata/case.json fields[2].type`.
 */
export async function readAppFolder(folder: string): Promise<MetadataDocument[]> {
  return (await readFiledDocuments(folder)).map(({ document }) => document);
}

/** As `readAppFolder`, with where each document was found. */
export async function readFiledDocuments(folder: string): Promise<FiledDocument[]> {
  const files = await jsonFiles(folder);
  const read = await Promise.all(files.map((file) => readOne(folder, file)));
  const filed = read.flatMap((one) => ("document" in one ? [one] : []));
  const faults = [...read.flatMap((one) => ("faults" in one ? one.faults : [])), ...twice(filed)];
  if (faults.length > 0) throw new Refusal("metadata.invalid", { count: faults.length }, { faults });
  return filed;
}

async function jsonFiles(folder: string): Promise<string[]> {
  const metadata = join(folder, "metadata");
  try {
    const entries = await readdir(metadata, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() && entry.name.endsWith(".json"))
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, "/"))
      .sort();
  } catch (cause) {
    throw new Refusal("metadata.no-folder", { folder }, { cause });
  }
}

async function readOne(folder: string, file: string): Promise<FiledDocument | { faults: readonly Fault[] }> {
  try {
    const json: unknown = JSON.parse((await readFile(join(folder, file), "utf8")).replace(/^\uFEFF/, ""));
    const texts: Record<string, string> = {};
    const whole = await withTexts(folder, json, { place: "", texts });
    const parsed = parseDocument(kindOf(whole), whole);
    if ("document" in parsed) return { file, document: parsed.document, texts };
    return { faults: parsed.faults.map((fault) => ({ ...fault, path: inFile(file, fault.path) })) };
  } catch (cause) {
    if (cause instanceof Refusal) return { faults: [{ path: file, code: cause.code, values: cause.values }] };
    const reason = cause instanceof Error ? cause.message : String(cause);
    return { faults: [{ path: file, code: "metadata.file", values: { file, reason } }] };
  }
}

/** Puts the content of files where a template's text names one. */
async function withTexts(
  folder: string,
  value: unknown,
  { place, texts }: { place: string; texts: Record<string, string> },
): Promise<unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const entries = await Promise.all(
    Object.entries(value).map(async ([key, member]) => {
      const own = place ? `${place}.${key}` : key;
      if (typeof member !== "string" || !member.startsWith("file:"))
        return [key, await withTexts(folder, member, { place: own, texts })] as const;
      texts[own] = `templates/${member.slice("file:".length)}`;
      return [key, await readText(folder, member.slice("file:".length))] as const;
    }),
  );
  return Object.fromEntries(entries);
}

async function readText(folder: string, name: string): Promise<string> {
  const templates = resolve(folder, "templates");
  const path = resolve(templates, name);
  const file = `templates/${name}`;
  if (!path.startsWith(templates + sep))
    throw new Refusal("metadata.file", { file, reason: "it is outside of the folder templates" });
  try {
    return (await readFile(path, "utf8")).replace(/^\uFEFF/, "");
  } catch (cause) {
    const missing = cause instanceof Error && "code" in cause && cause.code === "ENOENT";
    const reason = missing ? "there is no such file" : String(cause);
    throw new Refusal("metadata.file", { file, reason }, { cause });
  }
}

/** Behind the file only the place within the document is of interest. */
function inFile(file: string, path: string): string {
  const place = path.split(" ").slice(1).join(" ");
  return place ? `${file} ${place}` : file;
}

function twice(filed: readonly FiledDocument[]): Fault[] {
  const first = new Map<string, string>();
  return filed.flatMap(({ file, document: { kind, name } }): Fault[] => {
    const other = first.get(keyOf({ kind, name }));
    first.set(keyOf({ kind, name }), other ?? file);
    return other ? [{ path: file, code: "metadata.twice", values: { kind, name, other } }] : [];
  });
}
