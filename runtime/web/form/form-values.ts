import { isEntered, type Model, type ModelType } from "../../../metamodel/index.ts";
import type { RecordJson } from "../api/shapes.ts";
import { readName } from "../widgets/reference-value.ts";
import type { FormValues } from "./validator.ts";

/**
 * A record as its form begins with it. The rows of its lists lose what a write does not take: the reference back to the
 * record, and what is computed, which is kept beside as it was read.
 */
export function formValues(model: Model, type: ModelType, record: RecordJson): FormValues {
  return Object.fromEntries(
    [...type.fields.values()].map((field) => {
      const value = record[field.name] ?? null;
      const relation = field.type.relation(field.document);
      const of = relation?.kind === "many" ? model.types.get(relation.of) : undefined;
      if (!of || relation?.kind !== "many" || !Array.isArray(value)) return [field.name, value];
      const own = (row: unknown) => rowValues(Object(row), { of, by: relation.by, model });
      if (!relation.other) return [field.name, value.map(own)];
      return [field.name, value.map((tie) => ({ ...Object(tie), link: own(Object(tie).link) }))];
    }),
  );
}

function rowValues(
  row: Readonly<Record<string, unknown>>,
  { of, by, model }: { of: ModelType; by: string; model: Model },
): FormValues {
  // A list of an abstract type has rows of several kinds, each with its own fields.
  const type = model.types.get(String(row.type)) ?? of;
  const isKept = ([name]: readonly [string, unknown]) => {
    const field = type.fields.get(name);
    return name !== by && (!field || isEntered(field) || field.writable !== undefined);
  };
  const entries = Object.entries(row);
  const read = entries.filter(([name]) => type.fields.get(name)?.result !== undefined);
  return {
    ...Object.fromEntries(entries.filter(isKept)),
    ...(read.length > 0 && { [readName]: Object.fromEntries(read) }),
  };
}
