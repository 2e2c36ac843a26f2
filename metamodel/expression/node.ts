/** Where a piece of an expression stands in its text: offsets of UTF-16 units, end not included. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

export type Comparison = "==" | "!=" | "<" | "<=" | ">" | ">=";
export type Arithmetic = "+" | "-" | "*" | "/" | "%";

/** One piece of an expression as it was written, before anybody asks what its names mean. */
export type Node = Place &
  (
    | { readonly op: "text"; readonly value: string }
    | { readonly op: "integer"; readonly value: bigint }
    /** A number with a point or an exponent, kept as written so that it never passes through a float. */
    | { readonly op: "decimal"; readonly value: string }
    | { readonly op: "boolean"; readonly value: boolean }
    | { readonly op: "null" }
    | { readonly op: "name"; readonly name: string }
    /** `of.name`; the place of the name itself lies at the end of the node's place. */
    | { readonly op: "member"; readonly of: Node; readonly name: string }
    /** `name(items)` where `of` is null, else `of.name(items)`. */
    | {
        readonly op: "call";
        readonly of: Node | null;
        readonly name: string;
        readonly items: readonly Node[];
      }
    | { readonly op: "list"; readonly items: readonly Node[] }
    | { readonly op: "and" | "or"; readonly items: readonly Node[] }
    | { readonly op: Comparison | Arithmetic | "in"; readonly left: Node; readonly right: Node }
    | { readonly op: "not" | "negate"; readonly of: Node }
    | { readonly op: "conditional"; readonly when: Node; readonly met: Node; readonly otherwise: Node }
  );

/** A text that was read as an expression. Frozen; the same text gives the same object while it is remembered. */
export interface Expression {
  readonly text: string;
  readonly root: Node;
}

/** The pieces directly below a node, in the order of the text. */
export function piecesOf(node: Node): readonly Node[] {
  switch (node.op) {
    case "text":
    case "integer":
    case "decimal":
    case "boolean":
    case "null":
    case "name":
      return [];
    case "member":
    case "not":
    case "negate":
      return [node.of];
    case "call":
      return node.of ? [node.of, ...node.items] : node.items;
    case "list":
    case "and":
    case "or":
      return node.items;
    case "conditional":
      return [node.when, node.met, node.otherwise];
    default:
      return [node.left, node.right];
  }
}
