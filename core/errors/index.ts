export { codes, type RefusalCode } from "./codes/index.ts";
export { invalidRequest, shapeReason } from "./invalid-request.ts";
export * from "./refusal.ts";
export { shapeWords } from "./shape-words.ts";
