import { likenesses } from "../../metamodel/action-words.ts";
import type { Model, RoleDocument } from "../../metamodel/index.ts";
import type { Permission, RecordAction, TypePermissions } from "../../metamodel/kinds/index.ts";

/** What a role says of a type, and where it says it. */
export interface SaidByRole {
  readonly permissions: TypePermissions | null;
  /** The type named, `*`, or null where nothing is said. */
  readonly from: string | null;
}

/** By its nearest word: the type itself, one above it, all others. */
export function saidByRole(role: RoleDocument, { model, type }: { model: Model; type: string }): SaidByRole {
  const lineage = model.types.get(type)?.lineage ?? [type];
  const from = [...lineage, "*"].find((name) => Object.hasOwn(role.types, name)) ?? null;
  return { from, permissions: from === null ? null : (role.types[from] ?? null) };
}

/** What is allowed in the end, as the server reads it: an action without a word of its own is like another one. */
export function permissionOf(
  role: RoleDocument,
  { permissions, action }: { permissions: TypePermissions | null; action: RecordAction },
): Permission {
  if (role.administrator) return true;
  if (action === "export" || action === "merge" || action === "import")
    return permissions?.[action] ?? role[action] ?? false;
  return permissions?.[action] ?? permissions?.[likenesses[action] ?? action] ?? false;
}
