import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { useSay } from "../language/index.ts";
import type { PathField } from "../model/paths.ts";
import { useWorkspace } from "../model/workspace.ts";
import { widgetOf } from "../widgets/index.ts";
import { type ListState, nextSort } from "./list-state.ts";
import classes from "./table.module.css";

/** The head of a column; a click sorts by it, up, down, not. */
export function ColumnHead({
  column,
  state,
  isFirst,
}: {
  column: PathField;
  state: ListState;
  isFirst: boolean;
}) {
  const say = useSay();
  const at = state.sort.findIndex((path) => path.replace("-", "") === column.path);
  const direction = at === -1 ? null : state.sort[at]?.startsWith("-") ? "down" : "up";
  const { habits } = useWorkspace();
  const unit = widgetOf(column.field).unit?.(column.field, habits);
  // The unit of a number stands in the head, not in each cell.
  const label = unit ? `${column.label} ${unit}` : column.label;
  const className = isFirst ? classes.firstHead : classes.headCell;
  const align = widgetOf(column.field).align;
  const sorted = direction === null ? "none" : direction === "up" ? "ascending" : "descending";
  if (column.field.type.sort === null)
    return (
      <th scope="col" className={className} data-align={align} title={label}>
        <span className={classes.headLabel}>{label}</span>
      </th>
    );
  return (
    <th scope="col" className={className} data-align={align} aria-sort={sorted}>
      <button
        type="button"
        className={classes.sortButton}
        onClick={() => state.change({ sort: nextSort(state.sort, column.path) })}
        title={say("list.sort", { label })}
      >
        <span className={classes.headLabel}>{label}</span>
        {direction === "up" ? <IconArrowUp size={12} aria-label={say("list.sort-up")} /> : null}
        {direction === "down" ? <IconArrowDown size={12} aria-label={say("list.sort-down")} /> : null}
      </button>
    </th>
  );
}
