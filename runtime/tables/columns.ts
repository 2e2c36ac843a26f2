import type { Sql } from "../../core/database/index.ts";
import type { ColumnNames, Field, FieldDocument, Model } from "../../metamodel/index.ts";
import { tableOf } from "../../metamodel/index.ts";

/** One column of a record table, as `kernel_column` keeps it. */
export interface RegisteredColumn {
  readonly base: string;
  readonly column: string;
  readonly declaredIn: string;
  readonly field: string;
  readonly fieldType: string;
  readonly sqlType: string;
  /** The table that it refers to; null for plain values. */
  readonly target: string | null;
  /** The field document as it was last. */
  readonly document: FieldDocument;
  /** For a stored computed field what its value means, as a digest: where it means something else it is another column. */
  readonly meaning: string | null;
  /** `filling` while a conversion goes on, `computing` while the values of a stored field are worked out. */
  readonly state: "live" | "removed" | "filling" | "computing";
  readonly since: Date;
}

/** Every column that was ever made and not purged, oldest first. */
export async function readColumns(sql: Sql): Promise<RegisteredColumn[]> {
  return sql<RegisteredColumn[]>`
    select base, column_name as column, declared_in as "declaredIn", field, field_type as "fieldType",
      sql_type as "sqlType", target, document, meaning, state, since
    from kernel_column order by since, base, column_name`;
}

/** Keeps the registry as it shall be: all columns of all bases, in one statement. */
export async function writeColumns(sql: Sql, columns: readonly RegisteredColumn[]): Promise<void> {
  await sql`delete from kernel_column`;
  if (columns.length === 0) return;
  await sql`
    insert into kernel_column
      (base, column_name, declared_in, field, field_type, sql_type, target, document, meaning, state, since)
    select base, "column", "declaredIn", field, "fieldType", "sqlType", target, document, meaning, state, since
    from json_to_recordset(${JSON.stringify(columns)}::text::json) as x (
      base text, "column" text, "declaredIn" text, field text, "fieldType" text, "sqlType" text, target text,
      document json, meaning text, state text, since timestamptz(3))`;
}

/** The names of live columns that differ from their field's name, null for those not to be read yet, as `buildModel` wants them. */
export function columnNames(columns: readonly RegisteredColumn[]): ColumnNames {
  const names: Record<string, Record<string, string | null>> = {};
  for (const { base, declaredIn, field, column, state } of columns) {
    const isRead = state === "live" && column !== field;
    if (!isRead && state !== "computing") continue;
    names[base] ??= {};
    names[base][`${declaredIn}.${field}`] = isRead ? column : null;
  }
  return names;
}

/** The table that a field's keys point to; null for plain values. */
export function targetOf(model: Model, { type, document }: Field): string | null {
  const relation = type.relation(document);
  if (relation?.kind === "file") return "kernel_file";
  if (relation?.kind !== "one") return null;
  const base = model.types.get(relation.to)?.base;
  return base === undefined ? null : tableOf(base);
}
