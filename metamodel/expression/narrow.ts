import type { ExpressionType } from "../field-type.ts";
import { celCall, celText } from "../fields/cel.ts";
import { type Node, piecesOf } from "./node.ts";
import { parseExpression } from "./parse.ts";

/** What a path of the record at hand holds: its type, and its value in canonical JSON. */
export interface Held {
  readonly type: ExpressionType;
  readonly value: unknown;
}

/**
 * The filter for a list that a condition over its records comes to, once the values of `record`, the one that is being
 * edited, stand in it: `site.customer == record.customer` becomes `site.customer == "019a…"`. Null where a value is
 * not known or cannot be written, and so nothing can be narrowed beforehand.
 */
export function narrowed(where: string, heldAt: (path: string) => Held | null): string | null {
  let text = where;
  for (const { start, end } of pathsOfRecord(parseExpression(where).root).toReversed()) {
    const held = heldAt(where.slice(start, end).replace(/^record\s*\.\s*/, ""));
    const literal = held && literalOf(held);
    if (literal === null) return null;
    text = text.slice(0, start) + literal + text.slice(end);
  }
  return text;
}

/** The longest paths that begin with `record`, in the order of the text. */
function pathsOfRecord(node: Node): readonly Node[] {
  if (node.op === "member" && isPathOfRecord(node)) return [node];
  return piecesOf(node)
    .flatMap(pathsOfRecord)
    .toSorted((a, b) => a.start - b.start);
}

function isPathOfRecord(node: Node): boolean {
  if (node.op === "name") return node.name === "record";
  return node.op === "member" && isPathOfRecord(node.of);
}

function literalOf({ type, value }: Held): string | null {
  if (value === null || value === undefined) return "null";
  switch (type) {
    case "string":
    case "record":
      return celText(String(value));
    case "int":
    case "bool":
      return String(value);
    case "decimal":
    case "date":
    case "timestamp":
      return celCall(type, value);
    case "duration":
      return celCall("duration", `${value}s`);
    case "list<string>":
      return Array.isArray(value) ? `[${value.map((each) => celText(String(each))).join(", ")}]` : null;
    default:
      return null;
  }
}
