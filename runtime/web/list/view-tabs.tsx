import { Button } from "@mantine/core";
import { IconLayoutKanban, IconTable } from "@tabler/icons-react";
import { inWords } from "../../../core/language/index.ts";
import { useLanguage, useSay } from "../language/index.ts";
import classes from "./list.module.css";
import type { ListState } from "./list-state.ts";

/** The saved views of the type, as tabs; says when the reader changed something. */
export function ViewTabs({ state }: { state: ListState }) {
  const say = useSay();
  const language = useLanguage();
  if (state.views.length === 0) return null;
  return (
    <div className={classes.tabs}>
      <div role="tablist" aria-label={say("list.views")} className={classes.tabList}>
        {state.views.map((view) => {
          const isHere = view.name === state.view?.name;
          const Icon = view.shape === "board" ? IconLayoutKanban : IconTable;
          return (
            <button
              key={view.name}
              type="button"
              role="tab"
              aria-selected={isHere}
              className={classes.tab}
              onClick={() => state.open(view.name)}
            >
              <Icon size={14} aria-hidden />
              {inWords(view.label, language)}
            </button>
          );
        })}
      </div>
      {state.isChanged ? (
        <div className={classes.changed}>
          <span>{say("list.changed")}</span>
          <Button size="compact-sm" variant="subtle" onClick={state.revert}>
            {say("list.revert")}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
