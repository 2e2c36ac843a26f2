import { streamXlsxRows } from "hucre/xlsx";
import { mustUnpack } from "../../core/archive-limits.ts";
import { Refusal } from "../../core/errors/index.ts";
import type { Cell } from "../../metamodel/field-type.ts";
import { limits, type Row } from "./read-csv.ts";

/** Workbooks are read from memory: beyond this a CSV is the better file. */
export const largestWorkbook = 50_000_000;
const unpacking = { entries: 5_000, unpacked: 600_000_000 };

/** The rows of the first sheet of an Excel workbook. Throws `import.workbook` for what cannot be read, `archive.*`. */
export async function* readWorkbook(content: Buffer): AsyncGenerator<Row> {
  await mustUnpack(content, unpacking).catch(brokenAsUnreadable);
  const rows = streamXlsxRows(content);
  for (;;) {
    const next = await rows.next().catch((cause: unknown) => {
      throw new Refusal("import.workbook", { limit: "50 MB" }, { cause });
    });
    if (next.done) return;
    const line = next.value.index + 1;
    const cells = trimmed(next.value.values.map(cellOf));
    if (cells.length > limits.columns)
      throw new Refusal("import.too-many-columns", { line, count: cells.length, limit: limits.columns });
    const large = cells.findIndex((cell) => typeof cell === "string" && cell.length > limits.cell);
    if (large >= 0) throw new Refusal("import.cell-too-large", { line, column: large + 1, limit: "1 MB" });
    if (cells.length > 0) yield { line, cells };
  }
}

function brokenAsUnreadable(cause: unknown): never {
  if (cause instanceof Refusal && cause.code !== "archive.broken") throw cause;
  throw new Refusal("import.workbook", { limit: "50 MB" }, { cause });
}

function cellOf(value: unknown): Cell {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  return value instanceof Date ? value : null;
}

/** Without the empty cells at the end: sheets keep formats far to the right of what they hold. */
function trimmed(cells: readonly Cell[]): readonly Cell[] {
  let end = cells.length;
  while (end > 0 && (cells[end - 1] === null || cells[end - 1] === "")) end -= 1;
  return cells.slice(0, end);
}
