import type { Field } from "../../../metamodel/index.ts";
import type { FileValue, ReferenceValue } from "../api/shapes.ts";

/** Whether a value is a reference as the API sends it. */
export function isReference(value: unknown): value is ReferenceValue {
  return isObject(value) && typeof value.id === "string" && typeof value.type === "string";
}

/** Whether a value is a file as the API sends it. */
export function isFile(value: unknown): value is FileValue {
  return isObject(value) && typeof value.id === "string" && typeof value.name === "string" && "mime" in value;
}

/** The type whose records a field points to; null for a field that points nowhere. */
export function targetOf(field: Field): string | null {
  const relation = field.type.relation(field.document);
  return relation?.kind === "one" || relation?.kind === "keys" ? relation.to : null;
}

/**
 * What a write sends for a value that was read: references and files by their key; a reference that may lead to
 * several types says which.
 */
export function toWrite(value: unknown, field?: Field): unknown {
  if (isReference(value) && field?.type.relation(field.document)?.kind === "any")
    return `${value.type}/${value.id}`;
  if (Array.isArray(value))
    return value.map((row) => (isBare(row) ? row.id : isObject(row) ? writeRow(row) : row));
  return isReference(value) || isFile(value) ? value.id : value;
}

/** A record that is only named: in a list of references, not among rows that are edited here. */
function isBare(value: unknown): value is ReferenceValue {
  return isReference(value) && Object.keys(value).every((name) => bareNames.has(name));
}

const bareNames = new Set(["id", "type", "title"]);

/** Where a row keeps the computed values it was read with; no field begins with an underscore. */
export const readName = "__read";

const readOnlyNames = new Set([
  readName,
  "type",
  "version",
  "title",
  "created_at",
  "created_by",
  "updated_at",
  "updated_by",
  "archived_at",
]);

function writeRow(row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row)
      .filter(([name]) => !readOnlyNames.has(name))
      .map(([name, value]) => [name, isTie(row, value) ? writeRow(value) : toWrite(value)]),
  );
}

/** What a record of a list that is tied by links says in its link. */
function isTie(row: Readonly<Record<string, unknown>>, value: unknown): value is Record<string, unknown> {
  return value === row.link && isObject(value);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
