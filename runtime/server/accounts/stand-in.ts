import { Refusal } from "../../../core/errors/index.ts";
import type { Runtime, User } from "../../crm.ts";
import { type Account, findAccount, isAdministrator } from "./accounts.ts";
import { deputyFor } from "./deputies.ts";

/** As whom a session works other than as itself. */
export interface StandIn {
  /** `deputy` acts for the account; `look` sees what it sees and changes nothing. */
  readonly as: "deputy" | "look";
  readonly account: Account;
  /** The roles that were entrusted; null for all. */
  readonly roles: readonly string[] | null;
  /** When it ends by itself, in milliseconds since 1970; null where it does not. */
  readonly until: number | null;
}

/** How a session works at this moment; null where it works as itself. What is over, or disabled, counts no more. */
export async function standInOf(
  runtime: Runtime,
  { session, own }: { session: string; own: Account },
): Promise<StandIn | null> {
  const { database } = runtime;
  const [row] = await database.sql<Row[]>`
    select s.seeing_as as "seeingAs", d.account, d.roles, d.ends_at as "endsAt"
    from auth_session s left join auth_deputy d
      on d.id = s.acting_by and d.starts_at <= now() and (d.ends_at is null or d.ends_at > now())
    where s.id = ${session} and (s.seeing_as is not null or s.acting_by is not null)`;
  const id = row?.seeingAs ?? row?.account;
  const account = id ? await findAccount(database, id) : null;
  if (!row || !account || account.disabled) return null;
  if (row.seeingAs && !isAdministrator(own.heldRoles, runtime.model())) return null;
  if (row.seeingAs) return { as: "look", account, roles: null, until: null };
  return { as: "deputy", account, roles: row.roles, until: row.endsAt ? row.endsAt.getTime() : null };
}

interface Row {
  readonly seeingAs: string | null;
  readonly account: string | null;
  readonly roles: readonly string[] | null;
  readonly endsAt: Date | null;
}

/** Who asks to work as somebody else, in which session; a key has none. */
export interface Asking {
  readonly user: User;
  readonly session: string | null;
}

/** Lets a session act for an account whose deputy its owner is at this moment (`acting.not-deputy` otherwise). */
export async function actFor(runtime: Runtime, { user, session }: Asking, account: string): Promise<void> {
  const own = mustHaveSession(session);
  const deputy = user.id === null ? null : await deputyFor(runtime.database, { account, deputy: user.id });
  if (!deputy?.isNow) throw new Refusal("acting.not-deputy");
  await runtime.database.sql`
    update auth_session set acting_by = ${deputy.id}, seeing_as = null where id = ${own}`;
  runtime.events.tell({ kind: "access", account: user.id });
}

/** Lets the session of an administrator see the app as somebody else does, read-only. */
export async function seeAs(runtime: Runtime, { user, session }: Asking, account: string): Promise<Account> {
  const own = mustHaveSession(session);
  if (!user.administrator || user.actingFor) throw new Refusal("access.administrator-only");
  const other = await findAccount(runtime.database, account);
  if (!other || other.disabled) throw new Refusal("account.not-found");
  await runtime.database.sql`
    update auth_session set acting_by = null, seeing_as = ${other.id} where id = ${own}`;
  runtime.events.tell({ kind: "access", account: user.id });
  return other;
}

/** The session works as itself again. */
export async function beOneself(runtime: Runtime, { user, session }: Asking): Promise<void> {
  if (session === null) return;
  await runtime.database.sql`
    update auth_session set acting_by = null, seeing_as = null where id = ${session}`;
  runtime.events.tell({ kind: "access", account: user.id });
}

function mustHaveSession(session: string | null): string {
  if (session === null) throw new Refusal("acting.session-only");
  return session;
}
