import { writeXlsxStream } from "hucre/xlsx";
import * as z from "zod";
import { Refusal } from "../../core/errors/index.ts";
import { inWords } from "../../core/language/index.ts";
import type { Cell } from "../../metamodel/field-type.ts";
import { rightsOn } from "../access/index.ts";
import type { Crm } from "../crm.ts";
import { noteReading } from "../readings/index.ts";
import { streamRecords } from "../records/index.ts";
import { csvLine } from "./csv-line.ts";
import { type ExportColumn, exportColumns } from "./export-columns.ts";
import { importType } from "./plan.ts";

/** What is exported and how it is written. Conditions are those of the list. */
export const exportOrder = z.object({
  format: z.enum(["csv", "xlsx"]).default("csv"),
  filter: z.string().optional(),
  search: z.string().optional(),
  select: z.string().optional(),
  sort: z.string().optional(),
  archived: z.enum(["without", "with", "only"]).optional(),
  language: z.enum(["fr", "en"]).optional(),
  /** Of a CSV: `;` where nobody says, as Excel takes it in Switzerland and France. */
  delimiter: z.enum([",", ";", "\t", "|", "tab"]).default(";"),
  /** Of a CSV; as the app's country writes it where nobody says. */
  decimal: z.enum([".", ","]).optional(),
});
export type ExportOrder = z.infer<typeof exportOrder>;

/** A file that is written while it is read. */
export interface Exported {
  readonly name: string;
  readonly mime: string;
  readonly content: AsyncIterable<Uint8Array | string>;
}

/** Exports the records of a list. Throws at once what cannot be asked: `export.denied`, `query.*`, `expression.*`. */
export async function exportRecords(
  crm: Crm,
  { type: name, ...order }: ExportOrder & { type: string },
): Promise<Exported> {
  const type = importType(crm, name);
  if (rightsOn(crm, { type, action: "export" }).answer === "deny") throw new Refusal("export.denied");
  const { language = crm.habits.language, format } = order;
  const reader: Crm = { ...crm, habits: { ...crm.habits, language } };
  const columns = exportColumns(reader, { type, select: order.select });
  const rows = await begun(cellsOf(reader, { type: type.name, order, columns }));
  const title = inWords(type.plural, language);
  if (format === "xlsx")
    return { name: `${title}.xlsx`, mime: xlsxMime, content: workbook(rows, { title, columns }) };
  return {
    name: `${title}.csv`,
    mime: "text/csv; charset=utf-8",
    content: csv(reader, { rows, columns, order }),
  };
}

const xlsxMime = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

async function* cellsOf(
  crm: Crm,
  { type, order, columns }: { type: string; order: ExportOrder; columns: readonly ExportColumn[] },
): AsyncGenerator<Cell[][]> {
  const { filter, search, select, sort, archived } = order;
  const conditions = {
    type,
    filter,
    search,
    sort: sort || undefined,
    archived,
    select: select?.trim() || undefined,
    may: "export" as const,
  };
  for await (const page of streamRecords(crm, conditions)) {
    const detail = { filter, search, format: order.format };
    await noteReading(crm, { how: "export", type, select: conditions.select, detail, answer: page });
    yield page.map((record) => columns.map((column) => column.cell(record)));
  }
}

/** The pages with the first one already read, so that what is refused is refused before anything is sent. */
async function begun<Page>(pages: AsyncGenerator<Page>): Promise<AsyncGenerator<Page>> {
  const first = await pages.next();
  return (async function* () {
    if (!first.done) yield first.value;
    yield* pages;
  })();
}

interface Writing {
  readonly rows: AsyncIterable<Cell[][]>;
  readonly columns: readonly ExportColumn[];
  readonly order: ExportOrder;
}

async function* csv({ habits }: Crm, { rows, columns, order }: Writing): AsyncGenerator<string> {
  const delimiter = order.delimiter === "tab" ? "\t" : order.delimiter;
  const decimal = order.decimal ?? (habits.country === "FR" ? "," : ".");
  const headers = columns.map(({ header }) => header);
  yield `\ufeff${csvLine(headers, delimiter)}`;
  for await (const page of rows) {
    const lines = page.map((cells) => {
      const written = cells.map((cell, index) => (decimal === "," ? comma(cell, columns[index]) : cell));
      return csvLine(written, delimiter);
    });
    yield lines.join("");
  }
}

/** A decimal number with a comma; every other cell as it is. */
function comma(cell: Cell, column: ExportColumn | undefined): Cell {
  const isNumber = typeof cell === "number" || column?.field?.type.expressionType === "decimal";
  const text = String(cell ?? "");
  return isNumber && /^-?\d+\.\d+$/.test(text) ? text.replace(".", ",") : cell;
}

function workbook(
  rows: AsyncIterable<Cell[][]>,
  { title, columns }: { title: string; columns: readonly ExportColumn[] },
): AsyncIterable<Uint8Array> {
  // Characters that sheet names do not take, and their greatest length.
  const name = title.replace(/[[\]:*?/\\']/g, " ").slice(0, 25) || "1";
  return writeXlsxStream(sheetRows(rows, columns), { name, freezePane: { rows: 1 } });
}

async function* sheetRows(
  rows: AsyncIterable<Cell[][]>,
  columns: readonly ExportColumn[],
): AsyncGenerator<Cell[]> {
  yield columns.map(({ header }) => header);
  for await (const page of rows) yield* page.map((cells) => cells.map(sheetCell));
}

/** Workbooks write odd characters as `_x000D_`; a text that looks like that is protected (ISO/IEC 29500, ST_Xstring). */
function sheetCell(cell: Cell): Cell {
  return typeof cell === "string" ? cell.replace(/_(?=x[0-9a-f]{4}_)/gi, "_x005F_") : cell;
}
