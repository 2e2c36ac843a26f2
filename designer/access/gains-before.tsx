import { useQuery } from "@tanstack/react-query";
import type { Gains } from "../../runtime/explain/index.ts";
import { call } from "../../runtime/web/api/client.ts";
import { Failure, WaitingRows } from "../../runtime/web/shell/states.tsx";
import { PlanGains } from "../changes/plan-gains.tsx";

/** What an account or a group is asked to become, as `POST /api/access/gains` takes it. */
export type AskedGains =
  | { readonly account: string | null; readonly change: object }
  | { readonly group: string; readonly change: object | null };

/** Who gains and who loses what, told while the form still stands open; nothing where nothing of rights is changed. */
export function GainsBefore({ asked }: { asked: AskedGains | null }) {
  const answer = useQuery({
    queryKey: ["designer", "gains", asked],
    enabled: asked !== null,
    // Records come and go, and rights are changed elsewhere.
    staleTime: 0,
    gcTime: 0,
    queryFn: ({ signal }) => call<Gains>("/api/access/gains", { method: "POST", body: asked ?? {}, signal }),
  });
  if (asked === null) return null;
  return (
    <div aria-live="polite" aria-busy={answer.isFetching}>
      {answer.error ? <Failure problem={answer.error} onRetry={() => void answer.refetch()} /> : null}
      {answer.data ? <PlanGains gains={answer.data} isOfOne={"account" in asked} /> : null}
      {answer.isPending ? <WaitingRows rows={2} height={40} /> : null}
    </div>
  );
}

/** Whether two lists hold the same names, in whatever order. */
export function areSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((each) => other.includes(each));
}
