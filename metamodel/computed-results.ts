import { checkExpression, parseExpression } from "./expression/index.ts";
import type { Aggregate, ExpressionType, FieldType } from "./field-type.ts";
import type { Shelf } from "./fields/index.ts";
import type { FieldDocument } from "./kinds/index.ts";
import type { Field, Model, ModelType, Results } from "./model.ts";
import { typeBehind } from "./type-behind.ts";

/** A field document of the type that a computed field reads as: its faces are asked with it. */
export type Result = FieldDocument;

interface Reading {
  readonly model: Model;
  readonly shelf: Shelf;
}

/**
 * What a computed field reads as: the type it names, that of the value a path leads to, or the one that fits what its
 * expression gives. Null where nothing fits; the check says why.
 */
export function resultOf(reading: Reading, type: ModelType, field: Field, depth = 0): Result | null {
  const { document } = field;
  const computation = field.type.computation(document);
  if (!computation || depth > deepest) return null;
  if (typeof document.as === "string") {
    const named = reading.shelf.get(document.as);
    return named && isResult(named) ? { ...document, type: named.name } : null;
  }
  if (computation.by === "lookup") return atEnd(reading, type, computation.path, depth);
  if (computation.by === "rollup" && computation.function !== "count") {
    const source = atEnd(reading, type, computation.path, depth);
    const made = source && ofFigure(reading, source, computation.function);
    if (made) return made;
  }
  return byExpression(reading, type, field);
}

/** Chains of lookups and rollups are followed so far. */
const deepest = 8;

/** Whether values of a field type can be the result of a computation. */
function isResult(type: FieldType): boolean {
  const sample = type.sample();
  return type.column(sample) !== null && type.inExpression === null && type.computation(sample) === null;
}

function atEnd(reading: Reading, type: ModelType, path: string, depth: number): Result | null {
  const [name = "", ...rest] = path.split(".");
  const field = type.fields.get(name);
  if (!field) return null;
  if (rest.length > 0) {
    const behind = typeBehind(reading.model, field.type.relation(field.document));
    const next = reading.model.types.get(behind ?? "");
    return next ? atEnd(reading, next, rest.join("."), depth) : null;
  }
  if (field.type.computation(field.document)) return resultOf(reading, type, field, depth + 1);
  return field.column === null ? null : field.document;
}

function ofFigure({ shelf }: Reading, source: Result, name: Aggregate): Result | null {
  const type = shelf.get(source.type);
  if (!type?.aggregates.includes(name)) return null;
  return name === "avg" && type.expressionType === "int" ? plainDocument(source, "decimal") : source;
}

const byKind: Partial<Record<ExpressionType, string>> = {
  string: "text",
  int: "integer",
  decimal: "decimal",
  bool: "boolean",
  date: "date",
  timestamp: "date-time",
  duration: "duration",
  "list<string>": "tags",
};

function byExpression({ model, shelf }: Reading, type: ModelType, field: Field): Result | null {
  const checked = checkExpression(parseExpression(field.name), { model, type: type.name, isAnew: true });
  const name = checked.type && byKind[checked.type];
  const found = name ? shelf.get(name) : undefined;
  return found ? plainDocument(field.document, found.name) : null;
}

function plainDocument({ name, label }: FieldDocument, type: string): FieldDocument {
  return { name, label, type };
}

/** What every computed field of a model reads as, by `type.field`; those that fit nothing are left out. */
export function resultsOf(model: Model): Results {
  const found: Record<string, FieldDocument> = {};
  for (const type of model.types.values())
    for (const field of type.fields.values()) {
      if (field.declaredIn !== type.name || !field.type.computation(field.document)) continue;
      const result = resultOf({ model, shelf: model.shelf }, type, field);
      if (result) found[`${type.name}.${field.name}`] = result;
    }
  return found;
}
