import Handlebars from "handlebars";
import type { Fault } from "../../core/errors/index.ts";
import { nearest } from "../../core/language/index.ts";
import type { Model, ModelType } from "../model.ts";
import { blockHelpers, houseValues, inlineHelpers } from "./helper-names.ts";
import { follow, type Needs, noNeeds, type Scope } from "./needs.ts";
import { mostNested, tooDeepAt } from "./nesting.ts";

/** What reading a template text gives: what it needs of a record, and what is wrong in it. */
export interface TemplateReading {
  readonly needs: Needs;
  readonly faults: readonly Fault[];
}

interface Reader {
  readonly model: Model;
  readonly faults: Fault[];
  /** The scopes around the current one, outermost first: `../` climbs them. */
  readonly scopes: readonly Scope[];
}

const longest = 200_000;
const inline = new Set<string>(inlineHelpers);
const block = new Set<string>(blockHelpers);

/**
 * Reads a Handlebars text without running it: every path is followed through the model, every helper must be a
 * known one. Nothing but fields, helpers and blocks is accepted (no partials, no decorators, no `{{{raw}}}`).
 */
export function readTemplate(
  model: Model,
  { type, text }: { type: ModelType; text: string },
): TemplateReading {
  const needs = noNeeds();
  if (text.length > longest)
    return { needs, faults: [{ path: "", code: "template.too-long", values: { limit: longest } }] };
  const line = tooDeepAt(text);
  if (line !== null) {
    const values = { line, limit: mostNested };
    return { needs, faults: [{ path: `line ${line}`, code: "template.too-deep", values }] };
  }
  const program = parse(text);
  if ("fault" in program) return { needs, faults: [program.fault] };
  const reader: Reader = { model, faults: [], scopes: [{ type, needs }] };
  readProgram(reader, program.ast);
  return { needs, faults: reader.faults };
}

function parse(text: string): { ast: hbs.AST.Program } | { fault: Fault } {
  try {
    return { ast: Handlebars.parse(text) };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const line = Number(/line (\d+)/.exec(reason)?.[1] ?? 1);
    const words = reason.split("\n").at(-1)?.slice(0, 300) ?? reason;
    return { fault: { path: `line ${line}`, code: "template.broken", values: { line, reason: words } } };
  }
}

function readProgram(reader: Reader, program: hbs.AST.Program | undefined): void {
  for (const statement of program?.body ?? []) readStatement(reader, statement);
}

function readStatement(reader: Reader, statement: hbs.AST.Statement): void {
  if (isMustache(statement)) readMustache(reader, statement);
  else if (isBlock(statement)) readBlock(reader, statement);
  else if (statement.type !== "ContentStatement" && statement.type !== "CommentStatement")
    refuse(reader, statement, "template.form-refused", { form: statement.type });
}

function readMustache(reader: Reader, mustache: hbs.AST.MustacheStatement): void {
  if (!mustache.escaped) refuse(reader, mustache, "template.raw-refused", {});
  readCall(reader, mustache);
}

/** `{{path}}`, `{{helper argument}}` or a sub-expression: returns the scope at the end of a plain path. */
function readCall(
  reader: Reader,
  call: hbs.AST.MustacheStatement | hbs.AST.SubExpression,
): Scope | undefined {
  const name = isPath(call.path) ? call.path.original : "";
  const isHelper = inline.has(name) && (call.params.length > 0 || name === "today");
  if (!isHelper && call.params.length > 0) {
    const near = nearest(name, inlineHelpers);
    refuse(reader, call, near ? "template.helper-unknown-near" : "template.helper-unknown", { name, near });
    return undefined;
  }
  for (const value of call.hash?.pairs ?? []) readValue(reader, value.value);
  for (const value of call.params) readValue(reader, value);
  return isHelper ? undefined : readValue(reader, call.path);
}

function readBlock(reader: Reader, statement: hbs.AST.BlockStatement): void {
  const name = statement.path.original;
  if (!block.has(name)) {
    const near = nearest(name, blockHelpers);
    refuse(reader, statement, near ? "template.helper-unknown-near" : "template.helper-unknown", {
      name,
      near,
    });
    return;
  }
  const scope = statement.params.map((value) => readValue(reader, value))[0];
  const opens = name === "each" || name === "with";
  const inner = opens && scope ? { ...reader, scopes: [...reader.scopes, scope] } : reader;
  readProgram(inner, statement.program);
  readProgram(reader, statement.inverse);
}

function readValue(reader: Reader, value: hbs.AST.Expression): Scope | undefined {
  if (isSubExpression(value)) return readCall(reader, value);
  return isPath(value) ? readPath(reader, value) : undefined;
}

function readPath(reader: Reader, path: hbs.AST.PathExpression): Scope | undefined {
  if (path.data) return undefined; // @index, @first, @last
  const parts = path.parts.map(String);
  const scope = reader.scopes[reader.scopes.length - 1 - path.depth] ?? reader.scopes[0];
  if (!scope) return undefined;
  if (isHouseValue(parts) && !scope.type?.fields.has(parts[0] ?? "")) return undefined;
  const fault = (found: Fault) => reader.faults.push(found);
  return follow({ model: reader.model, line: path.loc.start.line, fault }, scope, parts);
}

function isHouseValue([first, second, ...more]: readonly string[]): boolean {
  return more.length === 0 && (houseValues.get(first ?? "") ?? []).includes(second ?? "");
}

function refuse(
  reader: Reader,
  node: hbs.AST.Node,
  code:
    | "template.form-refused"
    | "template.raw-refused"
    | "template.helper-unknown"
    | "template.helper-unknown-near",
  values: Readonly<Record<string, unknown>>,
): void {
  const line = node.loc.start.line;
  reader.faults.push({ path: `line ${line}`, code, values: { line, ...values } });
}

function isMustache(node: hbs.AST.Node): node is hbs.AST.MustacheStatement {
  return node.type === "MustacheStatement";
}
function isBlock(node: hbs.AST.Node): node is hbs.AST.BlockStatement {
  return node.type === "BlockStatement";
}
function isPath(node: hbs.AST.Node): node is hbs.AST.PathExpression {
  return node.type === "PathExpression";
}
function isSubExpression(node: hbs.AST.Node): node is hbs.AST.SubExpression {
  return node.type === "SubExpression";
}
