export { codes, type RefusalCode } from "./codes/index.ts";
export * from "./refusal.ts";
