import type { JsonSchema } from "./field-type.ts";
import { compilePattern, recordChecks, recordFormats, recordLimits } from "./record-formats.ts";

/** What is wrong at one place: the keyword of the schema that refuses it, with its limit. */
export interface SchemaFault {
  readonly path: readonly string[];
  readonly keyword: string;
  readonly limit: unknown;
}

/**
 * Checks values against a field's or a record's schema without compiling code, which the page's content security
 * policy forbids AJV to do. Knows the keywords that record schemas use, gives at most one fault per place, and is held to AJV's
 * verdict by its test.
 */
export function valueFaults(schema: JsonSchema, value: unknown): readonly SchemaFault[] {
  return faultsAt(schema, value, []);
}

function faultsAt(schema: JsonSchema, value: unknown, path: readonly string[]): readonly SchemaFault[] {
  const own = Object.keys(schema).find((keyword) => breaks(keyword, schema, value));
  if (own !== undefined) return [{ path, keyword: own, limit: schema[own] }];
  return [...alternatives(schema, value, path), ...inside(schema, value, path)];
}

/** Whether the value breaks one keyword of its schema; keywords for other kinds of values hold. */
function breaks(keyword: string, schema: JsonSchema, value: unknown): boolean {
  const limit = schema[keyword];
  if (keyword === "type") return !typesOf(limit).some((type) => isOf(type, value));
  if (keyword === "enum") return Array.isArray(limit) && !limit.includes(value);
  if (keyword === "locked") return limit === true;
  const check = Object.hasOwn(recordChecks, keyword) ? recordChecks[keyword] : undefined;
  if (check) return value !== null && !check(limit, value);
  if (typeof value === "string") return breaksText(keyword, limit, value);
  if (typeof value === "number") return breaksNumber(keyword, Number(limit), value);
  return Array.isArray(value) && breaksList(keyword, limit, value);
}

function breaksText(keyword: string, limit: unknown, text: string): boolean {
  const own = Object.hasOwn(recordLimits, keyword) ? recordLimits[keyword] : undefined;
  if (own) return !own.holds(String(limit), text);
  if (keyword === "maxLength") return [...text].length > Number(limit);
  if (keyword === "minLength") return [...text].length < Number(limit);
  if (keyword === "pattern") return !compilePattern(String(limit)).test(text);
  if (keyword !== "format") return false;
  const format = Object.hasOwn(recordFormats, String(limit)) ? recordFormats[String(limit)] : undefined;
  return format !== undefined && !format(text);
}

function breaksNumber(keyword: string, limit: number, number: number): boolean {
  if (keyword === "minimum") return number < limit;
  if (keyword === "maximum") return number > limit;
  if (keyword === "exclusiveMinimum") return number <= limit;
  if (keyword === "exclusiveMaximum") return number >= limit;
  return keyword === "multipleOf" && number % limit !== 0;
}

function breaksList(keyword: string, limit: unknown, list: readonly unknown[]): boolean {
  if (keyword === "maxItems") return list.length > Number(limit);
  if (keyword === "minItems") return list.length < Number(limit);
  return (
    keyword === "uniqueItems" &&
    limit === true &&
    new Set(list.map((item) => JSON.stringify(item))).size < list.length
  );
}

/** `anyOf` refuses what all its alternatives refuse; the first one that is about the value says why. */
function alternatives(schema: JsonSchema, value: unknown, path: readonly string[]): readonly SchemaFault[] {
  const found = schemas(schema.anyOf).map((alternative) => faultsAt(alternative, value, path));
  if (found.length === 0 || found.some((faults) => faults.length === 0)) return [];
  return found.find(([first]) => first?.keyword !== "type") ?? found[0] ?? [];
}

function inside(schema: JsonSchema, value: unknown, path: readonly string[]): readonly SchemaFault[] {
  if (Array.isArray(value)) {
    const items = isSchema(schema.items) ? schema.items : {};
    return value.flatMap((item, at) => faultsAt(items, item, [...path, String(at)]));
  }
  if (!isSchema(value)) return [];
  return [...missing(schema, value, path), ...properties(schema, value, path)];
}

/** Beside the plain list, rows of a list of records ask for their required fields where they are new (have no `id`). */
function missing(schema: JsonSchema, value: JsonSchema, path: readonly string[]): readonly SchemaFault[] {
  const isNew = isSchema(schema.if) && isSchema(schema.if.not) && !hasAll(schema.if.not, value);
  const wanted = [...namesIn(schema.required), ...(isNew ? namesIn(asSchema(schema.then).required) : [])];
  return wanted
    .filter((name) => value[name] === undefined)
    .map((name) => ({ path: [...path, name], keyword: "required", limit: true }));
}

function properties(schema: JsonSchema, value: JsonSchema, path: readonly string[]): readonly SchemaFault[] {
  const known = asSchema(schema.properties);
  return Object.entries(value).flatMap(([name, member]) => {
    const own = known[name];
    if (member === undefined) return [];
    if (isSchema(own)) return faultsAt(own, member, [...path, name]);
    if (schema.additionalProperties !== false) return [];
    return [{ path: [...path, name], keyword: "additionalProperties", limit: false }];
  });
}

function hasAll(schema: JsonSchema, value: JsonSchema): boolean {
  return namesIn(schema.required).every((name) => value[name] !== undefined);
}

function namesIn(required: unknown): readonly string[] {
  return Array.isArray(required) ? required.map(String) : [];
}

function typesOf(type: unknown): readonly string[] {
  return Array.isArray(type) ? type.map(String) : [String(type)];
}

function isOf(type: string, value: unknown): boolean {
  if (type === "null") return value === null;
  if (type === "array") return Array.isArray(value);
  if (type === "object") return isSchema(value);
  if (type === "integer") return Number.isInteger(value);
  if (type === "number") return typeof value === "number" && Number.isFinite(value);
  return typeof value === type;
}

function schemas(list: unknown): readonly JsonSchema[] {
  return Array.isArray(list) ? list.filter(isSchema) : [];
}

function asSchema(value: unknown): JsonSchema {
  return isSchema(value) ? value : {};
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
