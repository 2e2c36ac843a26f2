import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Command } from "commander";
import { invalidRequest } from "../../core/errors/index.ts";
import { exportOrder, exportRecords } from "../exchange/index.ts";
import { atWork } from "./house.ts";
import { type Outcome, run } from "./run.ts";

interface ExportOptions {
  readonly out?: string;
  readonly json?: boolean;
}

/** `dossier export <type>`. */
export function exportCommand(program: Command): void {
  program
    .command("export")
    .description("export the records of a type as CSV or Excel")
    .argument("<type>")
    .option("--out <file>", "the file to write; named after the type otherwise")
    .option("--format <format>", "csv or xlsx", "csv")
    .option("--filter <expression>", "only records for which it holds")
    .option("--search <words>", "only records that are found by these words")
    .option("--select <fields>", "the columns: number,customer(name,city)")
    .option("--sort <fields>", "the order: -due,number")
    .option("--language <language>", "of the headers: fr or en")
    .option("--delimiter <delimiter>", "of a CSV: , ; | or tab")
    .option("--decimal <sign>", "of a CSV: . or ,")
    .option("--json", "answer in JSON")
    .action((type: string, options: ExportOptions) => run(options, () => exportType(type, options)));
}

function exportType(type: string, { out, json: _json, ...options }: ExportOptions): Promise<Outcome> {
  const order = exportOrder.safeParse(options);
  if (!order.success) throw invalidRequest(order.error);
  return atWork(async ({ crm }) => {
    const { name, content } = await exportRecords(crm, { ...order.data, type });
    const file = out ?? name;
    await pipeline(Readable.from(content), createWriteStream(file));
    return { json: { file }, words: [file] };
  });
}
