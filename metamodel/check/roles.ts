import { didYouMean } from "../../core/language/index.ts";
import { type RoleDocument, recordActions, type TypePermissions } from "../kinds/index.ts";
import type { ModelType } from "../model.ts";
import { at, type Checking, expressionAt, report, type Spot, typeAt } from "./checking.ts";
import { fieldAt } from "./paths.ts";

/** Checks that a role speaks of types, fields and actions that are there, in conditions that can be answered. */
export function checkRole(checking: Checking, document: RoleDocument): void {
  const spot: Spot = { checking, document, place: [] };
  for (const [name, said] of Object.entries(document.types)) {
    const place = at(spot, "types", name);
    if (name === "*") {
      checkForAll(place, document, said);
      continue;
    }
    const type = typeAt(place, name);
    if (!type) continue;
    for (const { steps, text } of conditionsIn(said))
      expressionAt(at(place, ...steps), { text, type, expects: "bool", user: true });
    checkActions(at(place, "actions"), type, said.actions);
    checkActions(at(place, "deny", "actions"), type, said.deny?.actions);
    for (const field of Object.keys(said.fields ?? {}))
      if (!isBelow(checking, type, field)) fieldAt(at(place, "fields", field), type, field);
  }
}

interface Condition {
  readonly steps: readonly string[];
  readonly text: string;
}

function conditionsIn({ deny, fields = {}, ...said }: TypePermissions): Condition[] {
  return [
    ...permitted(said, []),
    ...permitted(deny ?? {}, ["deny"]),
    ...Object.entries(fields).flatMap(([field, right]): Condition[] =>
      typeof right === "string" ? [] : [{ steps: ["fields", field, "write"], text: right.write }],
    ),
  ];
}

function permitted(said: NonNullable<TypePermissions["deny"]>, above: readonly string[]): Condition[] {
  const all = [
    ...recordActions.map((action) => [[action], said[action]] as const),
    ...Object.entries(said.actions ?? {}).map(([name, one]) => [["actions", name], one] as const),
  ];
  return all.flatMap(([steps, one]) =>
    typeof one === "string" ? [{ steps: [...above, ...steps], text: one }] : [],
  );
}

/** A condition on every other type has to be one for each of them; the first that it does not fit is told. */
function checkForAll(place: Spot, { types }: RoleDocument, said: TypePermissions): void {
  const { checking } = place;
  const others = [...checking.model.types.values()].filter(
    ({ lineage }) => !lineage.some((name) => Object.hasOwn(types, name)),
  );
  for (const { steps, text } of conditionsIn(said)) {
    const before = checking.faults.length;
    for (const type of others) {
      expressionAt(at(place, ...steps), { text, type, expects: "bool", user: true });
      if (checking.faults.length > before) break;
    }
  }
}

/** Actions are those of the capabilities that the type, or one below it, has switched on. */
function checkActions(place: Spot, type: ModelType, said: TypePermissions["actions"]): void {
  const { capabilities, model } = place.checking;
  if (!capabilities || !said) return;
  const own = type.concrete.flatMap((name) => [...(model.types.get(name)?.capabilities.keys() ?? [])]);
  const known = capabilities
    .filter(({ name, settings }) => settings === undefined || own.includes(name))
    .flatMap(({ actions = {} }) => Object.keys(actions));
  for (const name of Object.keys(said))
    if (!known.includes(name))
      report(at(place, name), "metadata.action-unknown", {
        name,
        type: type.label,
        suggestion: didYouMean(name, known),
      });
}

/** Whether a subtype has the field: what a role says of it in a base type holds below it too. */
function isBelow(checking: Checking, type: ModelType, field: string): boolean {
  return type.concrete.some((name) => checking.model.types.get(name)?.fields.has(field));
}
