import { Link } from "@tanstack/react-router";
import { type CSSProperties, lazy, Suspense } from "react";
import type { RecordJson } from "../api/shapes.ts";
import { useSay } from "../language/index.ts";
import { type PathField, valueAt } from "../model/paths.ts";
import { useWorkspace } from "../model/workspace.ts";
import { isEmpty } from "../widgets/empty.ts";
import { widgetOf } from "../widgets/index.ts";
import { Shown } from "../widgets/shown.tsx";
import { formatted } from "../widgets/shows.tsx";
import { type CellEditing, editableField } from "./cell-editing.ts";
import { PickBox } from "./pick-box.tsx";
import classes from "./table.module.css";
import type { RowsProps } from "./virtual-rows.tsx";

const EditCell = lazy(() => import("./edit-cell.tsx"));

export interface RowProps extends RowsProps {
  readonly record: RecordJson;
  readonly place: CSSProperties;
  readonly index: number;
  readonly isActive: boolean;
  readonly onActive: () => void;
  readonly editing: CellEditing;
}

/** One record of a table: its first cell leads to it. */
export function Row({
  record,
  columns,
  state,
  selection,
  place,
  index,
  isActive,
  onActive,
  editing,
}: RowProps) {
  const say = useSay();
  const workspace = useWorkspace();
  const edited = editing.cell?.id === record.id ? editing.cell.path : null;
  const isChosen = selection.ids.has(record.id);
  return (
    <tr
      className={classes.row}
      aria-rowindex={index + 2}
      data-chosen={isChosen || undefined}
      data-active={isActive || undefined}
      style={place}
      data-editing={edited !== null || undefined}
      onMouseDown={onActive}
    >
      <td className={classes.pick}>
        <PickBox
          isChecked={isChosen}
          label={say("list.select", { title: record.title })}
          onChange={(withShift) => (withShift ? selection.extend(record.id) : selection.toggle(record.id))}
        />
      </td>
      {columns.map((column, at) => {
        const field = edited === column.path ? editableField(workspace, record, column.path) : null;
        if (field)
          return (
            <td key={column.path} className={at === 0 ? classes.firstCell : classes.cell} data-editing>
              <Suspense>
                <EditCell field={field} record={record} editing={editing} />
              </Suspense>
            </td>
          );
        if (at === 0) return <FirstCell key={column.path} column={column} record={record} at={state.at} />;
        return (
          <td
            key={column.path}
            className={classes.cell}
            data-align={widgetOf(column.field).align}
            onDoubleClick={() => editing.begin(record, column.path)}
          >
            <Shown field={column.field} value={valueAt(record, column.path)} place="cell" />
          </td>
        );
      })}
    </tr>
  );
}

function FirstCell({ column, record, at }: { column: PathField; record: RecordJson; at: string | null }) {
  const { habits } = useWorkspace();
  const value = valueAt(record, column.path);
  const isLink = column.field.type.relation(column.field.document) !== null;
  return (
    <td className={classes.firstCell}>
      <Link
        to="/$type/$id"
        params={{ type: record.type, id: record.id }}
        search={(at ? { at } : {}) as never}
        className={classes.firstLink}
        title={record.title}
      >
        {isEmpty(value) || isLink ? record.title : formatted(column.field, value, habits)}
      </Link>
    </td>
  );
}
