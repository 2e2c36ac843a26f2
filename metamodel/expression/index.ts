export type { Expression, Node, Place } from "./node.ts";
export { limits, parseExpression } from "./parse.ts";
