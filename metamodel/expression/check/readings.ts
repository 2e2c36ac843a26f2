import type { Node } from "../node.ts";
import type { Term } from "../term.ts";
import { kindWords } from "./kind-words.ts";
import { kindName, type Meaning, type Scope, wrong } from "./scope.ts";

/** A piece that must be a plain value; a record counts as its key. */
export function operandOf(node: Node, scope: Scope): Term | null {
  const meaning = scope.read(node, scope);
  return meaning && plainTerm(meaning, node, scope);
}

/** The plain value a meaning stands for. */
export function plainTerm(meaning: Meaning, node: Node, scope: Scope): Term | null {
  if (meaning.is === "value") return meaning.term;
  if (meaning.is === "record") return meaning.key;
  if (meaning.is === "null") return wrong(scope, node, "expression.null");
  return wrong(scope, node, "expression.no-plain-value", { kind: kindWords([kindName(meaning)]) });
}

/** A piece that must be true or false. */
export function conditionOf(node: Node, scope: Scope): Term | null {
  const term = operandOf(node, scope);
  if (!term || term.kind === "bool") return term;
  return wrong(scope, node, "expression.condition", { kind: kindWords([term.kind]) });
}

/** Terms of several pieces; null when one of them is wrong, after all have been looked at. */
export function allOf(nodes: readonly Node[], scope: Scope, read: typeof operandOf): Term[] | null {
  const terms = nodes.map((node) => read(node, scope)).filter((term) => term !== null);
  return terms.length === nodes.length ? terms : null;
}
