import type { Sql } from "../core/database/index.ts";

/** An account by key and name. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

/** The names of API keys by key; those that were removed are missing. */
export async function keyNames(sql: Sql, ids: readonly string[]): Promise<ReadonlyMap<string, Named>> {
  const unique = [...new Set(ids)];
  if (unique.length === 0) return new Map();
  const rows = await sql<Named[]>`
    select id, coalesce(name, start, '') as name from auth_apikey where id = any(${unique}::uuid[])`;
  return new Map(rows.map((row) => [row.id, row]));
}

/** The names of accounts by key; accounts that are gone are missing. */
export async function accountNames(sql: Sql, ids: readonly string[]): Promise<ReadonlyMap<string, Named>> {
  const unique = [...new Set(ids)];
  if (unique.length === 0) return new Map();
  const rows = await sql<Named[]>`select id, name from auth_user where id = any(${unique}::uuid[])`;
  return new Map(rows.map((row) => [row.id, row]));
}
