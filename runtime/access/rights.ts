import type { Model, ModelType } from "../../metamodel/model.ts";
import type { Crm, User } from "../crm.ts";
import { type Action, allowedBy, denied, likenessOf, saidOf } from "./actions.ts";
import { ownersOf, type Said, saidOn } from "./said.ts";
import { isInScope } from "./scope.ts";

/** What a right hangs on: CEL text over the fields of a type, or what may be done with the record that lists this one. */
export type Condition = { readonly text: string; readonly over: string } | Following;

/** The record that lists this one, and what has to be allowed there. */
export interface Following {
  /** The reference to that record, and its type. */
  readonly by: string;
  readonly owner: string;
  /** `create` stands for: may change it, or is just making it. */
  readonly action: "see" | "history" | "change" | "create";
  /** The roles that say nothing of the listed records themselves. */
  readonly roles: readonly string[];
  /** The types gone through so far, so that lists within each other's records come to an end. */
  readonly walked: readonly string[];
}

/** One concrete type's share of a right: always, or where one of the conditions holds, and none of the denials. */
export interface Share {
  readonly type: string;
  /** Empty: without condition. */
  readonly conditions: readonly Condition[];
  readonly denials: readonly Condition[];
}

/** What a user may do with the records of a type and its subtypes. A concrete type without a share is out of reach. */
export interface Rights {
  readonly answer: "allow" | "deny" | "depends";
  readonly shares: readonly Share[];
}

const everything: Rights = Object.freeze({ answer: "allow", shares: [] });
const nothing: Rights = Object.freeze({ answer: "deny", shares: [] });
const remembered = new WeakMap<Model, Map<string, Rights>>();

/** What the user's roles, added up, say about an action on a type. Remembered per model and set of roles. */
export function rightsOn(crm: Crm, { type, action }: { type: ModelType; action: Action }): Rights {
  if (crm.user.administrator) return everything;
  return rightsBy(crm, { type, action, roles: crm.user.roles, walked: [] });
}

/** The right on a record that lists others, as it is followed by what it lists; what any role denies is taken from it. */
export function rightsFollowed(crm: Crm, { owner, action, roles, walked }: Omit<Following, "by">): Rights {
  const type = crm.model.types.get(owner);
  return type ? rightsBy(crm, { type, action, roles, walked }) : nothing;
}

function rightsBy(crm: Crm, asked: Asked): Rights {
  const { type, action, roles, walked } = asked;
  const known = remembered.get(crm.model) ?? new Map<string, Rights>();
  remembered.set(crm.model, known);
  const which = roles === crm.user.roles ? "" : JSON.stringify([roles, walked]);
  const key = `${rolesKey(crm)} | ${which} | ${action} | ${type.name}`;
  // Who asks may hold the type as a reader knows it, with fewer subtypes: what is remembered is of the whole one.
  const whole = crm.model.types.get(type.name) ?? type;
  const found = known.get(key) ?? composeRights(crm, { ...asked, type: whole });
  known.set(key, found);
  return found;
}

interface Asked {
  readonly type: ModelType;
  readonly action: Action;
  readonly roles: readonly string[];
  /** The types whose records list those of this one: a circle gives nothing. */
  readonly walked: readonly string[];
}

function composeRights(crm: Crm, asked: Asked): Rights {
  const { concrete } = asked.type;
  const shares = concrete.flatMap((name) => shareOn(crm, name, asked) ?? []);
  const isWhole =
    shares.length === concrete.length &&
    shares.every(({ conditions, denials }) => conditions.length + denials.length === 0);
  const answer = shares.length === 0 ? "deny" : isWhole ? "allow" : "depends";
  return Object.freeze({ answer, shares });
}

function shareOn(crm: Crm, name: string, asked: Asked): Share | null {
  // What a record lets its lines do was asked of the lines themselves.
  if (asked.walked.length === 0 && !isInScope(crm, { name, action: asked.action })) return null;
  if (mayEverything(crm)) return { type: name, conditions: [], denials: [] };
  const denials = denialsOn(crm, name, asked.action);
  if (denials === "always") return null;
  const grants = saidOn(crm.model, name, asked.roles).map((said) => grantOf(crm, name, { said, ...asked }));
  if (grants.includes("always")) return { type: name, conditions: [], denials };
  const conditions = grants.flatMap((grant) => (grant === "always" ? [] : grant));
  return conditions.length > 0 ? { type: name, conditions: distinct(conditions), denials } : null;
}

