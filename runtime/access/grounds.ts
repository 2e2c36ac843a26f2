import type { FieldPermission, RoleDocument } from "../../metamodel/kinds/index.ts";
import type { Field } from "../../metamodel/model.ts";
import type { Crm } from "../crm.ts";
import { type Action, saidOf } from "./actions.ts";
import { type Condition, grantOf, takenByCapabilities } from "./rights.ts";
import { type Said, saidOn } from "./said.ts";

/** What one of the user's roles, or a capability, says of an action on a concrete type. */
export interface Ground {
  /** Null where a capability says it. */
  readonly role: RoleDocument | null;
  readonly effect: "allows" | "denies";
  /** Empty where the role does not allow it at all. */
  readonly conditions: "always" | readonly Condition[];
}

/** Everything that decides an action, role by role: the same that `rightsOn` joins. */
export function groundsOn(crm: Crm, { type, action }: { type: string; action: Action }): readonly Ground[] {
  const all = saidOn(crm.model, type, crm.user.roles);
  const taken = action === "see" ? takenByCapabilities(crm, type) : [];
  return [
    ...all.flatMap((said) => denialOf(crm, said, action) ?? []),
    ...(taken.length > 0 ? [{ role: null, effect: "denies", conditions: taken } as const] : []),
    ...all.map((said): Ground => {
      const conditions = grantOf(crm, type, { said, action });
      return { role: said.role, effect: "allows", conditions };
    }),
  ];
}

function denialOf(crm: Crm, { role, permissions, over }: Said, action: Action): Ground | null {
  const denied = saidOf(crm, permissions?.deny ?? {}, action) ?? false;
  if (denied === false) return null;
  const conditions = denied === true ? "always" : [{ text: denied, over }];
  return { role, effect: "denies", conditions };
}

/** What one of the user's roles says of a field, and on which records it says it. */
export interface FieldGround {
  readonly role: RoleDocument;
  readonly right: FieldPermission;
  /** Where the role lets the record itself be written. */
  readonly conditions: "always" | readonly Condition[];
  /** What must hold beside: the condition of the field itself. */
  readonly and: Condition | null;
}

/** Everything that decides whether a field is written, role by role: the same that `fieldWays` joins. */
export function fieldGroundsOn(
  crm: Crm,
  { type, field, action }: { type: string; field: Field; action: "see" | "create" | "change" },
): readonly FieldGround[] {
  return saidOn(crm.model, type, crm.user.roles).map((said) => {
    const right = said.permissions?.fields?.[field.name] ?? "write";
    return {
      role: said.role,
      right,
      conditions: grantOf(crm, type, { said, action }),
      and: typeof right === "string" ? null : { text: right.write, over: said.over },
    };
  });
}
