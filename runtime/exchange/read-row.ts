import type { Fault } from "../../core/errors/index.ts";
import type { Cell } from "../../metamodel/field-type.ts";
import { wordsInCell } from "../../metamodel/fields/cell-lists.ts";
import type { Link, Plan, PlannedColumn } from "./plan.ts";
import type { Row } from "./read-csv.ts";

/** A row's values by field. What a reference names, or a list of them, is looked for later: it stands in `names`. */
export interface ReadRow extends Row {
  readonly values: Map<string, unknown>;
  readonly names: ReadonlyMap<PlannedColumn, readonly string[]>;
  readonly faults: Fault[];
}

/** Reads the cells of a row as the plan says. Paths of faults are fields. */
export function readRow(plan: Plan, row: Row): ReadRow {
  const values = new Map<string, unknown>();
  const names = new Map<PlannedColumn, readonly string[]>();
  const faults: Fault[] = [];
  const beyond = row.cells.slice(plan.width).some((cell) => cell !== null && cell !== "");
  if (beyond)
    faults.push({
      path: "",
      code: "import.too-many-cells",
      values: { count: row.cells.length, columns: plan.width },
    });
  for (const column of plan.columns) {
    const read = readCell(column, row.cells[column.index] ?? null);
    if ("value" in read) values.set(column.field.name, read.value);
    else if ("names" in read) names.set(column, read.names);
    else faults.push(read.fault);
  }
  return { ...row, values, names, faults };
}

type CellRead = { readonly value: unknown } | NamesRead;
type NamesRead = { readonly names: readonly string[] } | { readonly fault: Fault };

/** A cell as a value, as the names of records to be looked for, or why it is neither. An empty cell is no value. */
export function readCell(column: PlannedColumn, cell: Cell): CellRead {
  const { field, habits, link } = column;
  const meant = aliased(column, cell);
  if (meant === null || meant === "") return { value: null };
  const read = field.type.fromCell(meant, field.document, habits);
  if (isBlank(meant) && (link !== null || "unreadable" in read)) return { value: null };
  if ("value" in read) return read;
  if (link === null) return unreadable(column, read.unreadable);
  return link.isList
    ? readNames(column, link, wordsInCell(String(meant), ";|"))
    : readNames(column, link, [meant]);
}

function readNames(column: PlannedColumn, { field }: Link, cells: readonly Cell[]): NamesRead {
  const names: string[] = [];
  for (const cell of cells) {
    const meant = aliased(column, cell);
    const name = field ? field.type.fromCell(meant, field.document, column.habits) : { value: meant };
    if ("unreadable" in name) return unreadable(column, name.unreadable);
    names.push(String(name.value).trim());
  }
  return { names };
}

function aliased({ aliases }: PlannedColumn, cell: Cell): Cell {
  if (aliases.size === 0 || cell === null || cell instanceof Date) return cell;
  const text = String(cell);
  return aliases.get(text) ?? aliases.get(text.trim()) ?? cell;
}

function isBlank(cell: Cell): boolean {
  return typeof cell === "string" && cell.trim() === "";
}

function unreadable({ field }: PlannedColumn, reason: unknown): { readonly fault: Fault } {
  return { fault: { path: field.name, code: "import.unreadable", values: { reason } } };
}
