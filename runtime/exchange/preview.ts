import type { Crm } from "../crm.ts";
import { importRows } from "./import-rows.ts";
import {
  newImport,
  type RefusedLine,
  readImport,
  refusedLines,
  type ShownFault,
  shownFault,
} from "./imports.ts";
import type { Mapping, Plan } from "./plan.ts";
import { open } from "./run-import.ts";
import type { Upload } from "./uploads.ts";
import { rehearse } from "./within.ts";
import type { Outcome } from "./write-batch.ts";

/** What an import would do. */
export interface Preview {
  /** Rows that were tried. */
  readonly rows: number;
  /** False where the file has more rows than were tried. */
  readonly complete: boolean;
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly refused: number;
  /** The first 100 rows. */
  readonly lines: readonly PreviewLine[];
  /** The first 100 refused rows, wherever they stand. */
  readonly refusedLines: readonly RefusedLine[];
  /** Every reason with how often it occurs, the most frequent first. */
  readonly reasons: readonly Reason[];
}

export interface PreviewLine {
  readonly line: number;
  readonly outcome: "created" | "changed" | "unchanged" | "refused";
  /** In the order of the mapped columns. */
  readonly cells: readonly PreviewCell[];
  readonly faults: readonly ShownFault[];
}

export interface PreviewCell {
  readonly column: string;
  readonly field: string;
  readonly text: string;
  /** Canonical; null where the cell is empty or cannot be read. */
  readonly value: unknown;
  /** As a person will read it. */
  readonly words: string;
}

export interface Reason {
  readonly column: string | null;
  readonly message: string;
  readonly count: number;
  /** The first lines it concerns. */
  readonly lines: readonly number[];
}

const mostRows = 5_000;
const mostShown = 100;

/**
 * Imports the first 5,000 rows in a transaction that is taken back, so that rules, rights, unique values and
 * references are told as they will be. Numbers drawn from a sequence on the way stay drawn.
 */
export async function previewImport(
  crm: Crm,
  { upload, type, mapping }: { upload: Upload; type: string; mapping: Mapping },
): Promise<Preview> {
  const { plan, rows } = await open(crm, { upload, type, mapping });
  const shown = new Map<number, PreviewLine>();
  const reasons = new Map<
    string,
    { column: string | null; message: string; count: number; lines: number[] }
  >();
  // Through the door of the import itself: its rights, and what only it may fill, are told as they will be.
  return rehearse({ ...crm, door: "import" }, async (inner) => {
    shown.clear();
    reasons.clear();
    const id = await newImport(inner, { upload, type, mapping });
    const complete = await importRows(inner, {
      id,
      plan,
      rows,
      skip: 0,
      limit: mostRows,
      onBatch: (outcomes) => {
        for (const outcome of outcomes) look(crm, { outcome, plan, type, mapping, shown, reasons });
      },
    });
    const run = await readImport(inner, id);
    const { created, changed, unchanged, refused, done } = run;
    return {
      rows: done,
      complete,
      created,
      changed,
      unchanged,
      refused,
      lines: [...shown.values()].sort((a, b) => a.line - b.line),
      refusedLines: await refusedLines(inner, run, { limit: mostShown }),
      reasons: [...reasons.values()].sort((a, b) => b.count - a.count).slice(0, mostShown),
    };
  });
}

interface Looking {
  readonly outcome: Outcome;
  readonly plan: Plan;
  readonly type: string;
  readonly mapping: Mapping;
  readonly shown: Map<number, PreviewLine>;
  readonly reasons: Map<string, { column: string | null; message: string; count: number; lines: number[] }>;
}

function look(crm: Crm, { outcome, plan, type, mapping, shown, reasons }: Looking): void {
  if (outcome.what === "waiting") return;
  const { row, what } = outcome;
  const faults =
    outcome.what === "refused"
      ? outcome.faults.map((fault) => shownFault(crm, { type, mapping, line: row.line, fault }))
      : [];
  for (const { column, message } of faults) {
    const key = JSON.stringify([column, message]);
    const reason = reasons.get(key) ?? { column, message, count: 0, lines: [] };
    reason.count += 1;
    if (reason.lines.length < 10) reason.lines.push(row.line);
    if (reasons.size < 10_000) reasons.set(key, reason);
  }
  if (shown.size >= mostShown) return;
  shown.set(row.line, { line: row.line, outcome: what, cells: cellsOf(crm, plan, outcome), faults });
}

function cellsOf({ habits }: Crm, plan: Plan, { row }: Outcome): PreviewCell[] {
  return plan.columns.map((column) => {
    const { field } = column;
    const cell = row.cells[column.index] ?? null;
    const text = cell instanceof Date ? cell.toISOString() : String(cell ?? "");
    const value = row.values.get(field.name) ?? null;
    const name = row.names.get(column)?.join(", ");
    const words = value === null ? "" : (name ?? field.type.format(value, field.document, habits));
    return { column: column.column, field: field.name, text: text.slice(0, 500), value, words };
  });
}
