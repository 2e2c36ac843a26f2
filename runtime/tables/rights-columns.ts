import { mentions, parseExpression } from "../../metamodel/expression/index.ts";
import type { Field, Model, ModelType } from "../../metamodel/index.ts";

/** A column and how many bytes one of its values may take. */
export interface RightsColumn {
  readonly column: string;
  readonly bytes: number;
}

/** More than these would make every index of a type wide; a right over more fields reads the table. */
const mostColumns = 6;
const mostBytes = 160;

const remembered = new WeakMap<Model, ReadonlyMap<string, readonly RightsColumn[]>>();

/**
 * Columns of a base type on which the roles' right to see its records hangs. Indexes that lists walk carry them beside
 * their values, so that who may see only a share of the records counts them in the index alone, as an administrator
 * does. Values that may be long stay out: PostgreSQL refuses an index row of more than a third of a page.
 */
export function rightsColumns(model: Model, base: string): readonly RightsColumn[] {
  const known = remembered.get(model) ?? collect(model);
  remembered.set(model, known);
  return known.get(base) ?? [];
}

function collect(model: Model): ReadonlyMap<string, readonly RightsColumn[]> {
  const types = [...model.types.values()];
  return new Map(
    types
      .filter(({ parent }) => parent === null)
      .map(({ name }) => {
        const family = types.filter(({ base }) => base === name);
        const bytes = new Map(family.flatMap((type) => columnsOf(model, type)));
        const columns = [...bytes].map(([column, most]) => ({ column, bytes: most }));
        return [name, columns.sort((a, b) => (a.column < b.column ? -1 : 1)).slice(0, mostColumns)];
      }),
  );
}

/** The columns that rights said over this very type read of its own records. */
function columnsOf(model: Model, type: ModelType): [column: string, bytes: number][] {
  const conditions = [...model.roles.values()].flatMap(({ types }) => {
    const permissions = types[type.name] ?? (type.parent === null ? types["*"] : undefined);
    return [permissions?.see, permissions?.deny?.see].filter((said) => typeof said === "string");
  });
  return conditions.flatMap((text) =>
    mentioned(text).flatMap(({ path: [name = ""] }): [string, number][] => {
      const field = type.fields.get(name);
      if (!field?.column) return [];
      const bytes = bytesOf(field);
      return bytes > mostBytes ? [] : [[field.column, bytes]];
    }),
  );
}

/** The names that a condition mentions; none where it cannot be read, so that the other indexes stand all the same. */
function mentioned(text: string): ReturnType<typeof mentions> {
  try {
    return mentions(parseExpression(text));
  } catch {
    return [];
  }
}

/** Conditions of roles that can be read no more, as `role: condition`: nobody gets a right by them. */
export function unreadableRights({ roles }: Model): string[] {
  return [...roles.values()].flatMap(({ name, types }) =>
    Object.values(types)
      .flatMap(({ see, deny }) => [see, deny?.see].filter((said) => typeof said === "string"))
      .flatMap((text) => (isReadable(text) ? [] : [`${name}: ${text}`])),
  );
}

function isReadable(text: string): boolean {
  try {
    parseExpression(text);
    return true;
  } catch {
    return false;
  }
}

const shortColumns = new Set(["uuid", "boolean", "date", "bigint", "integer", "smallint", "numeric"]);

/** How many bytes a value may take in an index; infinite where nothing says. */
export function bytesOf({ type, document }: Field): number {
  const column = type.column(document)?.replace(/\(.*/, "") ?? "";
  if (shortColumns.has(column)) return 16;
  const { maxLength, enum: values } = type.jsonSchema(document);
  if (!column.startsWith("text")) return Number.POSITIVE_INFINITY;
  if (Array.isArray(values)) return Math.max(...values.map((value) => Buffer.byteLength(String(value))));
  return typeof maxLength === "number" ? maxLength * 4 : Number.POSITIVE_INFINITY;
}
