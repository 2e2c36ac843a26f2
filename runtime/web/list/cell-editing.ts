import { useState } from "react";
import { type Field, isEntered } from "../../../metamodel/index.ts";
import type { RecordJson } from "../api/shapes.ts";
import { isAllowed } from "../model/may.ts";
import type { PathField } from "../model/paths.ts";
import { useWorkspace, type Workspace } from "../model/workspace.ts";
import { widgetOf } from "../widgets/index.ts";

/** The cell that is being edited, and how to get to another one. */
export interface CellEditing {
  readonly cell: { readonly id: string; readonly path: string } | null;
  /** Begins with the cell of a path, or with the first of the record that can be edited. */
  readonly begin: (record: RecordJson, path?: string) => void;
  readonly end: () => void;
  /** On to the next cell (1) or the one before (-1), over the ends of rows too. */
  readonly move: (by: 1 | -1) => void;
}

/** Keeps which cell of a table is edited. */
export function useCellEditing({
  columns,
  rows,
  isOff,
  onRow,
}: {
  columns: readonly PathField[];
  rows: readonly RecordJson[];
  isOff: boolean;
  onRow: (index: number) => void;
}): CellEditing {
  const workspace = useWorkspace();
  const [cell, setCell] = useState<CellEditing["cell"]>(null);
  const pathsOf = (record: RecordJson | undefined) =>
    record && !isOff
      ? columns.map(({ path }) => path).filter((path) => editableField(workspace, record, path) !== null)
      : [];
  const move = (by: 1 | -1) => {
    const at = rows.findIndex(({ id }) => id === cell?.id);
    const own = pathsOf(rows[at]);
    const next = own[own.indexOf(cell?.path ?? "") + by];
    if (next !== undefined && cell) return setCell({ id: cell.id, path: next });
    const row = rows[at + by];
    const path = pathsOf(row).at(by === 1 ? 0 : -1);
    if (!row || path === undefined) return setCell(null);
    onRow(at + by);
    setCell({ id: row.id, path });
  };
  return {
    cell,
    begin: (record, wanted) => {
      const paths = pathsOf(record);
      const path = wanted === undefined ? paths[0] : paths.find((each) => each === wanted);
      if (path !== undefined) setCell({ id: record.id, path });
    },
    end: () => setCell(null),
    move,
  };
}

/** The field of a cell that can be edited where it stands: the record's own, entered by people, and no wider than a cell. */
export function editableField(
  { model, allowed }: Pick<Workspace, "model" | "allowed">,
  record: RecordJson,
  path: string,
): Field | null {
  const field = model.types.get(record.type)?.fields.get(path);
  if (!field || !isEntered(field) || field.column === null || record.archived_at) return null;
  if (field.writable?.change === false || !isAllowed(allowed, { type: record.type, action: "change" }))
    return null;
  return widgetOf(field).wide ? null : field;
}
