import { type ReactNode, useEffect, useState } from "react";
import { useSay } from "../language/index.ts";
import classes from "./record.module.css";

/** One part of a record's page. */
export interface Column {
  readonly key: "fields" | "journal" | "context";
  readonly content: ReactNode;
}

/** The parts of a record behind tabs, where there is no room for columns. */
export function RecordTabs({
  columns,
  wanted,
}: {
  columns: readonly Column[];
  /** Comes to the front when it is named: the form that was asked for. */
  wanted?: Column["key"] | undefined;
}) {
  const say = useSay();
  const [chosen, setChosen] = useState(wanted ?? columns[0]?.key);
  useEffect(() => {
    if (wanted) setChosen(wanted);
  }, [wanted]);
  const shown = columns.find(({ key }) => key === chosen) ?? columns[0];
  return (
    <div className={classes.tabbed}>
      <div role="tablist" className={classes.tabs}>
        {columns.map(({ key }) => (
          <button
            key={key}
            type="button"
            role="tab"
            aria-selected={key === shown?.key}
            className={classes.tab}
            onClick={() => setChosen(key)}
          >
            {say(`record.${key}`)}
          </button>
        ))}
      </div>
      <section className={classes.column} data-column={shown?.key} role="tabpanel">
        {shown?.content}
      </section>
    </div>
  );
}
