import { useMediaQuery } from "@mantine/hooks";
import { lazy, Suspense, useMemo } from "react";
import type { ModelType } from "../../../metamodel/index.ts";
import { useRecords } from "../api/reads.ts";
import { useLanguage, useSay } from "../language/index.ts";
import { type PathField, resolvePath, selectOf } from "../model/paths.ts";
import { useWorkspace } from "../model/workspace.ts";
import { Failure, WaitingRows } from "../shell/states.tsx";
import { ListEmpty } from "./list-empty.tsx";
import { ListFoot } from "./list-foot.tsx";
import type { ListState } from "./list-state.ts";
import { useSelection } from "./selection.ts";
import classes from "./table.module.css";
import { VirtualRows } from "./virtual-rows.tsx";

const BulkBar = lazy(() => import("./bulk-bar.tsx"));

/** Rows fetched at once: a screenful first, then more as the reader scrolls. */
const pageSize = 100;

/** The records as a table whose rows are loaded and drawn as far as somebody looks. */
export function ListTable({ type, state }: { type: ModelType; state: ListState }) {
  const isPhone =
    useMediaQuery("(max-width: 639.98px)", undefined, { getInitialValueInEffect: false }) ?? false;
  const columns = useColumns(type, state.columns);
  const list = useRecords(type.name, {
    filter: state.filter,
    search: state.search,
    sort: state.sort.join(","),
    select: selectOf([...state.columns, ...(type.state ? [type.state] : [])]),
    limit: pageSize,
    trash: state.place === "trash" ? "true" : undefined,
    archived: state.place === "archived" ? "only" : undefined,
    asOf: state.at ?? undefined,
  });
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const selection = useSelection(rows);
  if (list.error && !list.data) return <Failure problem={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data) return <WaitingRows rows={18} height={isPhone ? 56 : 36} />;
  if (rows.length === 0) return <ListEmpty type={type} state={state} />;
  return (
    <div
      className={classes.tableFrame}
      data-stale={list.isPlaceholderData || undefined}
      data-past={state.at !== null || undefined}
    >
      <VirtualRows
        type={type}
        columns={columns}
        rows={rows}
        state={state}
        selection={selection}
        isPhone={isPhone}
        hasMore={list.hasNextPage}
        onMore={() => {
          if (list.hasNextPage && !list.isFetchingNextPage) void list.fetchNextPage();
        }}
      />
      {selection.ids.size > 0 && state.at === null ? (
        <Suspense>
          <BulkBar type={type} state={state} selection={selection} rows={rows} />
        </Suspense>
      ) : (
        <ListFoot type={type} state={state} columns={columns} count={list.data.pages[0]?.count ?? null} />
      )}
    </div>
  );
}

function useColumns(type: ModelType, paths: readonly string[]): readonly PathField[] {
  const { model } = useWorkspace();
  const language = useLanguage();
  const say = useSay();
  return useMemo(
    () => paths.flatMap((path) => resolvePath({ model, language, say }, type, path) ?? []),
    [model, language, say, type, paths],
  );
}
