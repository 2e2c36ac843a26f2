import { Checkbox } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { CSSProperties } from "react";
import type { RecordJson } from "../api/shapes.ts";
import { useSay } from "../language/index.ts";
import { type PathField, valueAt } from "../model/paths.ts";
import { isEmpty } from "../widgets/empty.ts";
import { widgetOf } from "../widgets/index.ts";
import { Shown } from "../widgets/shown.tsx";
import classes from "./list.module.css";
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
    <div
      className={classes.row}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isChosen}
      data-active={isActive || undefined}
      style={place}
      tabIndex={-1}
      onMouseDown={onActive}
    >
      <div role="gridcell" className={classes.pick} tabIndex={-1}>
        <Checkbox
          size="xs"
          checked={isChosen}
          onChange={(event) =>
            (event.nativeEvent as MouseEvent).shiftKey
              ? selection.extend(record.id)
              : selection.toggle(record.id)
          }
          aria-label={say("list.select", { title: record.title })}
        />
      </div>
      {columns.map((column, at) =>
        at === 0 ? (
          <FirstCell key={column.path} column={column} record={record} />
        ) : (
          <div
            key={column.path}
            role="gridcell"
            className={classes.cell}
            data-align={widgetOf(column.field).align}
            tabIndex={-1}
          >
            <Shown field={column.field} value={valueAt(record, column.path)} />
          </div>
        ),
      )}
    </div>
  );
}

function FirstCell({ column, record }: { column: PathField; record: RecordJson }) {
  const value = valueAt(record, column.path);
  const isLink = column.field.type.relation(column.field.document) !== null;
  return (
    <div role="gridcell" className={classes.firstCell} tabIndex={-1}>
      <Link to="/$type/$id" params={{ type: record.type, id: record.id }} className={classes.firstLink}>
        {isEmpty(value) || isLink ? record.title : <Shown field={column.field} value={value} />}
      </Link>
    </div>
  );
}
