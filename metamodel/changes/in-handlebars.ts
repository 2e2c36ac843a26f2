import Handlebars from "handlebars";
import type { Model } from "../model.ts";
import { tooDeepAt } from "../templates/nesting.ts";
import { type Occurrence, type Step, walkSteps } from "./walk.ts";

/**
 * The fields a Handlebars template names: `{{customer.name}}`, `{{#each lines}}{{fee}}{{/each}}`, arguments of
 * helpers. A template that cannot be read names nothing; the check tells why it cannot.
 */
export function inHandlebars(model: Model, type: string, text: string): Occurrence[] {
  if (tooDeepAt(text) !== null) return [];
  const found: Occurrence[] = [];
  const lines = lineStarts(text);
  try {
    readProgram(Handlebars.parseWithoutProcessing(text), [type]);
  } catch {
    return [];
  }
  return found;

  function readProgram(program: hbs.AST.Program, scopes: readonly (string | null)[]): void {
    for (const statement of program.body) readStatement(statement, scopes);
  }

  function readStatement(statement: hbs.AST.Statement, scopes: readonly (string | null)[]): void {
    if (isMustache(statement)) readCall(statement, scopes);
    if (!isBlock(statement)) return;
    const leadsTo = readCall(statement, scopes);
    const helper = "original" in statement.path ? String(statement.path.original) : "";
    const inner = helper === "each" || helper === "with" ? [...scopes, leadsTo] : scopes;
    readProgram(statement.program, inner);
    if (statement.inverse) readProgram(statement.inverse, scopes);
  }

  /** Reads the arguments, or the name itself where there are none; tells where the first one leads. */
  function readCall(
    call: hbs.AST.MustacheStatement | hbs.AST.BlockStatement | hbs.AST.SubExpression,
    scopes: readonly (string | null)[],
  ): string | null {
    const pairs = call.hash?.pairs ?? [];
    const alone = call.params.length === 0 && pairs.length === 0;
    const read = alone ? [call.path] : [...call.params, ...pairs.map((pair) => pair.value)];
    const targets = read.map((expression) => readArgument(expression, scopes));
    return targets[0] ?? null;
  }

  function readArgument(expression: hbs.AST.Node, scopes: readonly (string | null)[]): string | null {
    if (isCall(expression)) return readCall(expression, scopes);
    if (!isPath(expression) || expression.data) return null;
    const scope = scopes[scopes.length - 1 - expression.depth] ?? null;
    if (scope === null) return null;
    const steps = stepsOf(expression, text, lines);
    if (!steps) return null;
    const walked = walkSteps(model, scope, steps);
    found.push(...walked.occurrences);
    return walked.leadsTo;
  }
}

/** Where each part of a path stands in the text; nothing for spellings such as `[a b]` that no field has. */
function stepsOf(path: hbs.AST.PathExpression, text: string, lines: readonly number[]): Step[] | null {
  const from = (lines[path.loc.start.line - 1] ?? 0) + path.loc.start.column;
  const to = (lines[path.loc.end.line - 1] ?? 0) + path.loc.end.column;
  const written = text.slice(from, to);
  let position = written.length;
  const steps: Step[] = [];
  for (const name of path.parts.toReversed()) {
    if (typeof name !== "string") return null;
    position = written.lastIndexOf(name, position - name.length);
    if (position < 0) return null;
    steps.unshift({ name, start: from + position });
  }
  return steps;
}

function lineStarts(text: string): number[] {
  return [0, ...[...text.matchAll(/\r\n?|\n/g)].map((end) => end.index + end[0].length)];
}

function isMustache(node: hbs.AST.Node): node is hbs.AST.MustacheStatement {
  return node.type === "MustacheStatement";
}

function isBlock(node: hbs.AST.Node): node is hbs.AST.BlockStatement {
  return node.type === "BlockStatement";
}

function isCall(node: hbs.AST.Node): node is hbs.AST.SubExpression {
  return node.type === "SubExpression";
}

function isPath(node: hbs.AST.Node): node is hbs.AST.PathExpression {
  return node.type === "PathExpression";
}
