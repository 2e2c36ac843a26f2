import { randomBytes } from "node:crypto";
import type { Database } from "../../../core/database/database.ts";

/** The workspace's secret for signing cookies: made once, kept in the database, so every process has the same. */
export async function cookieSecret(database: Database): Promise<string> {
  const made = randomBytes(32).toString("base64url");
  const [row] = await database.sql<{ value: string }[]>`
    with new as (
      insert into kernel_setting (key, value) values ('auth.secret', to_jsonb(${made}::text))
      on conflict (key) do nothing returning value
    )
    select value #>> '{}' as value from new
    union all select value #>> '{}' from kernel_setting where key = 'auth.secret'
    limit 1`;
  return row?.value ?? cookieSecret(database);
}
