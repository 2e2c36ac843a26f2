import type { Upgrade } from "./upgrade.ts";

/** Hidden fields of a role become rights of fields: `"hidden": ["fee"]` → `"fields": { "fee": "hidden" }`. */
export const fieldRights: Upgrade = {
  to: 3,
  change: (document, kind) => {
    const { types } = document;
    if (kind !== "role" || !isObject(types)) return document;
    return {
      ...document,
      types: Object.fromEntries(Object.entries(types).map(([name, said]) => [name, withFields(said)])),
    };
  },
};

function withFields(said: unknown): unknown {
  if (!isObject(said) || !Array.isArray(said.hidden)) return said;
  const { hidden, ...rest } = said;
  const fields = Object.fromEntries(hidden.map((field: unknown) => [String(field), "hidden"]));
  const known = isObject(rest.fields) ? rest.fields : {};
  return { ...rest, ...(hidden.length > 0 && { fields: { ...fields, ...known } }) };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
