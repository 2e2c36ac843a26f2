import { Refusal } from "../../core/errors/index.ts";
import type { Words } from "../../core/language/index.ts";
import { likenesses, recordActionWords as spoken } from "../../metamodel/action-words.ts";
import type { RecordAction, RoleDocument, TypePermissions } from "../../metamodel/kinds/index.ts";
import type { ModelType } from "../../metamodel/model.ts";
import type { Crm } from "../crm.ts";

/** What can be done with a record; `actions.attach` is what a capability brings. */
export type Action = RecordAction | `actions.${string}`;

/** The flags of a role that allow what it does not say of a type. */
const flags = ["export", "merge", "import"] as const;

/** What a role says of an action on a type: `permissions` are null where it does not name the type. */
export function allowedBy(
  crm: Crm,
  { role, permissions, action }: { role: RoleDocument; permissions: TypePermissions | null; action: Action },
): boolean | string {
  const flag = flags.find((each) => each === action);
  if (flag !== undefined) return permissions?.[flag] ?? role[flag] ?? false;
  return saidOf(crm, permissions ?? {}, action) ?? false;
}

/** What is said of an action, or of the one that it is like; undefined where nothing is. */
export function saidOf(
  crm: Crm,
  permissions: NonNullable<TypePermissions["deny"]>,
  action: Action,
): boolean | string | undefined {
  const name = broughtName(action);
  if (name !== null) return permissions.actions?.[name] ?? permissions[likenessOf(crm, action)];
  const own = recordAction(action);
  const like = likenesses[own];
  return permissions[own] ?? (like && permissions[like]);
}

/** The action of every record that a role speaks of with the same words. */
export function likenessOf({ models }: Crm, action: Action): RecordAction {
  const name = broughtName(action);
  if (name === null) return likenesses[recordAction(action)] ?? recordAction(action);
  return broughtAction(models, name)?.as ?? "change";
}

function broughtAction(models: Crm["models"], name: string) {
  return models.capabilities.flatMap(({ actions }) => actions?.[name] ?? [])[0];
}

function broughtName(action: Action): string | null {
  return action.startsWith("actions.") ? action.slice("actions.".length) : null;
}

function recordAction(action: Action): RecordAction {
  return Object.hasOwn(spoken, action) ? (action as RecordAction) : "change";
}

/** An action in words, as it stands after “may not” and before the type. */
export function actionWords(action: Action, models?: Crm["models"]): Words {
  const name = broughtName(action);
  if (name === null) return spoken[recordAction(action)];
  return (models && broughtAction(models, name)?.label) ?? { fr: name, en: name };
}

/** The refusal of an action; those of capabilities are told in words where the capabilities are given. */
export function denied(type: ModelType, action: Action, models?: Crm["models"]): Refusal {
  return new Refusal("access.denied", { action: actionWords(action, models), label: type.label });
}
