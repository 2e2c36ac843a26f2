import type { ModelType } from "../../metamodel/model.ts";
import { type Action, type Condition, type Rights, rightsFollowed, rightsOn } from "../access/index.ts";
import type { Crm } from "../crm.ts";

/**
 * A right as a text: the same text, the same right for everybody who holds the roles. What follows another record
 * stands with the right on that one.
 */
export function signatureOf(crm: Crm, asked: { readonly type: ModelType; readonly action: Action }): string {
  return JSON.stringify(inFull(crm, rightsOn(crm, asked)));
}

function inFull(crm: Crm, { answer, shares }: Rights): unknown {
  const all = shares.map(({ type, conditions, denials }) => [
    type,
    conditions.map((each) => followed(crm, each)),
    denials.map((each) => followed(crm, each)),
  ]);
  return [answer, all];
}

/** Who may change the other record, or is just making it, are told apart. */
function followed(crm: Crm, condition: Condition): unknown {
  if ("text" in condition) return condition;
  const actions = condition.action === "create" ? (["change", "create"] as const) : [condition.action];
  return [condition, actions.map((action) => inFull(crm, rightsFollowed(crm, { ...condition, action })))];
}
