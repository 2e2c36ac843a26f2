import { didYouMean } from "../../core/language/index.ts";
import { type Field, type ModelType, systemFields } from "../model.ts";
import { report, type Spot } from "./checking.ts";

/** What stands at the end of a path: a field, or a value that every record has. */
export type PathEnd = Field | "system";

const everyRecord = new Set<string>([...systemFields, "title"]);

/** The field of a name; notes when the type has none. */
export function fieldAt(spot: Spot, type: ModelType, name: string): Field | undefined {
  const field = type.fields.get(name);
  if (!field)
    report(spot, "metadata.field-unknown", {
      name,
      type: type.label,
      suggestion: didYouMean(name, type.fields.keys()),
    });
  return field;
}

/** Walks a path through references; notes where it leads nowhere. */
export function pathAt(spot: Spot, type: ModelType, path: string): PathEnd | undefined {
  const [name = "", ...rest] = path.split(".");
  if (rest.length === 0 && everyRecord.has(name)) return "system";
  const field = fieldAt(spot, type, name);
  if (!field || rest.length === 0) return field;
  const relation = field.type.relation(field.document);
  if (relation?.kind !== "one") {
    report(spot, "metadata.path", { path, name });
    return undefined;
  }
  // A reference to a type that does not exist is a fault of the field.
  const next = spot.checking.model.types.get(relation.to);
  return next && pathAt(spot, next, rest.join("."));
}

/** A path that becomes a column, a figure or a line of a form: anything but a list of records. */
export function columnAt(spot: Spot, type: ModelType, path: string): PathEnd | undefined {
  const end = pathAt(spot, type, path);
  if (end === undefined || end === "system") return end;
  if (end.type.relation(end.document)?.kind !== "many") return end;
  report(spot, "metadata.not-a-column", { path });
  return undefined;
}

/** A path to sort by, perhaps with `-` in front. */
export function sortAt(spot: Spot, type: ModelType, sort: string): void {
  const path = sort.replace(/^-/, "");
  const end = pathAt(spot, type, path);
  if (end === undefined || end === "system") return;
  if (end.type.sort === null) report(spot, "metadata.not-sortable", { path });
}

/** A field with values to choose from. */
export function choicesAt(spot: Spot, type: ModelType, name: string): void {
  const field = fieldAt(spot, type, name);
  if (!field) return;
  const hasOne = field.type.choices(field.document) !== null && field.type.expressionType === "string";
  if (!hasOne) report(spot, "metadata.no-choices", { name });
}
