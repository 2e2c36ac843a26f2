export type { ExpressionFault, Variable } from "./check/scope.ts";
export { type Checked, checkExpression, type Standing } from "./check.ts";
export type { ExpressionFunction } from "./functions/define.ts";
export { expressionFunctions } from "./functions.ts";
export type { Expression, Node, Place } from "./node.ts";
export { limits, parseExpression } from "./parse.ts";
export type { FieldMention } from "./term.ts";
