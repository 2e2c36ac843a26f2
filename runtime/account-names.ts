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

/** The accounts that stand for one of the records, by key. */
export async function accountsStandingFor(sql: Sql, records: readonly string[]): Promise<readonly string[]> {
  const rows = await sql<{ id: string }[]>`
    select id from auth_user
    where person = any (${[...records]}::uuid[]) or collaborator = any (${[...records]}::uuid[]) order by id`;
  return rows.map(({ id }) => id);
}

/** The names of accounts by key; accounts that are gone are missing. */
export async function accountNames(sql: Sql, ids: readonly string[]): Promise<ReadonlyMap<string, Named>> {
  const unique = [...new Set(ids)];
  if (unique.length === 0) return new Map();
  const rows = await sql<Named[]>`select id, name from auth_user where id = any(${unique}::uuid[])`;
  return new Map(rows.map((row) => [row.id, row]));
}

/** An account as a question names it. */
export interface NamedAccount extends Named {
  readonly email: string;
}

/** The account of a key or an e-mail address. */
export async function namedAccount(sql: Sql, text: string): Promise<NamedAccount | null> {
  const [row] = await sql<NamedAccount[]>`
    select id, name, email from auth_user
    where id::text = ${text.trim().toLowerCase()} or email = ${text.trim().toLowerCase()}`;
  return row ?? null;
}

/** The accounts that may sign in, in the order of their names. */
export async function activeAccounts(sql: Sql): Promise<readonly Named[]> {
  return sql<Named[]>`select id, name from auth_user where not disabled order by name, id`;
}
