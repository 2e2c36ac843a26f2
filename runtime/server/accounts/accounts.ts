import type { Database, Sql } from "../../../core/database/database.ts";
import { Refusal } from "../../../core/errors/index.ts";
import { newId } from "../../../core/ids.ts";
import type { Language } from "../../../core/language/index.ts";
import { didYouMean } from "../../../core/language/index.ts";
import type { Model } from "../../../metamodel/model.ts";
import { crmFor, type Runtime, systemUser } from "../../crm.ts";
import { personType, readRecord } from "../../records/index.ts";
import { forgetLinks } from "../sign-in/one-time-link.ts";
import { joinGroups } from "./join-groups.ts";
import { type By, houseOf, note } from "./note.ts";

/** Somebody who can sign in. */
export interface Account {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** Null until chosen: the browser's language holds. */
  readonly language: Language | null;
  /** Its own roles. */
  readonly roles: readonly string[];
  /** The names of its groups. */
  readonly groups: readonly string[];
  /** Its own roles and those of its groups. */
  readonly heldRoles: readonly string[];
  /** The collaborator record the account stands for. */
  readonly collaborator: string | null;
  /** The record of the contact or customer it stands for. */
  readonly person: string | null;
  readonly disabled: boolean;
  /** False until a password is set: the account came by a one-time link. */
  readonly password: boolean;
  /** Instant of the last sign-in, ISO 8601; null before the first. */
  readonly lastSignInAt: string | null;
}

/** What may be said of a new account; the password comes hashed. */
export interface NewAccount {
  readonly email: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly language?: Language | null | undefined;
  readonly groups?: readonly string[] | undefined;
  readonly collaborator?: string | null | undefined;
  readonly person?: string | null | undefined;
  readonly passwordHash?: string | null | undefined;
}

/** The role that may do everything even where no role document says so. */
export const administratorRole = "administrator";

/** Whether one of the roles carries every right. */
export function isAdministrator(roles: readonly string[], model: Model): boolean {
  return roles.some((role) => role === administratorRole || model.roles.get(role)?.administrator === true);
}

export async function listAccounts(database: Database): Promise<Account[]> {
  return select(database.sql, "true order by u.name, u.email", []);
}

export async function findAccount(database: Database, id: string): Promise<Account | null> {
  return (await select(database.sql, "u.id = $1", [id]))[0] ?? null;
}

export async function findAccountByEmail(database: Database, email: string): Promise<Account | null> {
  return (await select(database.sql, "u.email = $1", [tidyEmail(email)]))[0] ?? null;
}

/** Adds an account. Refuses an address that is taken (`account.exists`); roles, groups and records that do not exist. */
export async function addAccount(by: By, account: NewAccount): Promise<Account> {
  const runtime = houseOf(by);
  mustKnowRoles(account.roles, runtime.model());
  await mustBeLinkable(runtime, account);
  const id = newId();
  const email = tidyEmail(account.email);
  await runtime.database.transaction(async (tx) => {
    const added = await tx`
      insert into auth_user (id, name, email, email_verified, language, roles, collaborator, person)
      values (${id}, ${account.name}, ${email}, true, ${account.language ?? null},
        ${[...account.roles]}, ${account.collaborator ?? null}, ${account.person ?? null})
      on conflict (email) do nothing`;
    if (added.count === 0) throw new Refusal("account.exists", { email });
    if (account.groups) await joinGroups(tx, { account: id, groups: account.groups });
    if (account.passwordHash) await writePassword(tx, { account: id, passwordHash: account.passwordHash });
    const { passwordHash, ...detail } = account;
    await note(tx, by, { kind: "account-added", account: id, detail: { ...detail, email } });
  });
  return mustFind(runtime.database, id);
}

/** What may be changed of an account. */
export interface AccountChange {
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly language?: Language | null | undefined;
  readonly roles?: readonly string[] | undefined;
  /** All of its groups from now on. */
  readonly groups?: readonly string[] | undefined;
  readonly collaborator?: string | null | undefined;
  readonly person?: string | null | undefined;
  readonly disabled?: boolean | undefined;
}

/**
 * Changes an account; every process forgets its sessions within a second, and disabling ends them for good. The last
 * active administrator can neither be disabled nor lose the role. An address counts as checked where an administrator
 * says it, and not where its holder does (`isOwn`).
 */
export async function changeAccount(
  by: By,
  { id, change, isOwn = false }: { id: string; change: AccountChange; isOwn?: boolean },
): Promise<Account> {
  const runtime = houseOf(by);
  if (change.roles) mustKnowRoles(change.roles, runtime.model());
  await mustBeLinkable(runtime, change);
  await runtime.database.transaction(async (tx) => {
    const before = (await select(tx, "u.id = $1 for update of u", [id]))[0];
    if (!before) throw new Refusal("account.not-found");
    const after = { ...before, ...defined(change) };
    const email = tidyEmail(after.email);
    const [other] = await tx`select from auth_user where email = ${email} and id <> ${id}`;
    if (other) throw new Refusal("account.exists", { email });
    const isChecked = change.email !== undefined && !isOwn;
    await tx`update auth_user set name = ${after.name}, email = ${email}, language = ${after.language},
      email_verified = (email_verified and email = ${email}) or ${isChecked},
      roles = ${[...after.roles]}, collaborator = ${after.collaborator}, person = ${after.person},
      disabled = ${after.disabled}, updated_at = now() where id = ${id}`;
    if (change.groups) await joinGroups(tx, { account: id, groups: change.groups });
    if (after.disabled || email !== before.email) await forgetLinks(tx, id);
    if (after.disabled) await tx`delete from auth_session where user_id = ${id}`;
    if (isActiveAdministrator(before, runtime)) await mustKeepAdministrator(tx, runtime);
    await note(tx, by, { kind: "account-changed", account: id, detail: changes(before, change) });
  });
  runtime.events.tell({ kind: "access", account: id });
  return mustFind(runtime.database, id);
}

