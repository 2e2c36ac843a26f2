import type { Context } from "hono";
import { Refusal } from "../../../../core/errors/index.ts";
import type { ServerEnv } from "../../../capability.ts";
import type { Runtime } from "../../../crm.ts";
import { noteSecurityEvent, type SecurityEventKind } from "../../../history/index.ts";
import { addressOf } from "../../address.ts";

/** Who changes something about how he signs in. */
export interface Own {
  /** His own account, whoever he stands in for. */
  readonly account: string;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly string[];
  readonly session: string;
}

/** Refuses a key: a program that has one must not be able to make itself at home (`sign-in.browser-only`). */
export function ownOf(c: Context<ServerEnv>): Own {
  const session = c.get("session");
  if (!session) throw new Refusal("sign-in.browser-only");
  const { id: account, name, email, heldRoles: roles } = session.account;
  return { account, name, email, roles, session: session.id };
}

/** How long after showing who one is the ways to sign in may be changed, in milliseconds. */
const fresh = 15 * 60_000;

/** Refuses with `sign-in.show-again` who has not shown lately who he is: somebody else may sit at his desk. */
export function freshOwnOf(c: Context<ServerEnv>): Own {
  const own = ownOf(c);
  const shownAt = c.get("session")?.shownAt ?? 0;
  if (Date.now() - shownAt > fresh) throw new Refusal("sign-in.show-again");
  return own;
}

/** Notes what was changed, and lets every process read the account's sessions anew. */
export async function changed(
  c: Context,
  runtime: Runtime,
  { kind, account, detail }: { kind: SecurityEventKind; account: string; detail?: Record<string, unknown> },
): Promise<void> {
  const address = addressOf(c);
  await noteSecurityEvent(runtime.database.sql, { kind, who: account, account, via: "web", address, detail });
  runtime.events.tell({ kind: "access", account });
}

/** Notes in the session that its owner has just shown who he is. */
export async function markShown(
  { database }: Pick<Runtime, "database">,
  { session, both }: { session: string; both: boolean },
): Promise<void> {
  await database.sql`
    update auth_session set shown_at = now(), second_factor = second_factor or ${both} where id = ${session}`;
}
