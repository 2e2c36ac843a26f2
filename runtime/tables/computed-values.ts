import { createHash } from "node:crypto";
import { quoteName, quoteText } from "../../core/database/database.ts";
import {
  compileToSql,
  newSqlScope,
  type ParameterList,
  parseExpression,
} from "../../metamodel/expression/index.ts";
import { type Field, type Model, type ModelType, tableOf } from "../../metamodel/index.ts";
import type { RegisteredColumn } from "./columns.ts";

/** A computed field whose values are kept in a column. */
export interface StoredValue {
  readonly column: RegisteredColumn;
  readonly type: ModelType;
  readonly field: Field;
}

/** The stored computed fields of a model with their columns, those whose values are still being worked out too. */
export function storedValues(model: Model, columns: readonly RegisteredColumn[]): readonly StoredValue[] {
  return columns.flatMap((column) => {
    const type = model.types.get(column.declaredIn);
    const field = type?.fields.get(column.field);
    if (!type || !field || column.meaning === null) return [];
    return column.state === "live" || column.state === "computing" ? [{ column, type, field }] : [];
  });
}

/** SQL that works values out, over the rows of a table at an alias. */
export interface WorkedOut {
  readonly value: string;
  /** What is to be joined to the rows. */
  readonly joins: string;
}

/** A stored computed field as SQL without parameters; what stands for a record of another type is null. */
export function workedOut(
  model: Model,
  { type, field, sqlType }: { type: ModelType; field: Field; sqlType: string },
  alias: string,
): WorkedOut {
  const scope = newSqlScope({ model, type: type.name, alias, mode: "exact", isAnew: true });
  const parameters = writtenParameters(model);
  const { sql } = compileToSql(parseExpression(field.name), { ...scope, parameters });
  const kinds = type.concrete.map(quoteText).join(", ") || "null";
  const kept = field.document.indexed && sqlType.startsWith("text ") ? cut(sql) : fitted(sql, sqlType);
  const value = `case when ${alias}."type" in (${kinds}) then ${kept} end`;
  return { value, joins: scope.joins.sql() };
}

/** Tells whether a stored field still means the same: a digest of the SQL, by the columns that it reads. */
export function meaningOf(
  model: Model,
  { declaredIn, field: name, sqlType }: Pick<RegisteredColumn, "declaredIn" | "field" | "sqlType">,
): string | null {
  const type = model.types.get(declaredIn);
  const field = type?.fields.get(name);
  if (!type || !field) return null;
  const { value, joins } = workedOut(model, { type, field, sqlType }, "r");
  return digestOf(`${value} ${joins}`);
}

export function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}

/** The rows of a stored value whose keys are in `ids` are brought up to date; those that are right are not written. */
export function mendingSql(model: Model, { column, type, field }: StoredValue, ids: string): string {
  const { value, joins } = workedOut(model, { type, field, sqlType: column.sqlType }, "r");
  const table = quoteName(tableOf(column.base));
  const name = quoteName(column.column);
  return `update ${table} t set ${name} = w.value
    from (select r.id, ${value} as value from ${table} r${joins} where r.id = any(${ids}) offset 0) w
    where t.id = w.id and t.${name} is distinct from w.value`;
}

/** Numbers beyond what the column holds are kept as nothing: whoever enters an input is not to be refused for them. */
export function fitted(sql: string, sqlType: string): string {
  const limit = limitOf(sqlType);
  return limit === null
    ? sql
    : `(select case when abs(v.v) < ${limit} then v.v end from (select ${sql} as v) v)`;
}

/** An index takes 2,704 bytes a value. */
function cut(sql: string): string {
  return `left(${sql}, 650)`;
}

function limitOf(sqlType: string): string | null {
  if (sqlType === "bigint") return "9007199254740992";
  const [, precision, scale] = /^numeric\((\d+), ?(\d+)\)$/.exec(sqlType) ?? [];
  if (precision === undefined || scale === undefined) return null;
  return `1${"0".repeat(Number(precision) - Number(scale))}`;
}

/** Triggers take no parameters: every value stands in the text. The check lets nothing of the user or moment in. */
function writtenParameters(model: Model): ParameterList {
  const moment = { now: new Date(0), timeZone: model.app.timeZone };
  return {
    add({ text, from }, cast) {
      const value = from ? from({ user: null, moment }) : text;
      return `${value === null ? "null" : quoteText(value)}::text${cast === "text" ? "" : `::${cast}`}`;
    },
  };
}
