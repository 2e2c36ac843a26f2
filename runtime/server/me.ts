import type { Hono } from "hono";
import * as z from "zod";
import { Refusal } from "../../core/errors/index.ts";
import { languages } from "../../core/language/index.ts";
import { mayAnywhere } from "../access/index.ts";
import type { ServerEnv } from "../capability.ts";
import type { Crm, Runtime } from "../crm.ts";
import { changeAccount, findAccount, mustSpeak, writePassword } from "./accounts/accounts.ts";
import { deputiesOf } from "./accounts/deputies.ts";
import { accountName, mine } from "./accounts/routes.ts";
import type { SignIn } from "./sign-in/index.ts";

const change = z.strictObject({
  language: z.enum(languages).optional(),
  name: accountName.optional(),
  email: z.email().max(320).optional(),
});
const passwordChange = z.strictObject({
  password: z.string().min(8).max(128),
  /** Asked for once a password is set. */
  current: z.string().max(200).optional(),
});

/** `/api/me`: who I am, what I may do beyond records, my language, name and password. */
export function meRoutes(app: Hono<ServerEnv>, runtime: Runtime, signIn: SignIn): void {
  app.get("/me", async (c) => c.json(await me(c.get("crm"))));

  app.patch("/me", async (c) => {
    const crm = c.get("crm");
    const body = change.parse(await c.req.json());
    mustSpeak(body.language, runtime.model());
    const account = await changeAccount(runtime, { id: mine(crm), change: body });
    const { name, email } = account;
    const language = account.language ?? crm.user.language;
    return c.json(await me({ ...crm, user: { ...crm.user, name, email, language } }));
  });

  app.post("/me/password", async (c) => {
    const id = mine(c.get("crm"));
    const { password, current } = passwordChange.parse(await c.req.json());
    const [row] = await runtime.database.sql<{ password: string | null }[]>`
      select password from auth_account where user_id = ${id} and provider_id = 'credential'`;
    if (row?.password && !(await signIn.checkPassword(current ?? "", row.password)))
      throw new Refusal(
        "account.wrong-password",
        {},
        { faults: [{ path: "current", code: "account.wrong-password" }] },
      );
    const passwordHash = await signIn.hashPassword(password);
    await writePassword(runtime.database.sql, { account: id, passwordHash });
    return c.body(null, 204);
  });
}

/** What `GET /api/me` says. */
async function me(crm: Crm) {
  const { user, model } = crm;
  const roles = user.roles.flatMap((role) => model.roles.get(role) ?? []);
  const may = (right: "import" | "export" | "merge") => mayAnywhere(crm, right);
  const id = mine(crm);
  const account = await findAccount(crm.database, id);
  const { standsInFor } = await deputiesOf(crm.database, id);
  const { actingFor, seeingAs, ...own } = user;
  return {
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
