import { Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { Refusal } from "../../core/errors/index.ts";
import type { Cell } from "../../metamodel/field-type.ts";
import type { Delimiter } from "./delimiter.ts";
import { decode, type Encoding } from "./encoding.ts";
import { unguardCell } from "./formula-guard.ts";

/** One row of a file and the line it begins on, counted from 1. */
export interface Row {
  readonly line: number;
  readonly cells: readonly Cell[];
}

export const limits = { columns: 2_000, cell: 1_000_000, row: 16_000_000 };

/** The rows of a CSV file one by one, never the whole of it. Throws `import.*` with the line for what is wrong. */
export async function* readCsv(
  content: Readable,
  { encoding, delimiter }: { encoding: Encoding; delimiter: Delimiter },
): AsyncGenerator<Row> {
  const text = Readable.from(decode(content, encoding));
  const parser = parse({
    delimiter,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    record_delimiter: ["\r\n", "\n", "\r"],
    max_record_size: limits.row,
  });
  // A pipe passes no errors on.
  text.once("error", (cause) => parser.destroy(cause));
  text.pipe(parser);
  let ended = 0;
  try {
    for await (const parsed of parser) {
      const { record, info }: { record: string[]; info: { lines: number } } = parsed;
      yield { line: beginOf(record, info.lines, ended), cells: cellsOf(record, info.lines) };
      ended = info.lines;
    }
  } catch (cause) {
    throw inWords(cause, ended + 1);
  } finally {
    text.destroy();
    content.destroy();
  }
}

/** Empty lines are skipped, so a row's beginning is counted back from its end. */
function beginOf(record: readonly string[], end: number, before: number): number {
  if (end === before + 1) return end;
  const breaks = record.reduce((count, cell) => count + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0);
  return Math.max(before + 1, end - breaks);
}

function cellsOf(record: readonly string[], line: number): readonly Cell[] {
  if (record.length > limits.columns)
    throw new Refusal("import.too-many-columns", { line, count: record.length, limit: limits.columns });
  return record.map((cell, index) => {
    if (cell.length <= limits.cell) return unguardCell(cell);
    throw new Refusal("import.cell-too-large", { line, column: index + 1, limit: "1 MB" });
  });
}

function inWords(cause: unknown, line: number): unknown {
  if (!(cause instanceof CsvError)) return cause;
  // A row over several lines is one that a quote holds open.
  const isOneLine = typeof cause.lines === "number" && cause.lines <= line;
  if (cause.code === "CSV_MAX_RECORD_SIZE" && isOneLine)
    return new Refusal("import.row-too-large", { line, limit: "16 MB" }, { cause });
  return new Refusal("import.quotes", { line }, { cause });
}
