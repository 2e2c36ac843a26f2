import { type Expression, type Node, type Place, piecesOf } from "./node.ts";
import { parseExpression } from "./parse.ts";

/** A path that an expression names, as written; the place is that of its last name. */
export interface PathMention extends Place {
  readonly path: readonly string[];
}

type Loops = ReadonlyMap<string, readonly string[] | null>;

/**
 * Every path an expression names, seen from its record, each step of it for itself: `customer.city` mentions
 * `customer` and `customer.city`. A loop variable stands for the path it loops over. Needs no model; the check's own
 * `mentions` tell which field of which type is meant.
 */
export function mentions(expression: Expression): readonly PathMention[] {
  const found: PathMention[] = [];
  pathOf(expression.root, new Map([["user", null]]));
  return found;

  /** Notes what a node mentions; tells the path it stands for, if any. */
  function pathOf(node: Node, loops: Loops): readonly string[] | null {
    switch (node.op) {
      case "name":
        return node.name === "self" ? [] : nameOf(node, loops);
      case "member": {
        const of = pathOf(node.of, loops);
        return of && noted([...of, node.name], { start: node.end - node.name.length, end: node.end });
      }
      case "call":
        return callOf(node, loops);
      default:
        for (const piece of piecesOf(node)) pathOf(piece, loops);
        return null;
    }
  }

  function nameOf(node: Node & { op: "name" }, loops: Loops): readonly string[] | null {
    const loop = loops.get(node.name);
    return loop === undefined ? noted([node.name], node) : loop;
  }

  /** `lines.exists(line, line.fee > 0)`: the first operand names each of the records in the second. */
  function callOf(node: Node & { op: "call" }, loops: Loops): readonly string[] | null {
    const of = node.of && pathOf(node.of, loops);
    const [variable, body] = node.items;
    if (of && node.items.length === 2 && variable?.op === "name" && body) {
      pathOf(body, new Map([...loops, [variable.name, of]]));
      return of;
    }
    for (const item of node.items) pathOf(item, loops);
    return null;
  }

  function noted(path: readonly string[], { start, end }: Place): readonly string[] {
    found.push({ path, start, end });
    return path;
  }
}

/**
 * The expression with the last name of a path under its new name, wherever the path is mentioned; all else stays as
 * it was written, blanks and comments too.
 *
 * @example renameInExpression("customer.city == 'Vevey'", ["customer", "city"], "town") // customer.town == 'Vevey'
 */
export function renameInExpression(text: string, path: readonly string[], to: string): string {
  return mentions(parseExpression(text))
    .filter((mention) => mention.path.join(".") === path.join("."))
    .toSorted((a, b) => b.start - a.start)
    .reduce((result, { start, end }) => result.slice(0, start) + to + result.slice(end), text);
}
