import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Command } from "commander";
import * as z from "zod";
import { Refusal, shapeReason } from "../../core/errors/index.ts";
import type { Crm } from "../crm.ts";
import {
  analyseFile,
  importNow,
  keepUpload,
  keptMapping,
  type Mapping,
  mappingDraft,
  previewImport,
  type RefusedLine,
  readImport,
  refusedCsv,
  refusedLines,
} from "../exchange/index.ts";
import { atWork } from "./house.ts";
import { progressBar } from "./progress.ts";
import { type Outcome, run, terminalLanguage } from "./run.ts";

interface ImportOptions {
  readonly type?: string;
  readonly mapping?: string;
  readonly dryRun?: boolean;
  readonly refused?: string;
  readonly json?: boolean;
}

/** `dossier import <file>`. */
export function importCommand(program: Command): void {
  program
    .command("import")
    .description("import a CSV file or an Excel workbook")
    .argument("<file>")
    .option("--type <type>", "the type its rows become records of; said by the mapping otherwise")
    .option("--mapping <mapping>", "the name of a kept mapping, or a JSON file; proposed by names otherwise")
    .option("--dry-run", "try the first 5,000 rows and write nothing")
    .option("--refused <file>", "write the refused rows with their reasons into a CSV file")
    .option("--json", "answer in JSON")
    .action((file: string, options: ImportOptions) => run(options, () => importFile(file, options)));
}

function importFile(file: string, options: ImportOptions): Promise<Outcome> {
  if (!existsSync(file)) throw new Refusal("import.path-missing", { file });
  return atWork(async (at) => {
    const crm: Crm = { ...at.crm, door: "import" };
    const { type, mapping: asked } = await wanted(crm, options);
    const upload = await keepUpload(crm, { name: basename(file), content: createReadStream(file) });
    const analysis = await analyseFile(crm, { upload, type, ...(asked ? { asked } : {}) });
    const mapping = asked ?? analysis.mapping;
    const order = { upload: { ...upload, rows: analysis.rows }, type, mapping };
    if (options.dryRun) {
      const preview = await previewImport(crm, order);
      return { json: preview, words: report(preview, preview.refusedLines) };
    }
    const bar = progressBar(basename(file));
    const result = await importNow(crm, { ...order, onProgress: bar.show }).finally(bar.end);
    const done = await readImport(crm, result.import);
    if (options.refused && result.refused > 0)
      await pipeline(Readable.from(refusedCsv(crm, done)), createWriteStream(options.refused));
    const lines = await refusedLines(crm, done, { limit: 20 });
    return { json: { ...result, refusedLines: lines }, words: report(result, lines) };
  });
}

const mappingFile = z.looseObject({ type: z.string().optional() });

/** The type and the mapping that were asked for; no mapping means: as it is proposed. */
async function wanted(
  crm: Crm,
  { type, mapping: said }: ImportOptions,
): Promise<{ type: string; mapping: Mapping | undefined }> {
  if (said === undefined) return { type: mustSay(type), mapping: undefined };
  if (!said.endsWith(".json")) {
    const own = type ?? crm.model.mappings.get(said)?.type;
    return { type: mustSay(own), mapping: keptMapping(crm, { type: mustSay(own), name: said }) };
  }
  const read = await readMapping(said);
  return { type: mustSay(type ?? read.type), mapping: read.mapping };
}

/** A mapping document of an app, or a mapping as the wizard sends it. */
async function readMapping(file: string): Promise<{ type: string | undefined; mapping: Mapping }> {
  if (!existsSync(file)) throw new Refusal("import.path-missing", { file });
  try {
    const json = mappingFile.parse(JSON.parse(await readFile(file, "utf8")));
    const { $schema: _s, kind: _k, name: _n, label: _l, type, ...draft } = json;
    return { type, mapping: mappingDraft.parse(draft) };
  } catch (cause) {
    const reason = cause instanceof z.ZodError ? shapeReason(cause) : String(cause);
    throw new Refusal("import.mapping-file", { file, reason }, { cause });
  }
}

function mustSay(type: string | undefined): string {
  if (type !== undefined) return type;
  throw new Refusal("request.invalid", { reason: "--type <type>" });
}

interface Counts {
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly refused: number;
}

function report({ created, changed, unchanged, refused }: Counts, lines: readonly RefusedLine[]): string[] {
  const fr = terminalLanguage() === "fr";
  const counts = fr
    ? `${created} créées, ${changed} modifiées, ${unchanged} inchangées, ${refused} refusées`
    : `${created} created, ${changed} changed, ${unchanged} unchanged, ${refused} refused`;
  const shown = lines.slice(0, 20).map(({ line, faults }) => {
    const reasons = faults.map(({ column, message }) => (column ? `${column}: ${message}` : message));
    return `  ${fr ? "ligne" : "line"} ${line}: ${reasons.join(" / ")}`;
  });
  const more = refused - shown.length;
  return [counts, ...shown, ...(more > 0 ? [fr ? `  et ${more} autres` : `  and ${more} more`] : [])];
}
