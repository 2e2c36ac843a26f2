export * from "./build-model.ts";
export * from "./field-type.ts";
export * from "./fields/index.ts";
export * from "./kinds/index.ts";
export * from "./model.ts";
export * from "./record-ajv.ts";
export * from "./record-schema.ts";
export * from "./standard/index.ts";
