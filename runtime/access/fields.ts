import { checkExpression, parseExpression } from "../../metamodel/expression/index.ts";
import type { Field, Model, ModelType } from "../../metamodel/model.ts";
import type { Crm } from "../crm.ts";
import { type Condition, grantOf, mayEverything, rolesKey } from "./rights.ts";
import { type Said, saidOn } from "./said.ts";

/** The rights on fields of a set of roles on one model; they never depend on who holds the roles. */
interface Ledger {
  readonly hidden: Map<string, ReadonlySet<string>>;
  readonly ways: Map<string, "always" | readonly Way[]>;
}

/** One role's way to write a field: where one of the conditions lets it write the record, and the field's own holds. */
export interface Way {
  /** Empty: any record. */
  readonly conditions: readonly Condition[];
  readonly and: Condition | null;
}

const nothing: ReadonlySet<string> = new Set();
const ledgers = new WeakMap<Model, Map<string, Ledger>>();

/**
 * Fields of a type that the user neither sees nor changes. With several roles a field is shown when every record the
 * user sees is seen through a role that shows it; otherwise a narrow role would open the field on all records.
 */
export function hiddenFields(crm: Crm, type: ModelType): ReadonlySet<string> {
  if (mayEverything(crm)) return nothing;
  const { hidden } = ledgerOf(crm);
  const known = hidden.get(type.name);
  if (known) return known;
  // A type as a reader knows it may have fewer subtypes.
  const whole = crm.model.types.get(type.name) ?? type;
  const made = new Set([...hiddenByRole(crm, whole), ...tellingHidden(crm, whole)]);
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

function hiddenIn(crm: Crm, name: string): readonly string[] {
  const seeing = saidOn(crm.model, name, crm.user.roles).filter((said) => {
    const sees = grantOf(crm, name, { said, action: "see" });
    return sees === "always" || sees.length > 0;
  });
  const candidates = new Set(seeing.flatMap(({ permissions }) => Object.keys(permissions?.fields ?? {})));
  return [...candidates].filter((field) => {
    const showing = seeing.filter((said) => rightIn(said, field) !== "hidden");
    if (showing.length === seeing.length) return false;
    return !showing.some((said) => grantOf(crm, name, { said, action: "see" }) === "always");
  });
}

function rightIn({ permissions }: Said, field: string) {
  return permissions?.fields?.[field] ?? "write";
}

/**
 * The ways in which the user may write a field of a concrete type's records; none where he only reads it. Each role
 * writes what it says on the records that it writes, so that two roles never open together what neither opens alone.
 */
export function fieldWays(
  crm: Crm,
  { type, field, action }: { type: ModelType; field: Field; action: "create" | "change" },
): "always" | readonly Way[] {
  if (mayEverything(crm)) return "always";
  const { ways } = ledgerOf(crm);
  const key = `${action} ${type.name} ${field.name}`;
  const made = ways.get(key) ?? waysOf(crm, { type, field, action });
  ways.set(key, made);
  return made;
}

function waysOf(
  crm: Crm,
  { type, field, action }: { type: ModelType; field: Field; action: "create" | "change" },
): "always" | readonly Way[] {
  const all = saidOn(crm.model, type.name, crm.user.roles);
  if (all.every((said) => rightIn(said, field.name) === "write")) return "always";
  const granting = all.flatMap((said) => {
    const grant = grantOf(crm, type.name, { said, action });
    return grant !== "always" && grant.length === 0 ? [] : [{ said, grant }];
  });
  // Whoever may write the record at all may write the field through each role that lets him.
  if (granting.every(({ said }) => rightIn(said, field.name) === "write")) return "always";
  const ways = granting.flatMap(({ said, grant }): Way[] => {
    const right = rightIn(said, field.name);
    const conditions = grant === "always" ? [] : grant;
    if (right === "write") return [{ conditions, and: null }];
    return typeof right === "string" ? [] : [{ conditions, and: { text: right.write, over: said.over } }];
  });
  return ways.some(({ conditions, and }) => conditions.length === 0 && and === null) ? "always" : ways;
}

function ledgerOf(crm: Crm): Ledger {
  const byRoles = ledgers.get(crm.model) ?? new Map<string, Ledger>();
  ledgers.set(crm.model, byRoles);
  const key = rolesKey(crm);
  const ledger = byRoles.get(key) ?? { hidden: new Map(), ways: new Map() };
  byRoles.set(key, ledger);
  return ledger;
}
