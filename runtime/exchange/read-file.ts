import type { Readable } from "node:stream";
import { Refusal } from "../../core/errors/index.ts";
import type { Storage } from "../../core/storage/storage.ts";
import type { Cell } from "../../metamodel/field-type.ts";
import { type Delimiter, guessDelimiter } from "./delimiter.ts";
import { decode, type Encoding, guessEncoding } from "./encoding.ts";
import { type Row, readCsv } from "./read-csv.ts";
import { largestWorkbook, readWorkbook } from "./read-workbook.ts";

/** How a file is to be read. */
export type Format =
  | { readonly kind: "csv"; readonly encoding: Encoding; readonly delimiter: Delimiter }
  | { readonly kind: "xlsx" };

/** What the reader may say against the guess. */
export interface Asked {
  readonly encoding?: Encoding | undefined;
  readonly delimiter?: Delimiter | undefined;
}

/** A file opened for reading: the names of its columns, and its rows, which are read once. */
export interface Table {
  readonly header: readonly string[];
  readonly rows: AsyncGenerator<Row>;
}

interface Kept {
  readonly hash: string;
  readonly size: number;
}

/** Finds out how a kept file is written. Throws `import.empty`, `import.binary`. */
export async function guessFormat(
  storage: Storage,
  { hash, size }: Kept,
  asked: Asked = {},
): Promise<{ format: Format; doubt: string | null }> {
  if (size === 0) throw new Refusal("import.empty");
  const begin = await firstBytes(await storage.open(hash), 4);
  if (begin.equals(Buffer.from("PK\x03\x04", "latin1"))) return { format: { kind: "xlsx" }, doubt: null };
  const guess = asked.encoding
    ? { encoding: asked.encoding, doubt: null }
    : await guessEncoding(await storage.open(hash));
  const delimiter =
    asked.delimiter ?? guessDelimiter(await firstText(await storage.open(hash), guess.encoding));
  return { format: { kind: "csv", encoding: guess.encoding, delimiter }, doubt: guess.doubt };
}

/** Opens a kept file. Throws `import.*` for what cannot be read, with the line. */
export async function openTable(storage: Storage, { hash, size }: Kept, format: Format): Promise<Table> {
  if (format.kind === "xlsx" && size > largestWorkbook)
    throw new Refusal("import.workbook", { limit: "50 MB" });
  const rows =
    format.kind === "xlsx"
      ? readWorkbook(await storage.read(hash))
      : readCsv(await storage.open(hash), format);
  const first = await rows.next();
  if (first.done) throw new Refusal("import.empty");
  return { header: columnNames(first.value.cells), rows };
}

/** The headers as they stand, each once: an unnamed column is called by its letter, a second “Phone” “Phone (2)”. */
function columnNames(cells: readonly Cell[]): string[] {
  const names: string[] = [];
  for (const [index, cell] of cells.entries()) {
    const name =
      String(cell ?? "")
        .trim()
        .slice(0, 490) || letterOf(index);
    let own = name;
    for (let n = 2; names.includes(own); n++) own = `${name} (${n})`;
    names.push(own);
  }
  return names;
}

/** `A`, `B` … `Z`, `AA`: as spreadsheets call their columns. */
function letterOf(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : letterOf(Math.floor(index / 26) - 1) + last;
}

async function firstBytes(content: Readable, count: number): Promise<Buffer> {
  let first = Buffer.alloc(0);
  for await (const chunk of content) {
    first = Buffer.concat([first, Buffer.from(chunk)]);
    if (first.length >= count) break;
  }
  return first.subarray(0, count);
}

async function firstText(content: Readable, encoding: Encoding): Promise<string> {
  let first = "";
  for await (const text of decode(content, encoding)) {
    first += text;
    if (first.length > 200_000) break;
  }
  content.destroy();
  return first;
}
