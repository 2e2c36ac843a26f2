import { checkExpression, parseExpression } from "./expression/index.ts";
import type { Aggregate, ExpressionType, FieldType } from "./field-type.ts";
import type { Shelf } from "./fields/index.ts";
import type { FieldDocument } from "./kinds/index.ts";
import type { Field, Model, ModelType } from "./model.ts";

/** What the value of a computed field reads as. */
export interface Result {
  readonly type: FieldType;
  /** The document that the faces of that type are asked with. */
  readonly document: FieldDocument;
}

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
    return named && isResult(named) ? { type: named, document } : null;
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
    const relation = field.type.relation(field.document);
    const to = relation?.kind === "one" || relation?.kind === "keys" ? relation.to : null;
    const next = reading.model.types.get(relation?.kind === "many" ? otherOf(reading, relation) : (to ?? ""));
    return next ? atEnd(reading, next, rest.join("."), depth) : null;
  }
  if (field.type.computation(field.document)) return resultOf(reading, type, field, depth + 1);
  return field.column === null ? null : { type: field.type, document: field.document };
}

/** The type that a list means: its own, or the one its links lead to. */
function otherOf(
  { model }: Reading,
  { of, other }: { readonly of: string; readonly other?: string },
): string {
  const link = other === undefined ? undefined : model.types.get(of)?.fields.get(other);
  const relation = link?.type.relation(link.document);
  return relation?.kind === "one" ? relation.to : of;
}

function ofFigure({ shelf }: Reading, source: Result, name: Aggregate): Result | null {
  if (!source.type.aggregates.includes(name)) return null;
  const decimal = shelf.get("decimal");
  if (name === "avg" && source.type.expressionType === "int")
    return decimal ? { type: decimal, document: plainDocument(source.document, "decimal") } : null;
  return source;
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
  const checked = checkExpression(parseExpression(field.name), { model, type: type.name });
  const name = checked.type && byKind[checked.type];
  const found = name ? shelf.get(name) : undefined;
  return found ? { type: found, document: plainDocument(field.document, found.name) } : null;
}

function plainDocument({ name, label }: FieldDocument, type: string): FieldDocument {
  return { name, label, type };
}

/** The field type of a computed field: the faces of what it reads as, without those of entering and keeping values. */
export function computedType(own: FieldType, { type, document }: Result): FieldType {
  return Object.freeze({
    ...type,
    name: own.name,
    label: own.label,
    help: own.help,
    icon: own.icon,
    properties: own.properties,
    computation: own.computation,
    column: () => null,
    relation: () => null,
    generated: false,
    widget: own.widget,
    accept: (value: unknown) => value,
    jsonSchema: () => type.jsonSchema(document),
    readSql: (column: string) => type.readSql(column, document),
    scale: () => type.scale(document),
    format: (value: unknown, _field: FieldDocument, habits) => type.format(value, document, habits),
    toCell: (value: unknown) => type.toCell(value, document),
    fromCell: own.fromCell,
    choices: () => type.choices(document),
    searchSql: () => null,
    convertsFrom: {},
    sort: type.relation(document) ? null : type.sort,
    sample: own.sample,
  } satisfies FieldType);
}

/** The model with each computed field reading as its result. */
export function withComputed(model: Model, shelf: Shelf): Model {
  const made = new Map<Field, Field>();
  const types = [...model.types].map(([name, type]): [string, ModelType] => {
    const isComputed = [...type.fields.values()].some((field) => field.type.computation(field.document));
    if (!isComputed) return [name, type];
    const fields = [...type.fields].map(([key, field]): [string, Field] => {
      const known = made.get(field) ?? computedField({ model, shelf }, type, field);
      made.set(field, known);
      return [key, known];
    });
    return [name, Object.freeze({ ...type, fields: new Map(fields) })];
  });
  return made.size === 0 ? model : Object.freeze({ ...model, types: new Map(types) });
}

function computedField(reading: Reading, type: ModelType, field: Field): Field {
  if (!field.type.computation(field.document)) return field;
  const declaring = reading.model.types.get(field.declaredIn) ?? type;
  const result = resultOf(reading, declaring, field);
  return result ? Object.freeze({ ...field, type: computedType(field.type, result) }) : field;
}
