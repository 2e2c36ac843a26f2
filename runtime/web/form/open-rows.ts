import type { Model, ModelType } from "../../../metamodel/index.ts";
import { toWrite } from "../widgets/reference-value.ts";
import { isSame } from "./changes.ts";
import type { FormValues } from "./validator.ts";

/**
 * What a write sends, its rows without what the user may not write in them: rows go whole, and the server refuses such
 * a value even where it is the one that it has.
 */
export function withOpenRows(
  values: Readonly<Record<string, unknown>>,
  { type, model, start }: { type: ModelType; model: Model; start: FormValues },
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const field = type.fields.get(name);
      const relation = field?.type.relation(field.document);
      const rows = relation?.kind === "many" && relation.isPart ? model.types.get(relation.of) : undefined;
      if (!rows || !Array.isArray(value)) return [name, value];
      const before = new Map(rowsOf(start[name]).map((row) => [row.id, row]));
      return [name, rowsOf(value).map((row) => openRow(rows, row, before.get(row.id)))];
    }),
  );
}

function openRow(type: ModelType, row: FormValues, before: FormValues | undefined): FormValues {
  // A record that a link ties is only named; what is written is the link.
  const { link } = row;
  if (isRow(link))
    return { ...row, link: openRow(type, link, isRow(before?.link) ? before.link : undefined) };
  const kept = Object.entries(row).filter(([name, value]) => {
    const where = type.fields.get(name)?.writable?.[row.id === undefined ? "create" : "change"];
    if (where === undefined) return true;
    return where !== false && !(before && isSame(value, toWrite(before[name])));
  });
  return Object.fromEntries(kept);
}

function rowsOf(value: unknown): readonly FormValues[] {
  return Array.isArray(value) ? value.filter(isRow) : [];
}

function isRow(value: unknown): value is FormValues {
  return typeof value === "object" && value !== null;
}
