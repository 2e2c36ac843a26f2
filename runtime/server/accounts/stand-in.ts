import type { Database } from "../../../core/database/database.ts";
import { Refusal } from "../../../core/errors/index.ts";
import type { Crm, Runtime } from "../../crm.ts";
import { type Account, findAccount, isAdministrator } from "./accounts.ts";
import { deputyFor } from "./deputies.ts";
import { note } from "./note.ts";

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

/** How a deputy stands in for an account at this moment; null where he does not. */
export async function standInFor(
  database: Database,
  { account, deputy }: { account: string; deputy: string },
): Promise<StandIn | null> {
  const found = await deputyFor(database, { account, deputy });
  const represented = found?.isNow ? await findAccount(database, account) : null;
  if (!found || !represented) return null;
  const until = found.endsAt === null ? null : Date.parse(found.endsAt);
  return { as: "deputy", account: represented, roles: found.roles, until };
}

interface Row {
  readonly seeingAs: string | null;
  readonly account: string | null;
  readonly roles: readonly string[] | null;
  readonly endsAt: Date | null;
}

/** Who asks to work as somebody else, in which session; a key has none. */
export interface Asking {
  readonly crm: Crm;
  readonly session: string | null;
}

/** Lets a session act for an account whose deputy its owner is at this moment (`acting.not-deputy` otherwise). */
export async function actFor({ crm, session }: Asking, account: string): Promise<void> {
  const own = mustHaveSession(session);
  const deputy =
    crm.user.id === null ? null : await deputyFor(crm.database, { account, deputy: crm.user.id });
  if (!deputy?.isNow) throw new Refusal("acting.not-deputy");
  await crm.database.transaction(async (tx) => {
    await tx`update auth_session set acting_by = ${deputy.id}, seeing_as = null where id = ${own}`;
    await note(tx, crm, { kind: "acting-began", account });
  });
  crm.events.tell({ kind: "access", account: crm.user.id });
}

/** Lets the session of an administrator see the app as somebody else does, read-only. */
export async function seeAs({ crm, session }: Asking, account: string): Promise<void> {
  const own = mustHaveSession(session);
  if (!crm.user.administrator || crm.user.actingFor) throw new Refusal("access.administrator-only");
  const other = await findAccount(crm.database, account);
  if (!other || other.disabled) throw new Refusal("account.not-found");
  await crm.database.transaction(async (tx) => {
    await tx`update auth_session set acting_by = null, seeing_as = ${other.id} where id = ${own}`;
    await note(tx, crm, { kind: "seen-as", account });
  });
  crm.events.tell({ kind: "access", account: crm.user.id });
}

/** The session works as itself again. */
export async function beOneself({ crm, session }: Asking): Promise<void> {
  const { actingFor, seeingAs, id } = crm.user;
  const other = actingFor ?? seeingAs;
  if (session === null || !other) return;
  await crm.database.transaction(async (tx) => {
    await tx`update auth_session set acting_by = null, seeing_as = null where id = ${session}`;
    await note(tx, crm, {
      kind: actingFor ? "acting-ended" : "seen-as",
      account: other.id,
      ...(seeingAs ? { detail: { ended: true } } : {}),
    });
  });
  crm.events.tell({ kind: "access", account: id });
}

function mustHaveSession(session: string | null): string {
  if (session === null) throw new Refusal("acting.session-only");
  return session;
}
