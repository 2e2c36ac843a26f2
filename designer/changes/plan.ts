import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { Words } from "../../core/language/index.ts";
import type { Affected } from "../../metamodel/changes/index.ts";
import type { Kind } from "../../metamodel/index.ts";
import type { Gains } from "../../runtime/explain/index.ts";
import type { Breaking } from "../../runtime/tables/index.ts";
import { call, type ProblemFault } from "../../runtime/web/api/client.ts";
import { useDraft } from "./draft.ts";

/** One change with its price, as `POST /api/metadata/plan` answers. */
export interface PlannedStep {
  readonly change: string;
  readonly kind: Kind;
  readonly name: string;
  readonly field?: string;
  readonly words: Words;
  /** What a changed role may from now on, and no longer. */
  readonly details?: readonly Words[];
  readonly sql: readonly string[];
  readonly lock: Words | null;
  readonly rows: number;
  readonly milliseconds: number;
  readonly backgroundMilliseconds: number;
  readonly undoable: boolean;
  readonly affects: readonly Affected[];
  readonly warnings: readonly {
    readonly words: Words;
    readonly count: number;
    readonly samples: readonly string[];
  }[];
  readonly breaks: readonly Breaking[];
}

export interface PlanAnswer {
  readonly revision: number;
  readonly steps: readonly PlannedStep[];
  readonly milliseconds: number;
  readonly faults: readonly ProblemFault[];
  /** Who gains and who loses what; null where no role changes. */
  readonly access?: Gains | null;
}

/** How long the draft must rest before the server prices it again, in milliseconds. */
const rest = 400;

/** The price of the draft, worked out by the server whenever the draft comes to rest; nothing for an empty one. */
export function usePlan() {
  const { changeSet, published } = useDraft();
  const [body] = useDebouncedValue(JSON.stringify(changeSet), rest);
  const isEmpty = changeSet.documents.length === 0 && changeSet.remove.length === 0;
  const plan = useQuery<PlanAnswer>({
    queryKey: ["designer-plan", published.revision, body],
    enabled: !isEmpty && body === JSON.stringify(changeSet),
    staleTime: 30_000,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      call<PlanAnswer>("/api/metadata/plan", { method: "POST", body: JSON.parse(body), signal }),
  });
  return isEmpty ? { ...plan, data: undefined, error: null, isFetching: false } : plan;
}
