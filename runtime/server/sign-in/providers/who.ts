import { Refusal } from "../../../../core/errors/index.ts";
import { newId } from "../../../../core/ids.ts";
import type { Runtime } from "../../../crm.ts";
import type { Person } from "../../../plugin/index.ts";
import { type Account, addAccount, findAccount, findAccountByEmail } from "../../accounts/accounts.ts";
import { joinByDirectory, listGroups } from "../../accounts/groups.ts";
import { linkName, type Provider } from "./kept.ts";

/**
 * The account of somebody whom a provider has recognised: the one that he came in with before, else the one of his
 * address, else a new one where the provider may make some. He joins the groups that the provider names. Refuses whom
 * the provider may not let in (`provider.*`).
 */
export async function accountOf(
  runtime: Runtime,
  { provider, person }: { provider: Provider; person: Person },
): Promise<Account> {
  mustBeOfDomain(provider, person);
  const names = groupNames(provider, person);
  if (provider.admission.groupsOnly) await mustBelong(runtime, names);
  const account =
    (await linked(runtime, { provider, person })) ?? (await matched(runtime, { provider, person }));
  if (account.disabled) return account;
  await joinByDirectory(runtime, { account: account.id, names });
  return (await findAccount(runtime.database, account.id)) ?? account;
}

/**
 * What groups may call those that a provider names: as it does, and with its own name before. What looks like the
 * latter from the start counts in full alone, or one provider could put people into what is bound to another.
 */
function groupNames({ name }: Provider, { groups }: Person): readonly string[] {
  return [
    ...groups.filter((group) => !/^[a-z][a-z0-9-]{0,39}:/.test(group)),
    ...groups.map((group) => `${name}:${group}`),
  ];
}

interface Recognised {
  readonly provider: Provider;
  readonly person: Person;
}

/** Asked each time, so that a domain that is taken from the list shuts out those who came in before. */
function mustBeOfDomain({ admission: { domains } }: Provider, { email }: Person): void {
  if (domains.length === 0 || email === null) return;
  if (!domains.includes(email.split("@").at(-1)?.toLowerCase() ?? ""))
    throw new Refusal("provider.not-admitted");
}

async function mustBelong({ database }: Runtime, names: readonly string[]): Promise<void> {
  const groups = await listGroups(database.sql);
  if (!groups.some(({ directory }) => directory.some((name) => names.includes(name))))
    throw new Refusal("provider.not-admitted");
}

async function linked({ database }: Runtime, { provider, person }: Recognised): Promise<Account | null> {
  const [link] = await database.sql<{ user: string }[]>`
    select user_id as user from auth_account
    where provider_id = ${linkName(provider.name)} and account_id = ${person.subject}`;
  return link ? findAccount(database, link.user) : null;
}

/** An address opens an account only where somebody has checked that it is his. */
async function matched(runtime: Runtime, { provider, person }: Recognised): Promise<Account> {
  const { admission } = provider;
  const { email } = person;
  if (email === null || !(person.emailVerified || admission.trustEmail))
    throw new Refusal("provider.unverified-email");
  const known = await findAccountByEmail(runtime.database, email);
  if (known) await mustBeChecked(runtime, known);
  const account = known ?? (await made(runtime, { provider, person, email }));
  await link(runtime, { provider, person, account });
  return account;
}

/** Or somebody could write the address of a colleague to come into his own account, and get that one’s groups there. */
async function mustBeChecked({ database }: Runtime, { id, email }: Account): Promise<void> {
  const [unchecked] = await database.sql`select from auth_user where id = ${id} and not email_verified`;
  if (unchecked) throw new Refusal("provider.unchecked-account", { email });
}

async function made(
  runtime: Runtime,
  { provider: { admission }, person, email }: Recognised & { email: string },
): Promise<Account> {
  if (!admission.create) throw new Refusal("provider.unknown-account", { email });
  const { language, name } = person;
  const speaks = language && runtime.model().app.languages.includes(language) ? language : null;
  try {
    return await addAccount(runtime, {
      email,
      name: name?.slice(0, 200) || (email.split("@")[0] ?? email),
      language: speaks,
      roles: admission.roles,
    });
  } catch (cause) {
    // The same person in another tab was quicker.
    const account = await findAccountByEmail(runtime.database, email);
    if (account) return account;
    throw cause;
  }
}

/** Whoever gets the address of somebody who left is not him: the provider tells them apart, and so does the link. */
async function link(
  { database }: Runtime,
  { provider, person, account }: Recognised & { account: Account },
): Promise<void> {
  const name = linkName(provider.name);
  await database.transaction(async (tx) => {
    await tx`select from auth_user where id = ${account.id} for update`;
    const [other] = await tx`
      select from auth_account
      where provider_id = ${name} and user_id = ${account.id} and account_id <> ${person.subject}`;
    if (other) throw new Refusal("provider.other-person", { email: account.email });
    await tx`
      insert into auth_account (id, account_id, provider_id, user_id)
      values (${newId()}, ${person.subject}, ${name}, ${account.id}) on conflict do nothing`;
  });
}
