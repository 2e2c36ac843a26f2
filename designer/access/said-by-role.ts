import { likenesses } from "../../metamodel/action-words.ts";
import type { Model, RoleDocument } from "../../metamodel/index.ts";
import type { Permission, RecordAction, TypePermissions } from "../../metamodel/kinds/index.ts";

/** What can be done with a record; `actions.attach` is what a capability brings. */
export type CellAction = RecordAction | `actions.${string}`;

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
  if (deniedBy(permissions, action) === true) return false;
  if (action === "export" || action === "merge" || action === "import")
    return permissions?.[action] ?? role[action] ?? false;
  return permissions?.[action] ?? permissions?.[likenesses[action] ?? action] ?? false;
}

/** What the role denies whatever other roles allow: always, where a condition holds, or not at all. */
export function deniedBy(permissions: TypePermissions | null, action: RecordAction): Permission {
  const deny = permissions?.deny;
  return deny?.[action] ?? deny?.[likenesses[action] ?? action] ?? false;
}

type Words = NonNullable<TypePermissions["deny"]>;

/** The word for an action by itself, or nothing. */
export function wordFor(words: Words | undefined, action: CellAction): Permission | undefined {
  const brought = broughtName(action);
  if (brought !== null) return words?.actions?.[brought];
  const found = Object.entries(words ?? {}).find(([name]) => name === action)?.[1];
  return typeof found === "object" ? undefined : found;
}

/** The same words with another one for an action; without one where nothing is said. */
export function withWord<Said extends Words>(
  words: Said,
  action: CellAction,
  said: Permission | undefined,
): Said {
  const brought = broughtName(action);
  if (brought === null) return put(words, action, said);
  const actions = put(words.actions ?? {}, brought, said);
  return put(words, "actions", Object.keys(actions).length > 0 ? actions : undefined);
}

/** The same with another denial; a role that denies nothing says nothing of it. */
export function withDenial(
  permissions: TypePermissions,
  action: CellAction,
  said: Permission | undefined,
): TypePermissions {
  const deny = withWord(permissions.deny ?? {}, action, said);
  return put(permissions, "deny", Object.keys(deny).length > 0 ? deny : undefined);
}

function put<Whole extends object>(whole: Whole, name: string, value: unknown): Whole {
  const others = Object.entries(whole).filter(([each]) => each !== name);
  const entries = value === undefined ? others : [...others, [name, value]];
  // Every entry but one is that of the whole, and the one is a word of the same table.
  return Object.fromEntries(entries) as Whole;
}

function broughtName(action: CellAction): string | null {
  return action.startsWith("actions.") ? action.slice("actions.".length) : null;
}
