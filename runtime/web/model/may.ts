import { useCallback } from "react";
import type { Ask } from "../../../metamodel/index.ts";
import type { Allowed } from "../../access/index.ts";
import { useWorkspace, type Workspace } from "./workspace.ts";

/**
 * Whether the user may do something with records of a type: with some of them, or with the one over which `ask` answers.
 * What cannot be known here is left to the server.
 */
export function isAllowed(
  allowed: Workspace["allowed"],
  { type, action, ask = () => undefined }: { type: string; action: keyof Allowed; ask?: Ask },
): boolean {
  if (allowed === null) return true;
  const where = allowed[type]?.[action] ?? false;
  if (typeof where === "boolean") return where;
  const answer = ask(where);
  return answer === true || answer === undefined;
}

/** Asks the same of the user who is signed in. */
export function useMay(): (action: keyof Allowed, type: string, ask?: Ask) => boolean {
  const { allowed } = useWorkspace();
  return useCallback(
    (action, type, ask) => isAllowed(allowed, { type, action, ...(ask && { ask }) }),
    [allowed],
  );
}
