import { randomBytes } from "node:crypto";
import type { Runtime } from "../../crm.ts";

const purpose = "auth.secret";

/**
 * The workspace's secret for signing cookies, made once and the same in every process: kept encrypted in the database,
 * so that who comes by a copy of it can sign nothing. Throws `secret.unreadable` where its key is not here.
 */
export async function cookieSecret({
  database,
  secrets,
}: Pick<Runtime, "database" | "secrets">): Promise<string> {
  const made = randomBytes(32).toString("base64url");
  const { sql } = database;
  await sql`
    insert into kernel_setting (key, value)
    values (${purpose}, to_jsonb(${secrets.encrypt(made, purpose)}::text)) on conflict (key) do nothing`;
  const [row] = await sql<{ value: string }[]>`
    select value #>> '{}' as value from kernel_setting where key = ${purpose}`;
  if (!row) return made;
  // Before secrets were encrypted it stood there as it is.
  const secret = row.value.includes(".") ? secrets.decrypt(row.value, purpose) : row.value;
  if (!secrets.isCurrent(row.value))
    await sql`
      update kernel_setting set value = to_jsonb(${secrets.encrypt(secret, purpose)}::text)
      where key = ${purpose} and value #>> '{}' = ${row.value}`;
  return secret;
}
