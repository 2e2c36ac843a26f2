export * from "./kinds/index.ts";
export * from "./model.ts";
