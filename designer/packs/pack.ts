import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { Words } from "../../core/language/index.ts";
import { call } from "../../runtime/web/api/client.ts";
import type { Person } from "../../runtime/web/api/shapes.ts";
import { useDraft } from "../changes/draft.ts";
import type { PlanAnswer } from "../changes/plan.ts";

/** A pack that was taken in. */
export interface TakenPack {
  readonly name: string;
  readonly version: string;
  readonly at: string;
  readonly by: Person | null;
  readonly documents: number;
  /** The version that the software brings and that waits to be taken in: of the standard model. */
  readonly waiting: string | null;
}

/** A version of a pack as its file holds it. */
export interface PackFile {
  readonly name: string;
  readonly version: string;
  /** None of the standard model, which the software brings. */
  readonly documents?: readonly unknown[];
}

/** Place → which side stays. */
export type Choices = Readonly<Record<string, "ours" | "theirs">>;

export interface PackConflict {
  readonly place: string;
  readonly where: Words;
  readonly ours?: unknown;
  readonly theirs?: unknown;
}

interface PackPlan extends PlanAnswer {
  readonly conflicts: readonly PackConflict[];
}

/** The pack that comes with the software. */
export const standardPack = "standard";

/** The key under which the list of packs is cached. */
export const packsKey = ["designer-packs"];

export function usePacks() {
  const { published } = useDraft();
  return useQuery({
    queryKey: [...packsKey, published.revision],
    queryFn: () => call<{ items: readonly TakenPack[] }>("/api/metadata/packs"),
  });
}

/** What taking in a pack would change, as it is settled so far. */
export function usePackPlan(pack: PackFile, resolve: Choices) {
  const { published } = useDraft();
  return useQuery({
    queryKey: ["designer-pack-plan", published.revision, pack, resolve],
    staleTime: 30_000,
    placeholderData: keepPreviousData,
    retry: false,
    queryFn: ({ signal }) =>
      call<PackPlan>("/api/metadata/packs/plan", { method: "POST", body: { ...pack, resolve }, signal }),
  });
}

/** Reads what `dossier pack write` makes; null for anything else. */
export async function readPackFile(file: Blob): Promise<PackFile | null> {
  try {
    const json: unknown = JSON.parse(await file.text());
    if (typeof json !== "object" || json === null) return null;
    const { name, version, documents } = Object.fromEntries(Object.entries(json));
    const isPack = typeof name === "string" && typeof version === "string" && Array.isArray(documents);
    return isPack ? { name, version, documents } : null;
  } catch {
    return null;
  }
}
