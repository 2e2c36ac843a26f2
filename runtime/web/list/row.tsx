import { Link } from "@tanstack/react-router";
import type { CSSProperties } from "react";
import type { RecordJson } from "../api/shapes.ts";
import { useSay } from "../language/index.ts";
import { type PathField, valueAt } from "../model/paths.ts";
import { useWorkspace } from "../model/workspace.ts";
import { isEmpty } from "../widgets/empty.ts";
import { widgetOf } from "../widgets/index.ts";
import { Shown } from "../widgets/shown.tsx";
import { formatted } from "../widgets/shows.tsx";
import classes from "./list.module.css";
import { PickBox } from "./pick-box.tsx";
import type { RowsProps } from "./virtual-rows.tsx";

export interface RowProps extends RowsProps {
  readonly record: RecordJson;
  readonly place: CSSProperties;
  readonly index: number;
  readonly isActive: boolean;
  readonly onActive: () => void;
}

/** One record of a table: its first cell leads to it. */
export function Row({ record, columns, selection, place, index, isActive, onActive }: RowProps) {
  const say = useSay();
  const isChosen = selection.ids.has(record.id);
  return (
    <tr
      className={classes.row}
      aria-rowindex={index + 2}
      data-chosen={isChosen || undefined}
      data-active={isActive || undefined}
      style={place}
      onMouseDown={onActive}
    >
      <td className={classes.pick}>
        <PickBox
          isChecked={isChosen}
          label={say("list.select", { title: record.title })}
          onChange={(withShift) => (withShift ? selection.extend(record.id) : selection.toggle(record.id))}
        />
      </td>
      {columns.map((column, at) =>
        at === 0 ? (
          <FirstCell key={column.path} column={column} record={record} />
        ) : (
          <td key={column.path} className={classes.cell} data-align={widgetOf(column.field).align}>
            <Shown field={column.field} value={valueAt(record, column.path)} place="cell" />
          </td>
        ),
      )}
    </tr>
  );
}

function FirstCell({ column, record }: { column: PathField; record: RecordJson }) {
  const { habits } = useWorkspace();
  const value = valueAt(record, column.path);
  const isLink = column.field.type.relation(column.field.document) !== null;
  return (
    <td className={classes.firstCell}>
      <Link
        to="/$type/$id"
        params={{ type: record.type, id: record.id }}
        className={classes.firstLink}
        title={record.title}
      >
        {isEmpty(value) || isLink ? record.title : formatted(column.field, value, habits)}
      </Link>
    </td>
  );
}
