import { createContext, useContext } from "react";
import type { Habits } from "../../../core/language/index.ts";
import type { Model, ModelType } from "../../../metamodel/index.ts";
import type { Allowed } from "../../access/index.ts";
import type { Me } from "../api/shapes.ts";

/** What every signed-in screen stands on. */
export interface Workspace {
  readonly model: Model;
  readonly me: Me;
  readonly habits: Habits;
  /** By type: what he may do with its records; null where he may do everything. */
  readonly allowed: Readonly<Record<string, Allowed>> | null;
}

export const WorkspaceContext = createContext<Workspace | null>(null);

/** The model, the user and his habits; only below the signed-in part of the screens. */
export function useWorkspace(): Workspace {
  const workspace = useContext(WorkspaceContext);
  if (!workspace) throw new Error("useWorkspace is used outside the signed-in part");
  return workspace;
}

/** The type of a name in an address, or null when the model has none. */
export function useType(name: string): ModelType | null {
  return useWorkspace().model.types.get(name) ?? null;
}

/** The user as conditions and formulas see him: the one whose rights count while he acts for another. */
export function whoseRights({ user, actingFor, seeingAs }: Me): Me["user"] {
  const other = actingFor ?? seeingAs;
  return other ? { ...user, id: other.id, name: other.name, email: other.email } : user;
}
