import { useVirtualizer } from "@tanstack/react-virtual";
import { type CSSProperties, useEffect, useRef, useState } from "react";
import type { ModelType } from "../../../metamodel/index.ts";
import type { RecordJson } from "../api/shapes.ts";
import { useSay } from "../language/index.ts";
import type { PathField } from "../model/paths.ts";
import { useCellEditing } from "./cell-editing.ts";
import { ColumnHead } from "./column-head.tsx";
import { columnWidths } from "./column-widths.ts";
import type { ListState } from "./list-state.ts";
import { rememberNeighbours } from "./neighbours.ts";
import { PhoneRow } from "./phone-row.tsx";
import { PickBox } from "./pick-box.tsx";
import { Row } from "./row.tsx";
import { useRowKeys } from "./row-keys.ts";
import type { Selection } from "./selection.ts";
import classes from "./table.module.css";

export interface RowsProps {
  readonly type: ModelType;
  readonly columns: readonly PathField[];
  readonly rows: readonly RecordJson[];
  readonly state: ListState;
  readonly selection: Selection;
  readonly isPhone: boolean;
  readonly hasMore: boolean;
  readonly onMore: () => void;
}

/** Draws the rows in sight and asks for more before the end is reached. */
export function VirtualRows(props: RowsProps) {
  const { columns, rows, state, selection, isPhone, hasMore, onMore } = props;
  const frame = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(-1);
  const height = isPhone ? 56 : 36;
  const virtual = useVirtualizer({
    count: rows.length + (hasMore ? 1 : 0),
    getScrollElement: () => frame.current,
    estimateSize: () => height,
    scrollPaddingStart: isPhone ? 0 : 32,
    overscan: 12,
  });
  const items = virtual.getVirtualItems();
  const lastShown = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && lastShown >= rows.length - 30) onMore();
  }, [hasMore, lastShown, rows.length, onMore]);
  useEffect(() => rememberNeighbours(rows), [rows]);
  const goTo = (to: number) => {
    setActive(to);
    virtual.scrollToIndex(to);
  };
  const editing = useCellEditing({
    columns,
    rows,
    isOff: isPhone || state.place !== "live" || state.at !== null,
    onRow: goTo,
  });
  useRowKeys({ rows, active, selection, onMove: goTo, onEdit: editing.begin });
  const widths = columnWidths(columns);
  // React's type of a style does not know custom properties.
  const style = {
    "--columns": widths.template,
    "--least": isPhone ? "0" : `${widths.least}px`,
  } as CSSProperties;
  return (
    <div ref={frame} className={classes.scroll} style={style}>
      <table className={classes.table} aria-rowcount={rows.length + 1}>
        {isPhone ? null : <Heads columns={columns} state={state} selection={selection} />}
        <tbody className={classes.canvas} style={{ height: virtual.getTotalSize() }}>
          {items.map(({ index, start }) => {
            const record = rows[index];
            const place = { transform: `translateY(${start}px)`, height };
            if (!record) return <MoreRow key="more" place={place} />;
            const RowOf = isPhone ? PhoneRow : Row;
            return (
              <RowOf
                key={record.id}
                {...props}
                record={record}
                place={place}
                index={index}
                isActive={index === active}
                onActive={() => setActive(index)}
                editing={editing}
              />
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function Heads({ columns, state, selection }: Pick<RowsProps, "columns" | "state" | "selection">) {
  const say = useSay();
  return (
    <thead className={classes.head}>
      <tr className={classes.headRow} aria-rowindex={1}>
        <th scope="col" className={classes.pick}>
          <PickBox
            isChecked={selection.isAll}
            isMixed={selection.ids.size > 0 && !selection.isAll}
            label={say("list.select-loaded")}
            onChange={() => (selection.isAll ? selection.none() : selection.all())}
          />
        </th>
        {columns.map((column, at) => (
          <ColumnHead key={column.path} column={column} state={state} isFirst={at === 0} />
        ))}
      </tr>
    </thead>
  );
}

function MoreRow({ place }: { place: CSSProperties }) {
  const say = useSay();
  return (
    <tr className={classes.more} style={place}>
      <td>{say("list.loading-more")}</td>
    </tr>
  );
}
