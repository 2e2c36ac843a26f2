import type { Sql } from "../../../core/database/index.ts";
import { Refusal } from "../../../core/errors/index.ts";
import { inWords } from "../../../core/language/index.ts";
import { accountsStandingFor } from "../../account-names.ts";
import type { PersonalData } from "../../capability.ts";
import type { Crm } from "../../crm.ts";
import { erasedPerson } from "../../records/index.ts";
import { findAccount, isAdministrator, listAccounts } from "./accounts.ts";

/**
 * The accounts that stand for a person. They are named in the history, so they stay, without name, address and any way
 * to sign in.
 */
export const personalAccounts: PersonalData = {
  name: "accounts",
  label: { fr: "comptes", en: "accounts" },
  count: async (sql, { records }) => (await accountsStandingFor(sql, records)).length,
  read: async (sql, { records }) => sql`
    select u.id, u.name, u.email, u.language, u.roles, u.disabled, u.created_at, u.last_sign_in_at,
      (select coalesce(json_agg(json_build_object('address', s.ip_address, 'browser', s.user_agent, 'since', s.created_at,
        'last_used', s.last_used_at) order by s.created_at), '[]') from auth_session s where s.user_id = u.id) as sessions,
      (select coalesce(json_agg(json_build_object('name', k.name, 'since', k.created_at) order by k.created_at), '[]')
        from auth_apikey k where k.reference_id = u.id) as keys,
      (select coalesce(json_agg(json_build_object('name', p.name, 'since', p.created_at) order by p.created_at), '[]')
        from auth_passkey p where p.user_id = u.id) as passkeys,
      array(select m.group_name from auth_group_member m where m.user_id = u.id order by 1) as groups
    from auth_user u where u.id = any (${[...(await accountsStandingFor(sql, records))]}::uuid[]) order by u.id`,
  mayErase: async (tx, { records }, crm) => {
    const accounts = await accountsStandingFor(tx, records);
    if (crm.user.id !== null && accounts.includes(crm.user.id)) throw new Refusal("person.yourself");
    const isOne = await Promise.all(accounts.map((id) => isActiveAdministrator(crm, id)));
    if (isOne.includes(true) && !(await isAnotherLeft(crm, accounts)))
      throw new Refusal("person.last-administrator");
  },
  erase: async (tx, { records }, crm) => {
    for (const id of await accountsStandingFor(tx, records)) await eraseAccount(tx, id, crm);
  },
};

async function isActiveAdministrator({ database, model }: Crm, id: string): Promise<boolean> {
  const account = await findAccount(database, id);
  return account !== null && !account.disabled && isAdministrator(account.heldRoles, model);
}

async function isAnotherLeft({ database, model }: Crm, gone: readonly string[]): Promise<boolean> {
  const accounts = await listAccounts(database);
  return accounts.some(
    ({ id, disabled, heldRoles }) => !disabled && !gone.includes(id) && isAdministrator(heldRoles, model),
  );
}

async function eraseAccount(tx: Sql, id: string, { model }: Crm): Promise<void> {
  const [account] = await tx<{ email: string }[]>`select email from auth_user where id = ${id} for update`;
  if (!account) return;
  const { email } = account;
  await tx`delete from auth_session where user_id = ${id}`;
  await tx`delete from auth_account where user_id = ${id}`;
  await tx`delete from auth_apikey where reference_id = ${id}`;
  await tx`delete from auth_totp where user_id = ${id}`;
  await tx`delete from auth_recovery where user_id = ${id}`;
  await tx`delete from auth_passkey where user_id = ${id}`;
  await tx`delete from auth_group_member where user_id = ${id}`;
  await tx`delete from auth_deputy where account = ${id} or deputy = ${id}`;
  await tx`delete from auth_attempt where email = ${email}`;
  await tx`
    delete from auth_verification
    where strpos(identifier, ${email}) > 0 or strpos(value, ${id}) > 0 or strpos(value, ${email}) > 0`;
  await tx`
    update auth_user set name = ${inWords(erasedPerson, model.language)}, email = ${`erased-${id}@erased.invalid`},
      image = null, language = null, roles = '{}', person = null, collaborator = null, disabled = true,
      last_sign_in_at = null, updated_at = now() where id = ${id}`;
}
