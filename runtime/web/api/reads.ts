import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { isOnlyRead } from "../../../metamodel/index.ts";
import { useWorkspace } from "../model/workspace.ts";
import { address, call } from "./client.ts";
import { keys } from "./keys.ts";
import type { Aggregate, Mutation, RecordJson, RecordPage, SearchHit } from "./shapes.ts";

/** What a list asks the server; see `GET /api/records/{type}`. */
export interface ListQuery {
  readonly filter?: string | undefined;
  readonly search?: string | undefined;
  readonly select?: string | undefined;
  readonly sort?: string | undefined;
  readonly limit?: number | undefined;
  /** `true` for what is in the trash. */
  readonly trash?: "true" | undefined;
  /** `only` for what is archived; it is left out otherwise. */
  readonly archived?: "only" | undefined;
  /** The records as they were at an instant. */
  readonly asOf?: string | undefined;
}

/** The records of a type, page by page, with their capped count on the first. */
export function useRecords(type: string, query: ListQuery, { enabled = true } = {}) {
  const { model } = useWorkspace();
  return useInfiniteQuery({
    queryKey: keys.list(model, type, query),
    enabled,
    initialPageParam: "",
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam, signal }) =>
      call<RecordPage>(
        address(`records/${type}`, {
          ...query,
          after: pageParam,
          count: pageParam ? "none" : undefined,
        }),
        { signal },
      ),
    getNextPageParam: (page) => page.next,
  });
}

/** The first records of a type, for panels and boards. */
export function useFirstRecords(type: string, query: ListQuery, { enabled = true } = {}) {
  const { model } = useWorkspace();
  return useQuery({
    queryKey: keys.list(model, type, { ...query, first: true }),
    enabled,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => call<RecordPage>(address(`records/${type}`, { ...query }), { signal }),
  });
}

/** One record with all its stored fields. */
export function useRecord(type: string, id: string) {
  const { model } = useWorkspace();
  return useQuery({
    queryKey: keys.record(model, type, id),
    queryFn: ({ signal }) =>
      call<RecordJson>(address(`records/${type}/${id}`, { select: fullSelect(model, type) }), { signal }),
  });
}

/** Figures by group; see `GET /api/aggregate/{type}`. */
export function useAggregate(
  type: string,
  query: {
    readonly measures: string;
    readonly group?: string | undefined;
    readonly filter?: string | undefined;
    readonly search?: string | undefined;
  },
  { enabled = true } = {},
) {
  const { model } = useWorkspace();
  return useQuery({
    queryKey: keys.aggregate(model, type, query),
    enabled,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => call<Aggregate>(address(`aggregate/${type}`, { ...query }), { signal }),
  });
}

/** What happened to a record, newest first. */
export function useHistory(type: string, id: string, { enabled = true } = {}) {
  const { model } = useWorkspace();
  return useQuery({
    queryKey: keys.history(model, type, id),
    enabled,
    queryFn: ({ signal }) =>
      call<{ items: readonly Mutation[] }>(address(`history/${type}/${id}`), { signal }),
  });
}

/** Records of any type that hold the words. */
export function useSearch(words: string) {
  return useQuery({
    queryKey: keys.search(words),
    enabled: words.length > 1,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
    queryFn: ({ signal }) =>
      call<{ items: readonly SearchHit[] }>(address("search", { q: words }), { signal }),
  });
}

/** All stored fields, and the rows of every list of children. */
export function fullSelect(model: ReturnType<typeof useWorkspace>["model"], type: string): string {
  const fields = [...(model.types.get(type)?.fields.values() ?? [])].filter((field) => !isOnlyRead(field));
  return fields
    .map((field) => {
      const relation = field.type.relation(field.document);
      // Records that links tie come with their title and the whole link.
      return relation?.kind === "many" && !relation.other ? `${field.name}(*)` : field.name;
    })
    .concat("created_at", "created_by", "updated_at", "updated_by", "archived_at")
    .join(",");
}
