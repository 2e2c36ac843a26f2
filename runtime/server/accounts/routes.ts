import type { Hono, MiddlewareHandler } from "hono";
import * as z from "zod";
import { Refusal } from "../../../core/errors/index.ts";
import { isId } from "../../../core/ids.ts";
import { isReadableText, languages } from "../../../core/language/index.ts";
import type { ServerEnv } from "../../capability.ts";
import type { Runtime } from "../../crm.ts";
import { makeSignInToken, type SignIn, signInAddress } from "../sign-in/index.ts";
import { addAccount, changeAccount, findAccount, listAccounts, mustSpeak } from "./accounts.ts";

/** What an account may be called. */
export const accountName = z.string().trim().min(1).max(200).refine(isReadableText);
const roles = z.array(z.string().max(40)).max(50);
const collaborator = z.uuid().nullable();
const password = z.string().min(8).max(128);

const newAccount = z.strictObject({
  email: z.email().max(320),
  name: accountName,
  roles: roles.default([]),
  language: z.enum(languages).optional(),
  collaborator: collaborator.optional(),
  password: password.optional(),
});
const accountChange = z
  .strictObject({
    name: accountName,
    language: z.enum(languages).nullable(),
    roles,
    collaborator,
    disabled: z.boolean(),
  })
  .partial();

/** `/api/accounts`, for administrators: who can sign in, with which roles. */
export function accountRoutes(app: Hono<ServerEnv>, runtime: Runtime, signIn: SignIn): void {
  app.use("/accounts", onlyAdministrators);
  app.use("/accounts/*", onlyAdministrators);

  app.get("/accounts", async (c) => c.json({ items: await listAccounts(runtime.database) }));

  app.post("/accounts", async (c) => {
    const { password, ...account } = newAccount.parse(await c.req.json());
    mustSpeak(account.language, runtime.model());
    const passwordHash = password ? await signIn.hashPassword(password) : null;
    return c.json(await addAccount(runtime, { ...account, passwordHash }), 201);
  });

  app.patch("/accounts/:id", async (c) => {
    const id = mustBeId(c.req.param("id"));
    const change = accountChange.parse(await c.req.json());
    mustSpeak(change.language, runtime.model());
    return c.json(await changeAccount(runtime, { id, change }));
  });

  app.post("/accounts/:id/link", async (c) => {
    const account = await findAccount(runtime.database, mustBeId(c.req.param("id")));
    if (!account) throw new Refusal("account.not-found");
    const token = await makeSignInToken(runtime.database, { account: account.id });
    return c.json({ link: signInAddress(signIn.publicUrl, token) }, 201);
  });
}

/** Refuses everybody who holds no role with every right. */
export const onlyAdministrators: MiddlewareHandler<ServerEnv> = async (c, next) => {
  if (!c.get("crm").user.administrator) throw new Refusal("access.administrator-only");
  await next();
};

function mustBeId(text: string): string {
  if (!isId(text)) throw new Refusal("account.not-found");
  return text;
}
