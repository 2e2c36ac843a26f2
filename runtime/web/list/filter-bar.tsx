import { ActionIcon, Button } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconCode, IconColumns3, IconPlus, IconSearch } from "@tabler/icons-react";
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from "react";
import type { ModelType } from "../../../metamodel/index.ts";
import { useLanguage, useSay } from "../language/index.ts";
import { resolvePath } from "../model/paths.ts";
import { useWorkspace } from "../model/workspace.ts";
import { useKeys } from "../shell/keys.ts";
import { OnDemand } from "../shell/on-demand.tsx";
import classes from "./filter.module.css";
import { FilterChip } from "./filter-chip.tsx";
import { type FieldAt, type FilterPart, toCel, toChips } from "./filter-chips.ts";
import type { ListState } from "./list-state.ts";

const CelText = lazy(() => import("./cel-text.tsx"));
const FilterEditor = lazy(() => import("./filter-editor.tsx"));
const ColumnsMenu = lazy(() => import("./columns-menu.tsx"));

/** Search, the filters in force as chips, "+ Filtre", the same as CEL text, and the columns. */
export function FilterBar({ type, state }: { type: ModelType; state: ListState }) {
  const say = useSay();
  const fieldAt = useFieldAt(type);
  const [asText, setAsText] = useState(false);
  const [isAdding, setIsAdding] = useState(false);
  const parts = useMemo(() => toChips(state.filter, fieldAt), [state.filter, fieldAt]);
  const keep = (next: readonly FilterPart[]) => state.change({ filter: toCel(next, fieldAt) });
  useKeys({ f: () => setIsAdding(true) });
  return (
    <search className={classes.filterBar}>
      <SearchBox key={`${type.name}/${state.view?.name}`} state={state} />
      <div className={classes.chips}>
        {asText ? (
          <Suspense>
            <CelText filter={state.filter} onApply={(filter) => state.change({ filter })} />
          </Suspense>
        ) : (
          <>
            {parts.map((part, at) => (
              <FilterChip
                // biome-ignore lint/suspicious/noArrayIndexKey: two equal conditions may stand side by side.
                key={`${at} ${JSON.stringify(part)}`}
                part={part}
                type={type}
                fieldAt={fieldAt}
                onChange={(next) => keep(parts.map((each, index) => (index === at ? next : each)))}
                onRemove={() => keep(parts.filter((_, index) => index !== at))}
              />
            ))}
            <OnDemand
              Layer={FilterEditor}
              isWanted={isAdding}
              props={{
                type,
                fieldAt,
                opened: isAdding,
                onOpened: setIsAdding,
                onApply: (part: FilterPart) => keep([...parts, part]),
              }}
              target={
                <Button
                  size="compact-sm"
                  variant="subtle"
                  leftSection={<IconPlus size={14} />}
                  title={`${say("filter.add")} (F)`}
                >
                  {say("filter.add")}
                </Button>
              }
            />
          </>
        )}
        <ActionIcon
          onClick={() => setAsText(!asText)}
          aria-pressed={asText}
          aria-label={say("filter.as-text")}
          title={say("filter.as-text")}
        >
          <IconCode size={16} />
        </ActionIcon>
      </div>
      {state.view?.shape === "board" ? null : (
        <OnDemand
          Layer={ColumnsMenu}
          props={{ type, state }}
          target={
            <Button
              variant="subtle"
              leftSection={<IconColumns3 size={16} />}
              className={classes.columnsButton ?? ""}
            >
              {say("list.columns")}
            </Button>
          }
        />
      )}
    </search>
  );
}

function SearchBox({ state }: { state: ListState }) {
  const say = useSay();
  const [words, setWords] = useState(state.search);
  const typed = useRef(state.search);
  const send = useDebouncedCallback((search: string) => {
    typed.current = search;
    state.change({ search });
  }, 250);
  useEffect(() => {
    if (state.search !== typed.current) setWords(state.search);
    typed.current = state.search;
  }, [state.search]);
  return (
    <label className={classes.searchBox}>
      <IconSearch size={16} aria-hidden />
      <input
        type="search"
        value={words}
        placeholder={say("shell.search")}
        aria-label={say("list.search")}
        onChange={(event) => {
          setWords(event.currentTarget.value);
          send(event.currentTarget.value);
        }}
      />
    </label>
  );
}

/** Finds the fields that filters of a type may name. */
export function useFieldAt(type: ModelType): FieldAt {
  const { model } = useWorkspace();
  const language = useLanguage();
  const say = useSay();
  return useMemo(
    () => (path) => resolvePath({ model, language, say }, type, path)?.field ?? null,
    [model, language, say, type],
  );
}
