import { stringify } from "csv-stringify/sync";
import type { Cell } from "../../metamodel/field-type.ts";
import { guardCell } from "./formula-guard.ts";

/** One line of a CSV file with its end, safe to be opened in a spreadsheet. */
export function csvLine(cells: readonly Cell[], delimiter: string): string {
  const texts = cells.map((cell) => {
    if (typeof cell === "string") return guardCell(cell);
    return cell instanceof Date ? cell.toISOString() : String(cell ?? "");
  });
  return stringify([texts], {
    delimiter,
    record_delimiter: "\r\n",
    // A line end of any kind, or spaces at the rim, survive only inside quotes; so does a row of one empty cell.
    quoted_match: /[\r\n"]|^\s|\s$/,
    quoted_empty: texts.length === 1,
  });
}
