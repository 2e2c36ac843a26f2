import type { Sql } from "../../../core/database/database.ts";
import { Refusal } from "../../../core/errors/index.ts";
import { newId } from "../../../core/ids.ts";
import type { Crm } from "../../crm.ts";
import { type Account, findAccount } from "./accounts.ts";
import { note } from "./note.ts";

/** Somebody who may act for an account for a time, with all its roles or some of them. */
export interface Deputy {
  readonly id: string;
  /** Who is stood in for. */
  readonly account: Party;
  readonly deputy: Party;
  /** Instants, ISO 8601; without an end it holds until it is taken back. */
  readonly startsAt: string;
  readonly endsAt: string | null;
  /** Null: all roles that the account holds. */
  readonly roles: readonly string[] | null;
  /** Whether it holds at this moment. */
  readonly isNow: boolean;
}

interface Party {
  readonly id: string;
  readonly name: string;
}

export interface NewDeputy {
  readonly account: string;
  readonly deputy: string;
  /** From now on where nobody says. */
  readonly startsAt?: string | undefined;
  readonly endsAt?: string | null | undefined;
  readonly roles?: readonly string[] | null | undefined;
}

/** Who stands in for an account, and for whom it stands in; what is over for a week is not told any more. */
export async function deputiesOf(
  { sql }: { readonly sql: Sql },
  account: string,
): Promise<{ readonly named: Deputy[]; readonly standsInFor: Deputy[] }> {
  const recent = "(d.ends_at is null or d.ends_at > now() - interval '7 days')";
  const all = await select(sql, `(d.account = $1 or d.deputy = $1) and ${recent}`, [account]);
  return {
    named: all.filter((one) => one.account.id === account),
    standsInFor: all.filter((one) => one.deputy.id === account),
  };
}

/** The deputyship by which one may act for another at this moment; null where there is none. */
export async function deputyFor(
  { sql }: { readonly sql: Sql },
  { account, deputy }: { account: string; deputy: string },
): Promise<Deputy | null> {
  const now = "d.starts_at <= now() and (d.ends_at is null or d.ends_at > now())";
  return (await select(sql, `d.account = $1 and d.deputy = $2 and ${now}`, [account, deputy]))[0] ?? null;
}

/** Names a deputy, as the account itself or an administrator. Refuses oneself, an end before the beginning, and roles that the account does not hold. */
export async function nameDeputy(crm: Crm, wanted: NewDeputy): Promise<Deputy> {
  if (wanted.account === wanted.deputy) throw fault("deputy.self", "deputy");
  const account = await mustFind(crm, wanted.account);
  await mustFind(crm, wanted.deputy);
  const notHeld = wanted.roles?.find((role) => !account.heldRoles.includes(role));
  if (notHeld !== undefined)
    throw fault("deputy.role-not-held", "roles", { name: account.name, role: notHeld });
  const startsAt = wanted.startsAt ? new Date(wanted.startsAt) : crm.clock.now();
  const endsAt = wanted.endsAt ? new Date(wanted.endsAt) : null;
  if (endsAt && endsAt <= startsAt) throw fault("deputy.too-early", "endsAt");
  const id = newId();
  const { account: of, ...detail } = wanted;
  return crm.database.transaction(async (tx) => {
    await tx`
      insert into auth_deputy (id, account, deputy, starts_at, ends_at, roles, created_by)
      values (${id}, ${of}, ${wanted.deputy}, ${startsAt}, ${endsAt},
        ${wanted.roles ? [...wanted.roles] : null}, ${crm.user.id})`;
    await note(tx, crm, { kind: "deputy-changed", account: of, detail });
    const [made] = await select(tx, "d.id = $1", [id]);
    if (!made) throw new Refusal("deputy.not-found");
    return made;
  });
}

/** Takes a deputyship back; who acts by it is himself again within a second, in every process. */
export async function endDeputy(crm: Crm, { id, account }: { id: string; account: string }): Promise<void> {
  const deputy = await crm.database.transaction(async (tx) => {
    const [ended] = await tx<{ deputy: string }[]>`
      delete from auth_deputy where id = ${id} and account = ${account} returning deputy`;
    if (!ended) throw new Refusal("deputy.not-found");
    await note(tx, crm, { kind: "deputy-changed", account, detail: { ended: ended.deputy } });
    return ended.deputy;
  });
  crm.events.tell({ kind: "access", account: deputy });
}

async function mustFind({ database }: Crm, id: string): Promise<Account> {
  const account = await findAccount(database, id);
  if (!account || account.disabled) throw new Refusal("account.not-found");
  return account;
}

function fault(
  code: "deputy.self" | "deputy.role-not-held" | "deputy.too-early",
  path: string,
  values: Record<string, unknown> = {},
): Refusal {
  return new Refusal(code, values, { faults: [{ path, code, values }] });
}

async function select(sql: Sql, where: string, values: string[]): Promise<Deputy[]> {
  const instant = (column: string) =>
    `to_char(d.${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
  return sql.unsafe<Deputy[]>(
    `select d.id, json_build_object('id', a.id, 'name', a.name) as account,
       json_build_object('id', s.id, 'name', s.name) as deputy, d.roles,
       ${instant("starts_at")} as "startsAt", ${instant("ends_at")} as "endsAt",
       (d.starts_at <= now() and (d.ends_at is null or d.ends_at > now()) and not a.disabled) as "isNow"
     from auth_deputy d join auth_user a on a.id = d.account join auth_user s on s.id = d.deputy
     where ${where} order by d.starts_at, d.id`,
    values,
    { prepare: true },
  );
}
