import { createReadStream, existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { plainWord } from "../../core/language/index.ts";
import type { MappingDocument } from "../../metamodel/index.ts";
import type { Crm } from "../crm.ts";
import { analyseFile, draftOf } from "./analyse.ts";
import { type ImportResult, importNow } from "./run-import.ts";
import { keepUpload } from "./uploads.ts";
import { inTransaction } from "./within.ts";

/** A file of an app's folder and the mapping it goes by. */
interface Mapped {
  readonly file: string;
  readonly mapping: MappingDocument;
}

const settingKey = "import.folder";

/**
 * Imports the CSV files and workbooks of a folder that a kept mapping is named after: `accounts.csv` goes by the mapping
 * `accounts` or `accounts_csv`. Files whose types are referred to go first. All or nothing, and once per workspace:
 * answers what became of each file, nothing where it was done before. Refused rows stand in the list of imports.
 */
export async function importFolder(
  crm: Crm,
  { folder, onProgress }: { folder: string; onProgress?: (done: number, total: number) => void },
): Promise<ReadonlyMap<string, ImportResult>> {
  const files = inOrder(crm, await mappedFiles(crm, folder));
  if (files.length === 0) return new Map();
  return inTransaction({ ...crm, door: "import" }, async (inner) => {
    const { sql } = inner.database;
    const begun = await sql`
      insert into kernel_setting (key, value) values (${settingKey}, ${sql.json({ folder })})
      on conflict (key) do nothing returning key`;
    const results = new Map<string, ImportResult>();
    if (begun.length === 0) return results;
    for (const one of files)
      results.set(
        one.file,
        await importOne(inner, { ...one, folder, ...(onProgress ? { onProgress } : {}) }),
      );
    return results;
  });
}

async function importOne(
  crm: Crm,
  {
    folder,
    file,
    mapping,
    onProgress,
  }: Mapped & { folder: string; onProgress?: (done: number, total: number) => void },
): Promise<ImportResult> {
  const upload = await keepUpload(crm, { name: file, content: createReadStream(join(folder, file)) });
  const draft = draftOf(crm, mapping.name);
  const { rows } = await analyseFile(crm, { upload, type: mapping.type, asked: draft });
  const order = { upload: { ...upload, rows }, type: mapping.type, mapping: draft };
  const result = await importNow(crm, { ...order, ...(onProgress ? { onProgress } : {}) });
  if (result.refused > 0)
    crm.log.warn({ file, refused: result.refused }, "rows of an app's file were refused");
  return result;
}

async function mappedFiles({ model }: Crm, folder: string): Promise<Mapped[]> {
  if (!existsSync(folder)) return [];
  const files = (await readdir(folder)).filter((file) => /\.(csv|xlsx)$/i.test(file)).sort();
  return files.flatMap((file) => {
    const ending = extname(file);
    const name = plainWord(basename(file, ending)).replace(/[^a-z0-9]+/g, "_");
    const mapping =
      model.mappings.get(name) ?? model.mappings.get(`${name}_${ending.slice(1).toLowerCase()}`);
    return mapping ? [{ file, mapping }] : [];
  });
}

/** A file waits for those that bring the records it refers to; in a circle the alphabet decides. */
function inOrder({ model }: Crm, files: readonly Mapped[]): Mapped[] {
  const ordered: Mapped[] = [];
  let waiting = [...files];
  const baseOf = (type: string) => model.types.get(type)?.base;
  const targets = ({ mapping }: Mapped) =>
    mapping.columns.flatMap(({ field: name }) => {
      const field = model.types.get(mapping.type)?.fields.get(name ?? "");
      const relation = field?.type.relation(field.document);
      return relation?.kind === "one" || relation?.kind === "keys" ? [baseOf(relation.to)] : [];
    });
  while (waiting.length > 0) {
    const isReady = (one: Mapped) =>
      waiting.every((other) => other === one || !targets(one).includes(baseOf(other.mapping.type)));
    const next = waiting.find(isReady) ?? waiting[0];
    if (!next) break;
    ordered.push(next);
    waiting = waiting.filter((one) => one !== next);
  }
  return ordered;
}
