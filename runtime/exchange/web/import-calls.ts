import { useQuery } from "@tanstack/react-query";
import { address, call, upload } from "../../web/api/client.ts";
import type { Analysis } from "../analyse.ts";
import type { ImportRun, RefusedLine } from "../imports.ts";
import type { Mapping } from "../plan.ts";
import type { Preview } from "../preview.ts";
import type { UndoConflict } from "../undo-import.ts";

/** One column of a mapping. */
export type Entry = Mapping["columns"][number];

/** A file as it was read, and how it is to be imported now. */
export interface Draft {
  readonly analysis: Analysis;
  readonly mapping: Mapping;
}

/** An import with the first of its refused rows and of what its undoing left alone. */
export interface ImportReport extends ImportRun {
  readonly refusedLines: readonly RefusedLine[];
  readonly conflicts: readonly UndoConflict[];
}

/** Sends a file and reads it. Throws `ApiProblem` for what is no CSV and no workbook. */
export function sendFile(
  type: string,
  { file, onProgress }: { file: File; onProgress: (part: number) => void },
): Promise<Analysis> {
  const form = new FormData();
  form.set("file", file, file.name);
  return upload<Analysis>(address(`import/${type}`), form, { onProgress });
}

/** Reads a sent file anew, as a mapping (or the name of a kept one) wants it. */
export function readAgain(
  type: string,
  { file, mapping }: { file: string; mapping: Mapping | string },
): Promise<Analysis> {
  return call<Analysis>(address(`import/${type}`), {
    method: "POST",
    body: { file, mapping, mode: "analyse" },
  });
}

/** What an import would do; saves nothing. */
export function usePreviewedImport(type: string, { analysis, mapping }: Draft) {
  return useQuery({
    queryKey: ["import-preview", type, analysis.file, mapping],
    staleTime: 0,
    gcTime: 0,
    queryFn: ({ signal }) =>
      call<Preview>(address(`import/${type}`), {
        method: "POST",
        body: { file: analysis.file, mapping, mode: "preview" },
        signal,
      }),
  });
}

/** Starts an import and gives its key. */
export async function runImport(
  type: string,
  { draft: { analysis, mapping }, saveAs }: { draft: Draft; saveAs: string },
): Promise<string> {
  const started = await call<{ import: string }>(address(`import/${type}`), {
    method: "POST",
    body: { file: analysis.file, mapping, mode: "run", ...(saveAs ? { saveAs } : {}) },
  });
  return started.import;
}

/** The imports there were, newest first. */
export function useImports() {
  return useQuery({
    queryKey: ["imports"],
    refetchOnMount: "always",
    queryFn: ({ signal }) => call<{ items: readonly ImportRun[] }>(address("imports"), { signal }),
  });
}

/** One import; asked for again while it is under way. */
export function useImport(id: string) {
  return useQuery({
    queryKey: ["imports", id],
    refetchOnMount: "always",
    queryFn: ({ signal }) => call<ImportReport>(address(`imports/${id}`), { signal }),
    refetchInterval: ({ state: { data } }) => (data && isUnderWay(data) ? 500 : false),
  });
}

export function isUnderWay({ state }: Pick<ImportRun, "state">): boolean {
  return state === "waiting" || state === "running" || state === "undoing";
}

/** Undoes an import, or goes on with one that was stopped. */
export async function orderImport(id: string, verb: "undo" | "continue"): Promise<void> {
  await call(address(`imports/${id}/${verb}`), { method: "POST" });
}
