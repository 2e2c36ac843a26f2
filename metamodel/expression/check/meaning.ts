import type { Node } from "../node.ts";
import { Exact } from "../values/numbers.ts";
import { meaningOfCall } from "./calls.ts";
import { meaningOfOperator } from "./operators.ts";
import { meaningOfMember, meaningOfName } from "./paths.ts";
import { allOf, operandOf } from "./readings.ts";
import { constant, type Meaning, type Scope, wrong } from "./scope.ts";

/** What a piece of an expression stands for; null when something is wrong with it, which is noted then. */
export function meaningOf(node: Node, scope: Scope): Meaning | null {
  switch (node.op) {
    case "name":
      return meaningOfName(node, scope);
    case "member": {
      const of = meaningOf(node.of, scope);
      return of && meaningOfMember(node, of, scope);
    }
    case "call":
      return meaningOfCall(node, scope);
    case "null":
      return { is: "null" };
    case "list":
      return listOf(node, scope);
    case "text":
      return { is: "value", term: constant("string", node.value) };
    case "boolean":
      return { is: "value", term: constant("bool", node.value) };
    case "integer":
    case "decimal":
      return numberOf(node, scope);
    default:
      return meaningOfOperator(node, scope);
  }
}

function listOf(node: Node & { op: "list" }, scope: Scope): Meaning | null {
  const items = allOf(node.items, scope, operandOf);
  return items && { is: "list", items };
}

const digitsAtMost = 40;

function numberOf(node: Node & { op: "integer" | "decimal" }, scope: Scope): Meaning | null {
  const value = new Exact(node.value.toString());
  if (value.e > digitsAtMost || value.dp() > digitsAtMost)
    return wrong(scope, node, "expression.number", { limit: digitsAtMost });
  const term = node.op === "integer" ? constant("int", node.value) : constant("decimal", value);
  return { is: "value", term };
}
