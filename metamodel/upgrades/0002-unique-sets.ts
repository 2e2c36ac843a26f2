import type { Upgrade } from "./upgrade.ts";

/** Unique sets become objects, so that a set may hold on a condition: `[["number"]]` → `[{ "fields": ["number"] }]`. */
export const uniqueSets: Upgrade = {
  to: 2,
  change: (document, kind) => {
    if (kind !== "type" || !Array.isArray(document.unique)) return document;
    return {
      ...document,
      unique: document.unique.map((set: unknown) => (Array.isArray(set) ? { fields: set } : set)),
    };
  },
};
