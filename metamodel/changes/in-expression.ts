import { type ASTNode, parse } from "@marcbachmann/cel-js";
import type { Model } from "../model.ts";
import { type Occurrence, type Step, walkSteps } from "./walk.ts";

/** What a bare name stands for: the record's own fields, or the variable of a loop over other records. */
interface Scope {
  readonly type: string;
  readonly variables: ReadonlyMap<string, string | null>;
}

/**
 * The fields that a CEL expression names, in paths and in loops over children too. An expression that cannot be
 * read names nothing; the check tells why it cannot.
 */
export function inExpression(model: Model, type: string, text: string): Occurrence[] {
  const found: Occurrence[] = [];
  try {
    read(parse(text).ast, { type, variables: new Map([["user", null]]) });
  } catch {
    return [];
  }
  return found;

  /** Notes the fields of a node; tells the type of the records it stands for, if any. */
  function read(node: ASTNode, scope: Scope): string | null {
    const path = pathOf(node);
    if (path) return readPath(path, scope);
    if (node.op === "rcall") return readMethod(node, scope);
    for (const child of childrenOf(node)) read(child, scope);
    return null;
  }

  function readPath(steps: readonly Step[], scope: Scope): string | null {
    const variable = scope.variables.get(steps[0]?.name ?? "");
    const start = variable === undefined ? scope.type : variable;
    if (start === null) return null;
    const walked = walkSteps(model, start, variable === undefined ? steps : steps.slice(1));
    found.push(...walked.occurrences);
    return walked.leadsTo;
  }

  /** `lines.exists(line, line.fee > 0)`: the first argument names each of the records in the others. */
  function readMethod(node: Extract<ASTNode, { op: "rcall" }>, scope: Scope): string | null {
    const [, receiver, parameters] = node.args;
    const target = read(receiver, scope);
    const [first, ...rest] = parameters;
    if (target === null || first?.op !== "id" || rest.length === 0) {
      for (const parameter of parameters) read(parameter, scope);
      return null;
    }
    const inner: Scope = { ...scope, variables: new Map([...scope.variables, [first.args, target]]) };
    for (const parameter of rest) read(parameter, inner);
    return target;
  }
}

/** `a.b.c` as its steps; nothing where the node is anything else. */
function pathOf(node: ASTNode): Step[] | null {
  if (node.op === "id") return [{ name: node.args, start: node.start }];
  if (node.op !== ".") return null;
  const [holder, name] = node.args;
  const before = pathOf(holder);
  return before && [...before, { name, start: node.end - name.length }];
}

function childrenOf(node: ASTNode): ASTNode[] {
  if (node.op === "value" || node.op === "id") return [];
  return [node.args].flat(3).filter((child): child is ASTNode => typeof child === "object" && child !== null);
}
