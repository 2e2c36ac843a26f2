export * from "./compare.ts";
export * from "./merge-documents.ts";
export { sameJson } from "./same.ts";
export type { FieldKey } from "./walk.ts";
export * from "./where-used.ts";
export type { ChangeName } from "./words.ts";
