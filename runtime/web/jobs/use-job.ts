import { useQuery } from "@tanstack/react-query";
import type { JobProgress } from "../../../core/jobs/jobs.ts";
import { address, call } from "../api/client.ts";

/** How often a job that is under way is asked for, in milliseconds. */
const pace = 500;

/** How far a job is; asked for again and again until it has ended. */
export function useJob(id: string | null) {
  return useQuery({
    queryKey: ["job", id],
    enabled: id !== null,
    staleTime: 0,
    queryFn: ({ signal }) => call<JobProgress>(address(`jobs/${id}`), { signal }),
    refetchInterval: ({ state: { data } }) => (data && hasEnded(data) ? false : pace),
  });
}

/** Whether nothing more will happen. */
export function hasEnded({ state }: Pick<JobProgress, "state">): boolean {
  return state === "done" || state === "failed" || state === "cancelled";
}

/** Asks a job to stop; it ends by itself after what it is doing. */
export function stopJob(id: string): Promise<JobProgress> {
  return call<JobProgress>(address(`jobs/${id}/cancel`), { method: "POST" });
}

/** Why a job failed, in the reader's language; empty for one that did not. */
export function jobFailure({ error }: Pick<JobProgress, "error">): string {
  if (typeof error !== "object" || error === null || !("detail" in error)) return "";
  return String(error.detail);
}
