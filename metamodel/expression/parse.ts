import { type ASTNode, Environment, ParseError } from "@marcbachmann/cel-js";
import { Refusal, type RefusalCode } from "../../core/errors/index.ts";
import { type Expression, type Node, piecesOf } from "./node.ts";

/** Bounds of what is read: enough for any rule a person writes, too little to wear out a server. */
export const limits = { length: 5_000, depth: 60, nodes: 1_500 } as const;

const reader = new Environment({
  limits: {
    maxAstNodes: limits.nodes,
    maxDepth: limits.depth,
    maxListElements: 1_000,
    maxMapEntries: 100,
    maxCallArguments: 20,
  },
});

const remembered = new Map<string, Expression>();
const rememberedAtMost = 2_000;

/**
 * Reads a CEL text. Throws `expression.syntax` with the position of what cannot be read,
 * `expression.too-long` or `expression.too-deep` beyond the bounds, `expression.unsupported` for parts of CEL
 * that Dossier leaves out (maps, bytes, indexes), `expression.text` for texts that no database can hold.
 */
export function parseExpression(text: string): Expression {
  const known = remembered.get(text);
  if (known) return known;
  if (text.length > limits.length) throw refusal("expression.too-long", { limit: limits.length });

  const root = translate(read(text), text);
  mustBeShallow(root);
  const expression = Object.freeze({ text, root });
  if (remembered.size >= rememberedAtMost) remembered.clear();
  remembered.set(text, expression);
  return expression;
}

/** A text that stands somewhere else in the metadata, whose own check tells what is wrong with it: null then. */
export function rootIn(text: string): Node | null {
  try {
    return parseExpression(text).root;
  } catch (cause) {
    if (cause instanceof Refusal) return null;
    throw cause;
  }
}

/** CEL keeps words like `function` for itself; a field may be called so, and capitals never occur in field names. */
function read(text: string): ASTNode {
  let readable = text;
  for (;;) {
    try {
      return reader.parse(readable).ast;
    } catch (cause) {
      const place = cause instanceof ParseError && cause.code === "reserved_identifier" ? cause.range : null;
      if (!place) throw unreadable(text, cause);
      const word = readable.slice(place.start, place.end).toUpperCase();
      readable = readable.slice(0, place.start) + word + readable.slice(place.end);
    }
  }
}

function unreadable(text: string, cause: unknown): Refusal {
  if (!(cause instanceof ParseError)) return refusal("expression.too-deep", { limit: limits.depth }, cause);
  if (cause.code === "limit_exceeded") return refusal("expression.too-deep", { limit: limits.depth }, cause);
  const start = Math.min(cause.range?.start ?? 0, text.length);
  const near = text.slice(start, start + 20);
  if (cause.code.startsWith("unterminated"))
    return refusal("expression.text-open", { position: start + 1, near }, cause);
  if (near.trim() === "") return refusal("expression.ends-early", { position: start + 1 }, cause);
  return refusal("expression.syntax", { position: start + 1, near }, cause);
}

function refusal(code: RefusalCode, values: Record<string, unknown>, cause?: unknown): Refusal {
  return new Refusal(code, values, { faults: [{ path: "", code, values }], cause });
}

function mustBeShallow(root: Node): void {
  const open: [Node, number][] = [[root, 1]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [node, depth] = next;
    if (depth > limits.depth) throw refusal("expression.too-deep", { limit: limits.depth });
    for (const piece of piecesOf(node)) open.push([piece, depth + 1]);
  }
}

function translate(ast: ASTNode, text: string): Node {
  const place = { start: ast.start, end: ast.end };
  const go = (part: ASTNode): Node => translate(part, text);
  switch (ast.op) {
    case "value":
      return literal(ast, text);
    case "id":
      return { ...place, op: "name", name: text.slice(ast.start, ast.end) };
    case ".":
      return { ...place, op: "member", of: go(ast.args[0]), name: ast.args[1] };
    case "call":
      return { ...place, op: "call", of: null, name: ast.args[0], items: ast.args[1].map(go) };
    case "rcall":
      return { ...place, op: "call", of: go(ast.args[1]), name: ast.args[0], items: ast.args[2].map(go) };
    case "list":
      return { ...place, op: "list", items: ast.args.map(go) };
    case "&&":
    case "||":
      return { ...place, op: ast.op === "&&" ? "and" : "or", items: chain(ast, ast.op).map(go) };
    case "!_":
    case "-_":
      return { ...place, op: ast.op === "!_" ? "not" : "negate", of: go(ast.args) };
    case "?:":
      return {
        ...place,
        op: "conditional",
        when: go(ast.args[0]),
        met: go(ast.args[1]),
        otherwise: go(ast.args[2]),
      };
    case "[]":
    case "[?]":
    case ".?":
    case "map":
      throw unsupported(ast, text);
    default:
      return { ...place, op: ast.op, left: go(ast.args[0]), right: go(ast.args[1]) };
  }
}

/** `a && b && c` is one list of three, so that long conditions do not count as deep ones. */
function chain(ast: ASTNode, op: "&&" | "||"): ASTNode[] {
  const items: ASTNode[] = [];
  let left = ast;
  while (left.op === op) {
    items.unshift(left.args[1]);
    left = left.args[0];
  }
  return [left, ...items];
}

function literal(ast: ASTNode & { op: "value" }, text: string): Node {
  const place = { start: ast.start, end: ast.end };
  const { args: value } = ast;
  if (value === null) return { ...place, op: "null" };
  if (typeof value === "boolean") return { ...place, op: "boolean", value };
  if (typeof value === "bigint") return { ...place, op: "integer", value };
  if (typeof value === "number") return { ...place, op: "decimal", value: text.slice(ast.start, ast.end) };
  if (typeof value !== "string") throw unsupported(ast, text);
  if (value.includes("\0") || !value.isWellFormed())
    throw refusal("expression.text", { position: ast.start + 1 });
  return { ...place, op: "text", value };
}

function unsupported(ast: ASTNode, text: string): Refusal {
  const near = text.slice(ast.start, Math.min(ast.end, ast.start + 20));
  return refusal("expression.unsupported", { position: ast.start + 1, near });
}
