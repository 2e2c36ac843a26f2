import type { Model } from "../../../metamodel/index.ts";

/** Cache keys: everything about the records of a base type lies under `["records", base]`. */
export const keys = {
  me: ["me"],
  metadata: ["metadata"],
  /** All that hangs on the records of a type; subtypes share their base's. */
  records: (model: Model, type: string) => ["records", model.types.get(type)?.base ?? type],
  list: (model: Model, type: string, query: object) => [...keys.records(model, type), "list", type, query],
  aggregate: (model: Model, type: string, query: object) => [
    ...keys.records(model, type),
    "aggregate",
    type,
    query,
  ],
  record: (model: Model, type: string, id: string) => [...keys.records(model, type), "one", id],
  history: (model: Model, type: string, id: string) => [...keys.records(model, type), "history", id],
  search: (query: string) => ["search", query],
} as const;
