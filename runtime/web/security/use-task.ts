import { useState } from "react";
import { ApiProblem } from "../api/client.ts";
import { useSay } from "../language/index.ts";
import { reasonOf } from "../shell/states.tsx";

/** One thing that a form or a button asks for. */
export interface Task {
  readonly busy: boolean;
  /** What went wrong, where it belongs to no field. */
  readonly fault: string | null;
  /** What is wrong at a field. */
  readonly faultAt: (path: string) => string | undefined;
  /** True when it was done. */
  readonly run: (work: () => Promise<unknown>) => Promise<boolean>;
}

/** Runs what is asked for and keeps its refusal in words; `reason` has words for what is no refusal of the server. */
export function useTask(reason?: (problem: unknown) => string | null): Task {
  const say = useSay();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const faults = problem instanceof ApiProblem ? problem.faults : [];
  return {
    busy,
    fault: problem && faults.length === 0 ? (reason?.(problem) ?? reasonOf(problem, say)) : null,
    faultAt: (path) => faults.find((fault) => fault.path === path)?.message,
    run: async (work) => {
      setBusy(true);
      setProblem(null);
      try {
        await work();
        return true;
      } catch (thrown) {
        setProblem(thrown);
        return false;
      } finally {
        setBusy(false);
      }
    },
  };
}
