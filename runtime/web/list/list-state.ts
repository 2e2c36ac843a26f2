import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { hasValue, type Model, type ModelType, type ViewDocument } from "../../../metamodel/index.ts";
import { useWorkspace } from "../model/workspace.ts";
import type { SearchParams } from "../shell/search-params.ts";
import { widgetOf } from "../widgets/index.ts";

/** A view in the shape of a board. */
export type BoardView = Extract<ViewDocument, { shape: "board" }>;

/** How a list is looked at now: a view, and what the reader changed in it. All of it stands in the address. */
export interface ListState {
  readonly views: readonly ViewDocument[];
  readonly view: ViewDocument | null;
  /** CEL; empty for all records. */
  readonly filter: string;
  readonly search: string;
  /** Paths, `-` in front for descending. */
  readonly sort: readonly string[];
  readonly columns: readonly string[];
  readonly place: Place;
  /** The past instant that is shown; null for today. */
  readonly at: string | null;
  /** Whether something differs from the view. */
  readonly isChanged: boolean;
  readonly change: (part: ListChange) => void;
  readonly open: (view: string) => void;
  /** Back to what the view says. */
  readonly revert: () => void;
}

/** Which records: those at work, the archived ones, or the trash. */
export type Place = "live" | "archived" | "trash";

export interface ListChange {
  readonly place?: Place;
  readonly at?: string | null;
  readonly filter?: string;
  readonly search?: string;
  readonly sort?: readonly string[];
  readonly columns?: readonly string[];
}

/** Stands in the address for “no filter” where the view has one. */
const noFilter = "*";

/** The state of the list of a type, from the address. */
export function useListState(type: ModelType): ListState {
  const { model, me } = useWorkspace();
  const params: SearchParams = useSearch({ strict: false });
  const navigate = useNavigate();
  const state = useMemo(
    () => stateFrom(model, type, { params, isCollaborator: me.user.collaborator !== null }),
    [model, type, params, me.user.collaborator],
  );
  const go = (search: Record<string, string | undefined>) =>
    void navigate({ to: `/${type.name}`, search: search as never, replace: true });
  return {
    ...state,
    change: (part) => go({ ...params, ...written(part, state.view) }),
    open: (view) => go({ view }),
    revert: () => go({ view: params.view }),
  };
}

/** The views of a type in their order; a subtype without any shows its parent's. */
export function viewsOf(model: Model, type: ModelType): readonly ViewDocument[] {
  for (const name of type.lineage) {
    const own = [...model.views.values()].filter((view) => view.type === name);
    if (own.length > 0) return own.toSorted((a, b) => a.order - b.order);
  }
  return [];
}

/** The columns of a type that no view speaks of: its first fields that fit in a cell. */
export function defaultColumns(type: ModelType): readonly string[] {
  const fields = [...type.fields.values()].filter((field) => hasValue(field) && !widgetOf(field).wide);
  return fields.slice(0, 7).map(({ name }) => name);
}

/** The state that an address stands for; pure, for tests and for the neighbours of a record. */
export function stateFrom(
  model: Model,
  type: ModelType,
  { params, isCollaborator }: { params: SearchParams; isCollaborator: boolean },
) {
  const views = viewsOf(model, type);
  // “My cases” is an empty page for an account that stands for no collaborator.
  const first = views.find(({ filter }) => isCollaborator || !filter?.includes("user.collaborator"));
  const view = views.find(({ name }) => name === params.view) ?? first ?? views[0] ?? null;
  const viewColumns = view && view.shape === "list" ? view.columns : defaultColumns(type);
  // The trash and the archives hold what no view looks for.
  const viewFilter = placeOf(params.in) === "live" ? view?.filter : undefined;
  const filter = params.filter === noFilter ? "" : (params.filter ?? viewFilter ?? "");
  return {
    views,
    view,
    filter,
    search: params.q ?? "",
    sort: params.sort ? params.sort.split(",") : (view?.sort ?? []),
    columns: params.columns ? params.columns.split(",") : viewColumns,
    place: placeOf(params.in),
    at: params.at || null,
    isChanged: Boolean(params.filter ?? params.sort ?? params.columns),
  };
}

function placeOf(text: string | undefined): Place {
  return text === "trash" || text === "archived" ? text : "live";
}

/** The parts of the address for a change; what equals the view is left out. */
export function written(part: ListChange, view: ViewDocument | null): Record<string, string | undefined> {
  const params: Record<string, string | undefined> = {};
  if (part.search !== undefined) params.q = part.search || undefined;
  if (part.filter !== undefined)
    params.filter = part.filter === (view?.filter ?? "") ? undefined : part.filter || noFilter;
  if (part.place !== undefined) params.in = part.place === "live" ? undefined : part.place;
  if (part.at !== undefined) params.at = part.at ?? undefined;
  if (part.sort) {
    const sort = part.sort.join(",");
    params.sort = sort === (view?.sort ?? []).join(",") ? undefined : sort;
  }
  if (part.columns) {
    const columns = part.columns.join(",");
    const own = view?.shape === "list" ? view.columns.join(",") : "";
    params.columns = columns === own ? undefined : columns;
  }
  return params;
}

/** The next direction of a column head: ascending, descending, none. */
export function nextSort(sort: readonly string[], path: string): readonly string[] {
  if (sort[0] === path) return [`-${path}`];
  return sort[0] === `-${path}` ? [] : [path];
}
