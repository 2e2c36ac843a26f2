import type { Crm } from "../crm.ts";
import { csvLine } from "./csv-line.ts";
import { type ImportRun, refusedLines } from "./imports.ts";
import { guessFormat, openTable } from "./read-file.ts";
import { findUpload } from "./uploads.ts";

/** The refused rows as a CSV that can be corrected and imported again: their cells, then line and reasons. */
export async function* refusedCsv(crm: Crm, run: ImportRun): AsyncGenerator<string> {
  const delimiter = run.mapping.delimiter ?? ";";
  const header = await headerOf(crm, run);
  const fr = crm.habits.language === "fr";
  yield `\ufeff${csvLine([...header, fr ? "Ligne" : "Line", fr ? "Motif" : "Reason"], delimiter)}`;
  for (let after = 0; ; ) {
    const lines = await refusedLines(crm, run, { after, limit: 500 });
    for (const { line, cells, faults } of lines) {
      const filled = header.map((_, index) => cells[index] ?? null);
      const reasons = faults.map(({ column, message }) => (column ? `${column}: ${message}` : message));
      yield csvLine([...filled, line, reasons.join(" / ")], delimiter);
    }
    const last = lines.at(-1);
    if (!last) return;
    after = last.line;
  }
}

/** The columns of the file, or those of the mapping where the file is gone. */
async function headerOf(crm: Crm, { upload, mapping }: ImportRun): Promise<readonly string[]> {
  try {
    const file = await findUpload(crm, upload);
    const { format } = await guessFormat(crm.storage, file, mapping);
    const { header, rows } = await openTable(crm.storage, file, format);
    await rows.return(undefined);
    return header;
  } catch {
    return mapping.columns.map(({ column }) => column);
  }
}
