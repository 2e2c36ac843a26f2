import { useQueryClient } from "@tanstack/react-query";
import { ApiProblem, call, type ProblemFault } from "../../runtime/web/api/client.ts";
import { keys } from "../../runtime/web/api/keys.ts";
import { useSay } from "../../runtime/web/language/index.ts";
import { reasonOf } from "../../runtime/web/shell/states.tsx";
import { toast, toastRefusal } from "../../runtime/web/shell/toast.tsx";
import { useDesignerSay } from "../say.ts";

/** The key under which the list of revisions is cached. */
export const revisionsKey = ["designer-revisions"];

/** Takes a revision back and says so; a refusal is told with its reason and answered place by place, nothing is thrown. */
export function useUndoRevision(): (revision: number) => Promise<readonly ProblemFault[]> {
  const say = useDesignerSay();
  const sayShell = useSay();
  const cache = useQueryClient();
  return async (revision) => {
    let conflicts: readonly ProblemFault[] = [];
    try {
      const { revision: next } = await call<{ revision: number }>("/api/metadata/undo", {
        method: "POST",
        body: { revision },
      });
      toast(sayShell, say("changes.undone", { undone: revision, revision: next }));
    } catch (problem) {
      if (problem instanceof ApiProblem) conflicts = problem.faults;
      toastRefusal(sayShell, reasonOf(problem, sayShell));
    }
    await cache.invalidateQueries({ queryKey: keys.metadata });
    await cache.invalidateQueries({ queryKey: revisionsKey });
    return conflicts;
  };
}
