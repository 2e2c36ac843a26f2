import type { Context, Hono } from "hono";
import * as z from "zod";
import { languages } from "../../core/language/index.ts";
import { mayAnywhere } from "../access/index.ts";
import type { ServerEnv } from "../capability.ts";
import type { Crm, Runtime } from "../crm.ts";
import { changeAccount, findAccount, mustSpeak } from "./accounts/accounts.ts";
import { deputiesOf } from "./accounts/deputies.ts";
import { accountName, mine } from "./accounts/routes.ts";
import { freshOwnOf, mustHaveSecondFactor } from "./sign-in/index.ts";

const change = z.strictObject({
  language: z.enum(languages).optional(),
  name: accountName.optional(),
  email: z.email().max(320).optional(),
});

/** `/api/me`: who I am, what I may do beyond records, my language and name. */
export function meRoutes(app: Hono<ServerEnv>, runtime: Runtime): void {
  app.get("/me", async (c) => c.json(await me(c)));

  app.patch("/me", async (c) => {
    const crm = c.get("crm");
    const body = change.parse(await c.req.json());
    // Whoever has the address can have a link sent to it.
    if (body.email !== undefined && body.email !== crm.user.email) freshOwnOf(c);
    mustSpeak(body.language, runtime.model());
    const account = await changeAccount(crm, { id: mine(crm), change: body, isOwn: true });
    const { name, email } = account;
    const language = account.language ?? crm.user.language;
    c.set("crm", { ...crm, user: { ...crm.user, name, email, language } });
    return c.json(await me(c));
  });
}

/** What `GET /api/me` says. */
async function me(c: Context<ServerEnv>) {
  const crm = c.get("crm");
  const session = c.get("session");
  const { user, model } = crm;
  const roles = user.roles.flatMap((role) => model.roles.get(role) ?? []);
  const may = (right: "import" | "export" | "merge") => mayAnywhere(crm, right);
  const id = mine(crm);
  const account = await findAccount(crm.database, id);
  const { standsInFor } = await deputiesOf(crm.database, id);
  const { actingFor, seeingAs, ...own } = user;
  return {
    /** Nothing else is answered until a second factor is set up. */
    secondFactorNeeded:
      session != null &&
      !session.both &&
      mustHaveSecondFactor([...session.account.heldRoles, ...user.roles], model),
    /** Came by a one-time link and has nothing yet to sign in with the next time. */
    welcome: session != null && (await cameUnarmed(crm, session.id)),
    user: {
      ...own,
      /** False for somebody who came by a one-time link and has no password yet. */
      password: account?.password ?? false,
    },
    /** By what people call them. */
    roles: roles.map(({ name, label }) => ({ name, label })),
    /** For whom I act now, or as whom I look; everything but name, address and language is theirs then. */
    actingFor,
    seeingAs,
    /** For whom I may act at this moment. */
    standsInFor: standsInFor
      .filter(({ isNow }) => isNow)
      .map(({ account: { id, name }, endsAt }) => ({ id, name, until: endsAt })),
    workspace: { name: model.app.name, label: model.app.label },
    can: { import: may("import"), export: may("export"), merge: may("merge"), configure: user.administrator },
  };
}

/** Whether a session was begun by a link, for an account without a password or passkey. */
async function cameUnarmed({ database }: Crm, session: string): Promise<boolean> {
  const [row] = await database.sql`
    select from auth_session s
    where s.id = ${session} and s.method = 'link'
      and not exists (select from auth_account a where a.user_id = s.user_id and a.password is not null)
      and not exists (select from auth_passkey p where p.user_id = s.user_id)`;
  return row !== undefined;
}
