import { useParams } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import type { ModelType } from "../../../metamodel/index.ts";
import { useType } from "../model/workspace.ts";
import { NotFound } from "../shell/not-found.tsx";
import { WaitingRows } from "../shell/states.tsx";
import { FilterBar } from "./filter-bar.tsx";
import classes from "./list.module.css";
import { ListHead } from "./list-head.tsx";
import { useListState } from "./list-state.ts";
import { ListTable } from "./list-table.tsx";
import { ViewTabs } from "./view-tabs.tsx";

const PastBar = lazy(() => import("../shell/past-bar.tsx"));
const Board = lazy(() => import("./board.tsx"));

/** The records of a type: tabs of views, a filter bar, and a table or a board. */
export default function ListPage() {
  const { type: name = "" } = useParams({ strict: false });
  const type = useType(name);
  return type ? <TypeList key={type.name} type={type} /> : <NotFound />;
}

function TypeList({ type }: { type: ModelType }) {
  const state = useListState(type);
  const board = state.at === null && state.view?.shape === "board" ? state.view : null;
  return (
    <div className={classes.list}>
      <ListHead type={type} state={state} />
      {state.at ? (
        <Suspense>
          <PastBar at={state.at} onChange={(at) => state.change({ at })} />
        </Suspense>
      ) : null}
      <ViewTabs state={state} />
      <FilterBar type={type} state={state} />
      {board ? (
        <Suspense fallback={<WaitingRows />}>
          <Board type={type} state={state} view={board} />
        </Suspense>
      ) : (
        <ListTable type={type} state={state} />
      )}
    </div>
  );
}
