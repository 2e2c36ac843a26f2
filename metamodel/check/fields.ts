import * as z from "zod";
import { Refusal } from "../../core/errors/index.ts";
import { didYouMean } from "../../core/language/index.ts";
import { parseExpression } from "../expression/index.ts";
import type { FieldType, JsonSchema } from "../field-type.ts";
import { commonFieldShape, type FieldDocument, type TypeDocument } from "../kinds/index.ts";
import { systemFields } from "../model.ts";
import { valueFaults } from "../value-faults.ts";
import { at, type Checking, pathOf, report, type Spot } from "./checking.ts";
import { shapeFaults } from "./shape-faults.ts";

/** Longest text, in characters, that a PostgreSQL index takes whatever the letters (2,704 bytes a value). */
const longestIndexed = 650;

/** Words that mean something else in expressions, in the API or in PostgreSQL. */
const reserved = new Set<string>([
  ...systemFields,
  "title",
  "user",
  "self",
  ...[
    "true",
    "false",
    "null",
    "in",
    "as",
    "break",
    "const",
    "continue",
    "else",
    "for",
    "function",
    "if",
    "import",
  ],
  ...["let", "loop", "package", "namespace", "return", "var", "void", "while"],
  // What every JavaScript object has: a record without a value would seem to have one.
  "constructor",
  // System columns of PostgreSQL.
  ...["tableoid", "xmin", "cmin", "xmax", "cmax", "ctid"],
]);

/** Whether no field may have that name. */
export function isReserved(name: string): boolean {
  return reserved.has(name);
}

/** Checks a field by itself; false where a model cannot be built with it. */
export function checkField(spot: Spot, field: FieldDocument): boolean {
  if (reserved.has(field.name))
    report(at(spot, "name"), "metadata.reserved", { name: field.name, other: `${field.name}_1` });
  const type = spot.checking.shelf.get(field.type);
  if (!type) {
    const suggestion = didYouMean(field.type, spot.checking.shelf.keys());
    report(at(spot, "type"), "metadata.field-type-unknown", { name: field.type.slice(0, 60), suggestion });
    return false;
  }
  if (!hasItsShape(spot, field, type)) return false;
  checkFlags(spot, field, type);
  checkLimits(spot, type.jsonSchema(field));
  checkDefault(spot, field, type);
  return !reserved.has(field.name);
}

/** Checks how the fields of a document go together with each other. */
export function checkFormerNames(checking: Checking, document: TypeDocument): void {
  const names = new Set(document.fields.map(({ name }) => name));
  document.fields.forEach(({ formerly }, index) => {
    if (formerly === undefined || !names.has(formerly)) return;
    const spot = { checking, document, place: ["fields", index, "formerly"] };
    report(spot, "metadata.formerly-there", { name: formerly });
  });
}

function hasItsShape(spot: Spot, field: FieldDocument, type: FieldType): boolean {
  const schema = shapeOf(type, resultType(spot, field, type));
  const result = schema.safeParse(field);
  if (result.success) return true;
  for (const fault of shapeFaults(result.error, { schema, value: field })) {
    const inside = fault.path === "" ? "" : `.${fault.path}`;
    spot.checking.faults.push({ ...fault, path: `${pathOf(spot)}${inside}` });
  }
  return false;
}

/** What the value of a computed field reads as; null for the others. */
function resultType(spot: Spot, field: FieldDocument, type: FieldType): FieldType | null {
  if (!("as" in type.properties) || typeof field.as !== "string") return null;
  return spot.checking.shelf.get(field.as) ?? null;
}

const shapes = new WeakMap<FieldType, Map<FieldType | null, z.ZodObject>>();

/** What a field of a type may say; the properties of what it reads as stand beside its own. Made once: it takes longer than to use it. */
function shapeOf(type: FieldType, result: FieldType | null): z.ZodObject {
  const known = shapes.get(type) ?? new Map<FieldType | null, z.ZodObject>();
  shapes.set(type, known);
  const shape =
    known.get(result) ??
    z.strictObject({ ...commonFieldShape, ...(result?.properties ?? {}), ...type.properties });
  known.set(result, shape);
  return shape;
}

function checkFlags(spot: Spot, field: FieldDocument, type: FieldType): void {
  const meaningless = (property: string) =>
    report(at(spot, property), "metadata.no-effect", { property, label: type.label });
  const isStored = type.column(field) !== null;
  const isIndexable = isStored && type.sort !== null;
  if (field.searchable && type.searchSql("x", field) === null) meaningless("searchable");
  for (const property of ["unique", "indexed"] as const) {
    if (!field[property]) continue;
    const { maxLength } = type.jsonSchema(field);
    if (property === "indexed" && type.computation(field)?.isStored) continue;
    if (!isIndexable) meaningless(property);
    else if (typeof maxLength === "number" && maxLength > longestIndexed && type.properties.maxLength)
      report(at(spot, property), "metadata.too-long-to-index", { property, limit: longestIndexed });
  }
  if (!isStored && field.required) meaningless("required");
  if (field.filledFrom !== undefined) {
    if (!isStored || type.generated || type.computation(field)) meaningless("filledFrom");
    else readableAt(at(spot, "filledFrom"), field.filledFrom);
  }
  for (const property of ["default", "defaultExpression"] as const)
    if (field[property] !== undefined && (type.generated || !isStored)) meaningless(property);
  if (field.default !== undefined && field.defaultExpression !== undefined) meaningless("default");
  if (field.required === true && field.readOnly === true && !isFilled(field) && !type.generated)
    report(at(spot, "readOnly"), "metadata.never-filled");
}

/** The fields it names may be gone by now: only that it can be read is asked. */
function readableAt(spot: Spot, text: string): void {
  try {
    parseExpression(text);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    report(spot, error.code, error.values);
  }
}

function isFilled(field: FieldDocument): boolean {
  return field.default !== undefined || field.defaultExpression !== undefined;
}

const limits = [
  ["minLength", "maxLength"],
  ["minimum", "maximum"],
  ["decimalMinimum", "decimalMaximum"],
  ["dayMinimum", "dayMaximum"],
] as const;

function checkLimits(spot: Spot, schema: JsonSchema): void {
  for (const [lower, upper] of limits) {
    const [min, max] = [schema[lower], schema[upper]];
    if (min === undefined || max === undefined) continue;
    const crossed = lower === "dayMinimum" ? String(min) > String(max) : Number(min) > Number(max);
    if (crossed) report(spot, "metadata.limits-crossed", { min, max });
  }
}

function checkDefault(spot: Spot, field: FieldDocument, type: FieldType): void {
  if (field.default === undefined || field.default === null || type.column(field) === null) return;
  const schema = type.jsonSchema(field, { creating: true });
  if (valueFaults(schema, type.accept(field.default, field)).length === 0) return;
  report(at(spot, "default"), "metadata.default-refused", {
    value: JSON.stringify(field.default).slice(0, 80),
  });
}
