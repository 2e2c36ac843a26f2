import { formatNumber } from "../../../core/language/index.ts";
import type { ModelType } from "../../../metamodel/index.ts";
import { useAggregate } from "../api/reads.ts";
import type { Count } from "../api/shapes.ts";
import { type Say, useSay } from "../language/index.ts";
import type { PathField } from "../model/paths.ts";
import { useWorkspace } from "../model/workspace.ts";
import { Shown } from "../widgets/shown.tsx";
import classes from "./list.module.css";
import type { ListState } from "./list-state.ts";

/** How many records there are, and the sums of the amounts shown; both follow the filter. */
export function ListFoot({
  type,
  state,
  columns,
  count,
}: {
  type: ModelType;
  state: ListState;
  columns: readonly PathField[];
  count: Count | null;
}) {
  const say = useSay();
  const { habits } = useWorkspace();
  // Figures are those of today: of the past there is only the count.
  const summed = columns.filter(
    ({ path, field }) =>
      state.at === null &&
      !path.includes(".") &&
      type.fields.has(path) &&
      field.type.aggregates.includes("sum"),
  );
  const { data } = useAggregate(
    type.name,
    {
      measures: summed.map(({ path }) => `sum:${path}`).join(","),
      filter: state.filter,
      search: state.search,
    },
    { enabled: summed.length > 0 },
  );
  return (
    <footer className={classes.foot}>
      <span role="status">
        {countWords(count, { say, number: (value) => formatNumber(String(value), habits) })}
      </span>
      {summed.map((column, at) => {
        const sum = data?.total[at];
        if (sum === null || sum === undefined) return null;
        return (
          <span key={column.path} className={classes.sum}>
            <span className={classes.second}>
              {say("list.total")} · {column.label}
            </span>
            <Shown field={column.field} value={sum} />
          </span>
        );
      })}
    </footer>
  );
}

function countWords(
  count: Count | null,
  { say, number }: { say: Say; number: (value: number) => string },
): string {
  if (!count) return say("list.counting");
  if (!count.exact) return say("list.count-more", { number: number(count.value) });
  return say("list.count", { count: count.value, number: number(count.value) });
}
