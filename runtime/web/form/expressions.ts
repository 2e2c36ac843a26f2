// What forms need of the expression language, in one piece that is loaded when the first of them asks.
export { choosableFilter } from "../../../metamodel/choosable.ts";
export { evaluate, parseExpression } from "../../../metamodel/expression/index.ts";
