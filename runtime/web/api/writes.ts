import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Model } from "../../../metamodel/index.ts";
import { useWorkspace } from "../model/workspace.ts";
import { address, call, upload } from "./client.ts";
import { keys } from "./keys.ts";
import { withChanged } from "./known-lists.ts";
import type { RecordJson } from "./shapes.ts";

/** What one item of a batch answers when it was refused. */
export interface BatchFault {
  readonly id?: string;
  readonly message: string;
}

/** The writes of records; each refreshes what the screens know. All throw `ApiProblem`. */
export interface Writes {
  create(type: string, values: Readonly<Record<string, unknown>>): Promise<RecordJson>;
  /** `record` tells the version the change was made on. */
  change(record: RecordJson, values: Readonly<Record<string, unknown>>): Promise<RecordJson>;
  trash(record: { type: string; id: string }): Promise<void>;
  restore(record: { type: string; id: string }): Promise<void>;
  archive(record: { type: string; id: string }): Promise<void>;
  reactivate(record: { type: string; id: string }): Promise<void>;
  attach(
    record: { type: string; id: string },
    file: File,
    options?: { onProgress?: (part: number) => void },
  ): Promise<RecordJson>;
}

/** The writes of records, bound to the cache of this browser. */
export function useWrites(): Writes {
  const { model } = useWorkspace();
  const cache = useQueryClient();
  return useMemo(() => writes(model, cache), [model, cache]);
}

function writes(model: Model, cache: QueryClient): Writes {
  const refresh = (type: string) => cache.invalidateQueries({ queryKey: keys.records(model, type) });
  const act = async (record: { type: string; id: string }, verb: string) => {
    await call(`/api/records/${record.type}/${record.id}/${verb}`, { method: "POST" });
    await refresh(record.type);
  };
  return {
    async create(type, values) {
      const record = await call<RecordJson>(`/api/records/${type}`, { method: "POST", body: values });
      await refresh(type);
      return record;
    },
    async change(record, values) {
      const changed = await call<RecordJson>(address(`records/${record.type}/${record.id}`), {
        method: "PATCH",
        body: values,
        version: record.version,
      });
      cache.setQueryData<RecordJson>(keys.record(model, record.type, record.id), (known) =>
        known ? { ...known, ...changed } : known,
      );
      cache.setQueriesData({ queryKey: [...keys.records(model, record.type), "list"] }, (known) =>
        withChanged(known, changed),
      );
      void refresh(record.type);
      if (changed.type !== record.type) void refresh(changed.type);
      return changed;
    },
    async trash(record) {
      await call(`/api/records/${record.type}/${record.id}`, { method: "DELETE" });
      await refresh(record.type);
    },
    restore: (record) => act(record, "restore"),
    archive: (record) => act(record, "archive"),
    reactivate: (record) => act(record, "reactivate"),
    async attach(record, file, options = {}) {
      const form = new FormData();
      form.set("file", file, file.name);
      const target = `/api/records/${record.type}/${record.id}/documents`;
      const document = await upload<RecordJson>(target, form, options);
      await refresh("document");
      return document;
    },
  };
}
