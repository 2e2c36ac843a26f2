import type { Runtime } from "../../../crm.ts";
import { type Account, findAccount, writePassword } from "../../accounts/accounts.ts";
import { checkPassword, hashPassword } from "./hashing.ts";

/**
 * The account of an address and its password, disabled ones included; null for a wrong password as for an address that
 * nobody has, after the same work. A hash of earlier versions is made anew now that the password is here.
 */
export async function accountByPassword(
  runtime: Runtime,
  { email, password }: { email: string; password: string },
): Promise<Account | null> {
  const { database } = runtime;
  const [row] = await database.sql<{ id: string; password: string | null }[]>`
    select u.id, a.password from auth_user u
    left join auth_account a on a.user_id = u.id and a.provider_id = 'credential'
    where u.email = ${email}`;
  const { fits, old } = await checkPassword(password, row?.password ?? null);
  if (!row || !fits) return null;
  if (old) await writePassword(database.sql, { account: row.id, passwordHash: await hashPassword(password) });
  return findAccount(database, row.id);
}

/** Whether it is the account's password; an account without one has none that fits. */
export async function isPasswordOf(
  { database }: Pick<Runtime, "database">,
  { account, password }: { account: string; password: string },
): Promise<boolean> {
  const [row] = await database.sql<{ password: string | null }[]>`
    select password from auth_account where user_id = ${account} and provider_id = 'credential'`;
  return (await checkPassword(password, row?.password ?? null)).fits;
}
