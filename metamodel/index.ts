// What browsers load at once. `check/`, `standard/`, `record-ajv.ts` and `editor-schemas.ts` are imported by their
// own names, so that a page that shows records does not carry them.
export * from "./assemble-model.ts";
export * from "./conditions.ts";
export * from "./field-type.ts";
export * from "./fields/index.ts";
export * from "./kinds/index.ts";
export * from "./measure.ts";
export * from "./model.ts";
export * from "./record-formats.ts";
export * from "./record-schema.ts";
export * from "./trees.ts";
export * from "./type-behind.ts";
export * from "./value-faults.ts";
