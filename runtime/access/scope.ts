import { Refusal } from "../../core/errors/index.ts";
import { didYouMean } from "../../core/language/index.ts";
import { type RecordAction, recordActions } from "../../metamodel/kinds/index.ts";
import type { Crm, ScopeTypes } from "../crm.ts";
import { type Action, likenessOf } from "./actions.ts";
import { ownersOf } from "./said.ts";

/**
 * Whether the key that somebody comes with leaves an action on a concrete type to the rights of its account. Lines and
 * ties come with the record that lists them, as they do in roles.
 */
export function isInScope(crm: Crm, { name, action }: { name: string; action: Action }): boolean {
  const { scope } = crm.user;
  return scope === null || covers(crm, { types: scope.types, name, action, walked: [] });
}

interface Asked {
  readonly types: ScopeTypes;
  readonly name: string;
  readonly action: Action;
  readonly walked: readonly string[];
}

function covers(crm: Crm, { types, name, action, walked }: Asked): boolean {
  const lineage = crm.model.types.get(name)?.lineage ?? [];
  const named = lineage.find((ancestor) => Object.hasOwn(types, ancestor));
  if (named !== undefined) return allows(crm, types[named], action);
  return allows(crm, types["*"], action) || comesAlong(crm, { types, name, action, walked });
}

function allows(crm: Crm, said: ScopeTypes[string] | undefined, action: Action): boolean {
  if (said === undefined || said === "all") return said === "all";
  return said.includes(action.replace(/^actions\./, "")) || said.includes(likenessOf(crm, action));
}

function comesAlong(crm: Crm, { types, name, action, walked }: Asked): boolean {
  if (walked.includes(name)) return false;
  const like = likenessOf(crm, action);
  const wanted: readonly RecordAction[] = like === "see" ? ["see"] : ["change", "create"];
  if (like === "export" || like === "merge" || like === "import") return false;
  return ownersOf(crm.model, name).some(({ type }) =>
    wanted.some((each) => covers(crm, { types, name: type, action: each, walked: [...walked, name] })),
  );
}

/** Refuses types and actions that do not exist (`key.scope-unknown`), with the nearest one. */
export function mustKnowScope({ model, models }: Pick<Crm, "model" | "models">, types: ScopeTypes): void {
  const brought = models.capabilities.flatMap(({ actions }) => Object.keys(actions ?? {}));
  const actions = [...recordActions, ...brought];
  for (const [type, said] of Object.entries(types)) {
    mustBeOneOf(type, ["*", ...model.types.keys()]);
    if (said !== "all") for (const action of said) mustBeOneOf(action, actions);
  }
}

function mustBeOneOf(word: string, known: readonly string[]): void {
  if (!known.includes(word))
    throw new Refusal("key.scope-unknown", { word, suggestion: didYouMean(word, known) });
}
