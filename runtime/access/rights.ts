import { Refusal } from "../../core/errors/index.ts";
import type { Words } from "../../core/language/index.ts";
import { checkExpression, parseExpression } from "../../metamodel/expression/index.ts";
import type { RoleDocument } from "../../metamodel/kinds/index.ts";
import type { Model, ModelType } from "../../metamodel/model.ts";
import type { Crm } from "../crm.ts";

export type Action = "see" | "create" | "change" | "delete";

const spoken: Readonly<Record<Action, Words>> = {
  see: { fr: "consulter", en: "see" },
  create: { fr: "créer", en: "create" },
  change: { fr: "modifier", en: "change" },
  delete: { fr: "supprimer", en: "delete" },
};

/** One concrete type's share of a right: always, or where one of the conditions holds. */
export interface Grant {
  readonly type: string;
  /** Empty: without condition. Each is CEL text over the fields of `over`. */
  readonly conditions: readonly { readonly text: string; readonly over: string }[];
}

/** What a user may do with the records of a type and its subtypes. A concrete type without a grant is out of reach. */
export interface Rights {
  readonly answer: "allow" | "deny" | "depends";
  readonly grants: readonly Grant[];
}

/** The rights of a set of roles on one model; they never depend on who holds the roles. */
interface Ledger {
  readonly rights: Map<string, Rights>;
  readonly hidden: Map<string, ReadonlySet<string>>;
}

const everything: Rights = Object.freeze({ answer: "allow", grants: [] });
const nothing: ReadonlySet<string> = new Set();
const ledgers = new WeakMap<Model, Map<string, Ledger>>();

/** What the user's roles, added up, say about an action on a type. Remembered per model and set of roles. */
export function rightsOn(crm: Crm, { type, action }: { type: ModelType; action: Action }): Rights {
  if (crm.user.administrator) return everything;
  const { rights } = ledgerOf(crm);
  const key = `${action} ${type.name}`;
  const known = rights.get(key);
  if (known) return known;

  const grants = type.concrete.flatMap((name) => grantOn(crm, name, action) ?? []);
  const isWhole =
    grants.length === type.concrete.length && grants.every((grant) => grant.conditions.length === 0);
  const made: Rights = Object.freeze({
    answer: grants.length === 0 ? "deny" : isWhole ? "allow" : "depends",
    grants,
  });
  rights.set(key, made);
  return made;
}

/**
 * Fields of a type that the user neither sees nor changes. With several roles a field is shown when every record the
 * user sees is seen through a role that shows it; otherwise a narrow role would open the field on all records.
 */
export function hiddenFields(crm: Crm, type: ModelType): ReadonlySet<string> {
  if (crm.user.administrator) return nothing;
  const { hidden } = ledgerOf(crm);
  const known = hidden.get(type.name);
  if (known) return known;
  const made = new Set([...hiddenByRole(crm, type), ...tellingHidden(crm, type)]);
  hidden.set(type.name, made);
  return made;
}

function hiddenByRole(crm: Crm, type: ModelType): readonly string[] {
  return type.concrete.flatMap((name) => hiddenIn(crm, name));
}

/** Computed fields that would tell what another field, which is hidden, holds. */
function tellingHidden(crm: Crm, type: ModelType): readonly string[] {
  const { model } = crm;
  const computed = [...type.fields.values()].filter((field) => field.type.computation(field.document));
  return computed.flatMap(({ name }) => {
    const { mentions } = checkExpression(parseExpression(name), { model, type: type.name, isAnew: true });
    const isTelling = mentions.some(({ type: of, field }) => {
      const mentioned = model.types.get(of);
      return mentioned !== undefined && hiddenByRole(crm, mentioned).includes(field);
    });
    return isTelling ? [name] : [];
  });
}

/** Refuses with `access.denied` what no role allows on any record of the type. */
export function mustAllow(crm: Crm, { type, action }: { type: ModelType; action: Action }): Rights {
  const rights = rightsOn(crm, { type, action });
  if (rights.answer === "deny") throw denied(type, action);
  return rights;
}

export function denied(type: ModelType, action: Action): Refusal {
  return new Refusal("access.denied", { action: spoken[action], label: type.label });
}

function ledgerOf(crm: Crm): Ledger {
  const byRoles = ledgers.get(crm.model) ?? new Map<string, Ledger>();
  ledgers.set(crm.model, byRoles);
  const key = rolesKey(crm);
  const ledger = byRoles.get(key) ?? { rights: new Map(), hidden: new Map() };
  byRoles.set(key, ledger);
  return ledger;
}

/** Names a set of roles, whatever their order: users of one key have the same rights, conditions apart. */
export function rolesKey(crm: Crm): string {
  return crm.user.administrator ? "*" : [...new Set(crm.user.roles)].sort().join(" ");
}

interface Said {
  readonly permissions: RoleDocument["types"][string];
  /** The type that the role names; conditions are written over its fields. */
  readonly over: string;
}

function said(crm: Crm, name: string): readonly Said[] {
  const lineage = crm.model.types.get(name)?.lineage ?? [];
  return crm.user.roles.flatMap((role) => {
    const types = crm.model.roles.get(role)?.types ?? {};
    const named = lineage.find((ancestor) => Object.hasOwn(types, ancestor));
    const permissions = types[named ?? "*"];
    return permissions ? [{ permissions, over: named ?? name }] : [];
  });
}

function grantOn(crm: Crm, name: string, action: Action): Grant | null {
  const permissions = said(crm, name).map(({ permissions, over }) => ({
    value: permissions[action] ?? false,
    over,
  }));
  if (permissions.some(({ value }) => value === true)) return { type: name, conditions: [] };
  const conditions = permissions.flatMap(({ value, over }) =>
    typeof value === "string" ? [{ text: value, over }] : [],
  );
  return conditions.length > 0 ? { type: name, conditions } : null;
}

function hiddenIn(crm: Crm, name: string): readonly string[] {
  const seeing = said(crm, name)
    .map(({ permissions }) => permissions)
    .filter(({ see }) => see !== undefined && see !== false);
  const candidates = new Set(seeing.flatMap(({ hidden }) => hidden ?? []));
  return [...candidates].filter((field) => {
    const showing = seeing.filter(({ hidden }) => !hidden?.includes(field));
    return showing.length === 0 || !showing.some(({ see }) => see === true);
  });
}
