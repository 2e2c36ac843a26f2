import { Refusal } from "../../core/errors/index.ts";
import type { ModelType } from "../../metamodel/model.ts";
import { type Action, actionWords } from "../access/index.ts";
import type { Crm } from "../crm.ts";

/** Whether a reason is asked for and was not given. What the house does by itself needs none. */
export function lacksReason({ user, origin }: Crm, type: ModelType, action: Action): boolean {
  return user.id !== null && origin.reason === undefined && type.asksReason.has(action);
}

/** Throws `record.reason-needed` where the type asks for a reason and the request came without one. */
export function mustGiveReason(crm: Crm, type: ModelType, action: Action): void {
  if (lacksReason(crm, type, action)) throw new Refusal("record.reason-needed", reasonValues(type, action));
}

/** What the sentence of the refusal needs. */
export function reasonValues(type: ModelType, action: Action) {
  return { action: actionWords(action), label: type.label };
}
