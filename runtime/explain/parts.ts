import { mentions, type Node, parseExpression, piecesOf } from "../../metamodel/expression/index.ts";
import { type Model, type ModelType, systemFields } from "../../metamodel/model.ts";
import type { Condition } from "../access/index.ts";

/** The pieces of a condition that `and` and `or` join, each a condition by itself. */
export function partsOf(condition: Condition): readonly Condition[] {
  if (!("text" in condition)) return [condition];
  const { text, over } = condition;
  return leavesOf(parseExpression(text).root).map(({ start, end }) => ({
    text: text.slice(start, end),
    over,
  }));
}

function leavesOf(node: Node): readonly Node[] {
  return node.op === "and" || node.op === "or" ? node.items.flatMap(leavesOf) : [node];
}

/** What a text reads of the record: the longest paths through references, whose values can be read with it. */
export function recordPaths(
  text: string,
  { model, type }: { model: Model; type: ModelType },
): readonly string[] {
  const paths = mentions(parseExpression(text)).map(({ path }) => path);
  const isPrefix = (path: readonly string[]) =>
    paths.some((other) => other.length > path.length && path.every((name, index) => name === other[index]));
  const whole = paths.filter((path) => !isPrefix(path) && isReadable(path, { model, type }));
  return [...new Set(whole.map((path) => path.join(".")))];
}

function isReadable(path: readonly string[], { model, type }: { model: Model; type: ModelType }): boolean {
  const [name = "", ...rest] = path;
  const field = type.fields.get(name);
  if (!field) return rest.length === 0 && systemFields.some((each) => each === name);
  const relation = field.type.relation(field.document);
  if (rest.length === 0) return !relation || relation.kind === "one";
  const next = relation?.kind === "one" ? model.types.get(relation.to) : undefined;
  return next !== undefined && isReadable(rest, { model, type: next });
}

/** The names after `user.` that a text reads. */
export function userNames(text: string): readonly string[] {
  const found = new Set<string>();
  const walk = (node: Node): void => {
    if (node.op === "member" && node.of.op === "name" && node.of.name === "user") found.add(node.name);
    for (const piece of piecesOf(node)) walk(piece);
  };
  walk(parseExpression(text).root);
  return [...found];
}