/** The ways in which one role allows something: always, or under any of the conditions. */
export function grantOf(
  crm: Crm,
  name: string,
  {
    said: { role, permissions, over },
    action,
    walked = [],
  }: { said: Said; action: Action; walked?: readonly string[] },
): "always" | readonly Condition[] {
  if (!permissions && !isFlagged(action)) return followed(crm, name, { role: role.name, action, walked });
  const value = allowedBy(crm, { role, permissions, action });
  if (value === true) return "always";
  return value === false ? [] : [{ text: value, over }];
}

/** What the role's own flags allow it allows of every record that is seen. */
function isFlagged(action: Action): boolean {
  return action === "export" || action === "merge" || action === "import";
}

/** Lines and ties are seen with the record that lists them, and written by who may change it. */
function followed(
  crm: Crm,
  name: string,
  { role, action, walked }: { role: string; action: Action; walked: readonly string[] },
): readonly Condition[] {
  if (walked.includes(name)) return [];
  const wanted = followedAction(crm, action);
  return ownersOf(crm.model, name).flatMap(({ type, by }): Condition[] => {
    const one: Following = { by, owner: type, action: wanted, roles: [role], walked: [...walked, name] };
    const actions = wanted === "create" ? (["change", "create"] as const) : [wanted];
    const isReached = actions.some((each) => rightsFollowed(crm, { ...one, action: each }).answer !== "deny");
    return isReached ? [one] : [];
  });
}

function followedAction(crm: Crm, action: Action): "see" | "history" | "change" | "create" {
  if (action === "see" || action === "history" || action === "create") return action;
  return likenessOf(crm, action) === "see" ? "see" : "change";
}

/** What any of the user's roles denies, and what capabilities take from every role. */
function denialsOn(crm: Crm, name: string, action: Action): "always" | readonly Condition[] {
  const said = saidOn(crm.model, name, crm.user.roles).map(({ permissions, over }) => ({
    value: saidOf(crm, permissions?.deny ?? {}, action) ?? false,
    over,
  }));
  if (said.some(({ value }) => value === true)) return "always";
  const byRoles = said.flatMap(({ value, over }) =>
    typeof value === "string" ? [{ text: value, over }] : [],
  );
  return distinct([...byRoles, ...(action === "see" ? takenByCapabilities(crm, name) : [])]);
}

/** A capability says it of types of the standard model, which an app may have without the fields that it asks. */
export function takenByCapabilities({ model, models }: Crm, name: string): readonly Condition[] {
  const lineage = model.types.get(name)?.lineage ?? [];
  return models.capabilities
    .flatMap(({ denies = [] }) => denies)
    .filter(({ on, needs }) => {
      const fields = model.types.get(on)?.fields;
      return lineage.includes(on) && needs.every((field) => fields?.has(field));
    })
    .map(({ on, see }) => ({ text: see, over: on }));
}

/** The same condition once; what several roles follow to the same record is followed together. */
function distinct(conditions: readonly Condition[]): readonly Condition[] {
  const found = new Map<string, Condition>();
  for (const each of conditions) {
    const key = "text" in each ? JSON.stringify(each) : JSON.stringify({ ...each, roles: [] });
    const same = found.get(key);
    const isBoth = same && "roles" in same && "roles" in each;
    found.set(key, isBoth ? { ...each, roles: [...same.roles, ...each.roles] } : each);
  }
  return [...found.values()];
}

/** Whether the user may do something with records of any type at all: what screens offer, and doors ask first. */
export function mayAnywhere(crm: Crm, action: Action): boolean {
  const types = [...crm.model.types.values()].filter(({ parent }) => parent === null);
  return crm.user.administrator || types.some((type) => rightsOn(crm, { type, action }).answer !== "deny");
}

/** Refuses with `access.denied` what no role allows on any record of the type. */
export function mustAllow(crm: Crm, { type, action }: { type: ModelType; action: Action }): Rights {
  const rights = rightsOn(crm, { type, action });
  if (rights.answer === "deny") throw denied(type, action, crm.models);
  return rights;
}

/** Whether no role restricts the user: he is an administrator, if only within the scope of his key. */
export function mayEverything({ user }: Pick<Crm, "user">): boolean {
  return user.administrator || user.scope?.everything === true;
}

/** Names a set of roles, whatever their order: users of one key have the same rights, conditions apart. */
export function rolesKey(crm: Crm): string {
  const known = rolesKeys.get(crm.user);
  if (known !== undefined) return known;
  const { scope, roles } = crm.user;
  const held = mayEverything(crm) ? "*" : [...new Set(roles)].sort().join(" ");
  const key = scope ? `${held} ${JSON.stringify(scope.types)}` : held;
  rolesKeys.set(crm.user, key);
  return key;
}

const rolesKeys = new WeakMap<User, string>();
