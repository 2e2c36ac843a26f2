import { quoteName, type Sql } from "../../core/database/index.ts";
import { type ModelType, tableOf } from "../../metamodel/index.ts";
import type { Design } from "./design.ts";

/** The rows of a base type's table, 0 where it is not there yet: the planner's estimate for large ones. */
export async function tableRows(sql: Sql, base: string): Promise<number> {
  const [found] = await sql<{ there: boolean }[]>`
    select to_regclass(${quoteName(tableOf(base))}) is not null as there`;
  return found?.there ? countRows(sql, base, { newBases: [] }) : 0;
}

/** The planner's estimate for large tables, counted for small ones. */
export async function countRows(
  sql: Sql,
  base: string,
  { newBases }: Pick<Design, "newBases">,
): Promise<number> {
  if (newBases.includes(base)) return 0;
  const table = quoteName(tableOf(base));
  const [estimate] = await sql<
    { rows: number }[]
  >`select reltuples::float8 as rows from pg_class where oid = to_regclass(${table})`;
  if (estimate && estimate.rows > 10_000) return Math.round(estimate.rows);
  const [counted] = await sql.unsafe<{ rows: number }[]>(`select count(*)::int as rows from ${table}`);
  return counted?.rows ?? 0;
}

/** The live records of a type and its subtypes. */
export async function countLive(sql: Sql, { base, concrete }: ModelType): Promise<number> {
  const [counted] = await sql.unsafe<{ rows: number }[]>(
    `select count(*)::int as rows from ${quoteName(tableOf(base))} where deleted_at is null and type = any($1)`,
    [[...concrete]],
  );
  return counted?.rows ?? 0;
}
