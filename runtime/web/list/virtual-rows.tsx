import { Checkbox } from "@mantine/core";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type CSSProperties, useEffect, useRef, useState } from "react";
import type { ModelType } from "../../../metamodel/index.ts";
import type { RecordJson } from "../api/shapes.ts";
import { useSay } from "../language/index.ts";
import type { PathField } from "../model/paths.ts";
import { widgetOf } from "../widgets/index.ts";
import { ColumnHead } from "./column-head.tsx";
import classes from "./list.module.css";
import type { ListState } from "./list-state.ts";
import { rememberNeighbours } from "./neighbours.ts";
import { PhoneRow } from "./phone-row.tsx";
import { Row } from "./row.tsx";
import { useRowKeys } from "./row-keys.ts";
import type { Selection } from "./selection.ts";

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
  const say = useSay();
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
  useRowKeys({
    rows,
    active,
    selection,
    onMove: (to) => {
      setActive(to);
      virtual.scrollToIndex(to);
    },
  });
  const style = { "--columns": templateOf(columns) };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table element cannot draw only the rows in sight.
    <div
      ref={frame}
      className={classes.scroll}
      role="grid"
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length + 1}
      tabIndex={-1}
      // React's type of a style does not know custom properties.
      style={style as CSSProperties}
    >
      {isPhone ? null : (
        <div className={classes.headRow} role="row" aria-rowindex={1} tabIndex={-1}>
          <div role="columnheader" className={classes.pick} tabIndex={-1}>
            <Checkbox
              size="xs"
              checked={selection.isAll}
              indeterminate={selection.ids.size > 0 && !selection.isAll}
              onChange={() => (selection.isAll ? selection.none() : selection.all())}
              aria-label={say("list.select-loaded")}
            />
          </div>
          {columns.map((column, at) => (
            <ColumnHead key={column.path} column={column} state={state} isFirst={at === 0} />
          ))}
        </div>
      )}
      <div className={classes.canvas} style={{ height: virtual.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const record = rows[index];
          const place = { transform: `translateY(${start}px)`, height };
          if (!record)
            return (
              <div key="more" className={classes.more} style={place}>
                {say("list.loading-more")}
              </div>
            );
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
            />
          );
        })}
      </div>
    </div>
  );
}

/** The first column keeps at least its width and takes what is left. */
function templateOf(columns: readonly PathField[]): string {
  const widths = columns.map(({ field }, at) => {
    const { width, align } = widgetOf(field);
    const grows = at > 0 && align === "left" && width >= 200;
    return grows ? `minmax(${Math.round(width * 0.7)}px, ${width * 2}px)` : `${width}px`;
  });
  return `36px ${widths.join(" ")} minmax(0, 1fr)`;
}
