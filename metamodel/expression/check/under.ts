import { treeOf } from "../../trees.ts";
import type { Node } from "../node.ts";
import type { Term } from "../term.ts";
import { same } from "./operators.ts";
import { operandOf } from "./readings.ts";
import { type Meaning, type Scope, wrong } from "./scope.ts";

/** `sector.isUnder(other)`: whether a record of a tree is the other one or lies below it. */
export function meaningOfUnder(
  node: Node & { op: "call" },
  { record, key }: Extract<Meaning, { is: "record" }>,
  scope: Scope,
): Meaning | null {
  const [item, ...rest] = node.items;
  if (!item || rest.length > 0)
    return wrong(scope, node, "expression.arguments", { name: node.name, count: 1 });
  const other = operandOf(item, scope);
  const type = scope.model.types.get(record.type);
  const tree = type && treeOf(type);
  if (!type || !tree?.column)
    return wrong(scope, node, "expression.no-tree", { type: type?.label ?? record.type });
  const test = other && same(node, { a: key, b: other, negated: false }, scope);
  if (test?.op !== "same") return null;
  if (test.right.kind !== "id") return wrong(scope, item, "expression.not-an-id");
  const term: Term = {
    op: "under",
    kind: "bool",
    record,
    of: test.left,
    other: test.right,
    tree: { type: type.name, name: tree.name, column: tree.column },
  };
  return { is: "value", term };
}
