import type { Hono } from "hono";
import { Refusal } from "../../../../core/errors/index.ts";
import { isId } from "../../../../core/ids.ts";
import type { ServerEnv } from "../../../capability.ts";
import type { Runtime } from "../../../crm.ts";
import { findAccount } from "../../accounts/accounts.ts";
import { onlyAdministrators } from "../../accounts/only-administrators.ts";
import { sessionLife } from "../auth.ts";
import type { Parts } from "../begin.ts";
import { changed, ownOf } from "./own.ts";

/** One place where an account is signed in. */
export interface SessionShown {
  readonly id: string;
  readonly method: string;
  /** What the browser says of itself. */
  readonly device: string;
  /** The network address it was begun from. */
  readonly address: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date;
}

/** Where I am signed in, and, for administrators, where others are; each can be ended, in every process at once. */
export function sessionRoutes(app: Hono<ServerEnv>, { runtime }: Parts): void {
  app.get("/me/sessions", async (c) => {
    const { account, session } = ownOf(c);
    return c.json({ items: await listSessions(runtime, account), current: session });
  });

  app.delete("/me/sessions", async (c) => {
    const { account, session } = ownOf(c);
    await runtime.database.sql`delete from auth_session where user_id = ${account} and id <> ${session}`;
    await changed(c, runtime, { kind: "session-ended", account, detail: { others: true } });
    return c.body(null, 204);
  });

  app.delete("/me/sessions/:id", async (c) => {
    const { account } = ownOf(c);
    await endSession(runtime, { account, id: c.req.param("id") });
    await changed(c, runtime, { kind: "session-ended", account });
    return c.body(null, 204);
  });

  app.get("/accounts/:id/sessions", onlyAdministrators, async (c) => {
    const account = await mustFind(runtime, c.req.param("id"));
    return c.json({ items: await listSessions(runtime, account) });
  });

  app.delete("/accounts/:id/sessions", onlyAdministrators, async (c) => {
    const account = await mustFind(runtime, c.req.param("id"));
    await runtime.database.sql`delete from auth_session where user_id = ${account}`;
    await changed(c, runtime, {
      kind: "session-ended",
      account,
      detail: { by: c.get("crm").user.id },
    });
    return c.body(null, 204);
  });
}

async function listSessions({ database }: Runtime, account: string): Promise<readonly SessionShown[]> {
  return database.sql<SessionShown[]>`
    select id, method, coalesce(user_agent, '') as device, coalesce(ip_address, '') as address,
      created_at as "createdAt", last_used_at as "lastUsedAt"
    from auth_session
    where user_id = ${account} and expires_at > now()
      and created_at > now() - make_interval(secs => ${sessionLife.absolute})
    order by last_used_at desc limit 100`;
}

async function endSession({ database }: Runtime, { account, id }: { account: string; id: string }) {
  if (!isId(id)) throw new Refusal("session.not-found");
  const ended = await database.sql`delete from auth_session where id = ${id} and user_id = ${account}`;
  if (ended.count === 0) throw new Refusal("session.not-found");
}

async function mustFind({ database }: Runtime, id: string): Promise<string> {
  const account = isId(id) ? await findAccount(database, id) : null;
  if (!account) throw new Refusal("account.not-found");
  return account.id;
}