/**
 * Takes an invitation back. Who has signed in once is named in the history and is refused (`account.has-worked`):
 * disabling ends what he may do and keeps his name.
 */
export async function removeAccount(by: By, id: string): Promise<void> {
  const runtime = houseOf(by);
  await runtime.database.transaction(async (tx) => {
    const account = (await select(tx, "u.id = $1 for update of u", [id]))[0];
    if (!account) throw new Refusal("account.not-found");
    if (account.lastSignInAt !== null) throw new Refusal("account.has-worked", { name: account.name });
    await tx`delete from auth_user where id = ${id}`;
    if (isActiveAdministrator(account, runtime)) await mustKeepAdministrator(tx, runtime);
    const { name, email } = account;
    await note(tx, by, { kind: "account-removed", account: id, detail: { name, email } });
  });
  runtime.events.tell({ kind: "access", account: id });
}

/** Sets the hashed password an account signs in with. */
export async function writePassword(
  sql: Sql,
  { account, passwordHash }: { account: string; passwordHash: string },
): Promise<void> {
  await sql`
    insert into auth_account (id, account_id, provider_id, user_id, password)
    values (${newId()}, ${account}, 'credential', ${account}, ${passwordHash})
    on conflict (provider_id, account_id) do update set password = excluded.password, updated_at = now()`;
}

/** An address as it is kept and compared: without spaces around, in lower case. */
export function tidyEmail(email: string): string {
  return email.trim().toLowerCase();
}

function isActiveAdministrator(account: Account, runtime: Runtime): boolean {
  return !account.disabled && isAdministrator(account.heldRoles, runtime.model());
}

/** Refuses a change after which no active administrator is left (`account.last-administrator`). */
export async function mustKeepAdministrator(tx: Sql, runtime: Runtime): Promise<void> {
  // Two administrators disabling each other at once must not both succeed.
  await tx`lock table auth_user in share row exclusive mode`;
  const left = await select(tx, "not u.disabled", []);
  if (!left.some((account) => isActiveAdministrator(account, runtime)))
    throw new Refusal("account.last-administrator");
}

/** Refuses roles that do not exist, with the nearest one. */
export function mustKnowRoles(roles: readonly string[], model: Model): void {
  const unknown = roles.find((role) => role !== administratorRole && !model.roles.has(role));
  if (unknown === undefined) return;
  const suggestion = didYouMean(unknown, [administratorRole, ...model.roles.keys()]);
  throw new Refusal("account.role-unknown", { role: unknown, suggestion });
}

/** Refuses records of which there is none, or only one in the trash. */
async function mustBeLinkable(
  runtime: Runtime,
  { collaborator, person }: Pick<AccountChange, "collaborator" | "person">,
): Promise<void> {
  const model = runtime.model();
  const types = { collaborator: model.types.get("collaborator"), person: personType(model) };
  for (const [path, id] of Object.entries({ collaborator, person })) {
    if (id === null || id === undefined) continue;
    const type = path === "person" ? types.person : types.collaborator;
    if (type && (await isThere(runtime, { type: type.name, id }))) continue;
    const code = path === "person" ? "account.person-unknown" : "account.collaborator-unknown";
    throw new Refusal(code, {}, { faults: [{ path, code }] });
  }
}

async function isThere(runtime: Runtime, { type, id }: { type: string; id: string }): Promise<boolean> {
  const crm = crmFor(runtime, systemUser, "system");
  return (await readRecord(crm, { type, id, select: "id" })) !== null;
}

/** Refuses a language in which the app has no words. */
export function mustSpeak(language: Language | null | undefined, { app }: Model): void {
  if (!language || app.languages.includes(language)) return;
  const code = "account.language-off";
  const values = { language, languages: app.languages.join(", ") };
  throw new Refusal(code, values, { faults: [{ path: "language", code, values }] });
}

async function mustFind(database: Database, id: string): Promise<Account> {
  const account = await findAccount(database, id);
  if (!account) throw new Refusal("account.not-found");
  return account;
}

async function select(sql: Sql, where: string, values: string[]): Promise<Account[]> {
  return sql.unsafe<Account[]>(
    `select u.id, u.name, u.email, u.language, u.roles, u.collaborator, u.person, u.disabled,
       array(select m.group_name from auth_group_member m where m.user_id = u.id order by 1) as groups,
       array(select unnest(u.roles) union select unnest(g.roles)
         from auth_group_member m join auth_group g on g.name = m.group_name where m.user_id = u.id
         order by 1) as "heldRoles",
       exists (select from auth_account a where a.user_id = u.id and a.password is not null) as password,
       to_char(u.last_sign_in_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "lastSignInAt"
     from auth_user u where ${where}`,
    values,
    { prepare: true },
  );
}

function defined(change: AccountChange): Partial<Account> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}

/** What a change makes different, as `[before, after]`. */
function changes(before: Account, change: AccountChange): Record<string, unknown> {
  const was = Object.entries(before);
  return Object.fromEntries(
    Object.entries(defined(change)).flatMap(([name, after]) => {
      const value = was.find(([key]) => key === name)?.[1];
      return JSON.stringify(value) === JSON.stringify(after) ? [] : [[name, [value, after]]];
    }),
  );
}
