import type { Hono } from "hono";
import * as z from "zod";
import { Refusal } from "../../../core/errors/index.ts";
import { isReadableText } from "../../../core/language/index.ts";
import { mustKnowScope } from "../../access/index.ts";
import type { ServerEnv } from "../../capability.ts";
import type { Runtime, ScopeTypes } from "../../crm.ts";
import type { SignIn } from "../sign-in/index.ts";
import { listKeys, removeKey, scopeTypes, settleKey } from "./kept-keys.ts";
import { type By, houseOf } from "./note.ts";
import { onlyAdministrators } from "./only-administrators.ts";
import { mine, mustBeId } from "./routes.ts";

const newKey = z.strictObject({
  name: z.string().trim().min(1).max(100).refine(isReadableText),
  /** Days it holds; for ever without. */
  days: z.number().int().min(1).max(3650).optional(),
  /** What it may do of all that the account may; everything without. */
  scope: scopeTypes.nullable().optional(),
});

/** `/api/keys`: the keys with which other programs act in my name; administrators see and revoke everybody's. */
export function keyRoutes(app: Hono<ServerEnv>, runtime: Runtime, signIn: SignIn): void {
  app.get("/keys", async (c) => c.json({ items: await listKeys(runtime.database, mine(c.get("crm"))) }));

  app.post("/keys", async (c) => {
    const crm = c.get("crm");
    const { days, ...wanted } = newKey.parse(await c.req.json());
    const expiresAt = days === undefined ? null : new Date(Date.now() + days * 86_400_000);
    return c.json(await addKey(crm, signIn, { ...wanted, expiresAt, account: mine(crm) }), 201);
  });

  app.delete("/keys/:id", async (c) => {
    await removeKey(c.get("crm"), { id: c.req.param("id"), account: mine(c.get("crm")) });
    return c.body(null, 204);
  });

  app.get("/accounts/:id/keys", onlyAdministrators, async (c) =>
    c.json({ items: await listKeys(runtime.database, mustBeId(c.req.param("id"))) }),
  );

  app.delete("/accounts/:id/keys/:key", onlyAdministrators, async (c) => {
    await removeKey(c.get("crm"), { id: c.req.param("key"), account: mustBeId(c.req.param("id")) });
    return c.body(null, 204);
  });
}

/** What is to be known of a key that is made. */
export interface NewKey {
  readonly account: string;
  readonly name: string;
  readonly scope?: ScopeTypes | null | undefined;
  readonly expiresAt: Date | null;
}

/**
 * Makes a key for an account; its text is in the answer and can never be read again. Refuses a scope that names what
 * does not exist (`key.scope-unknown`) and an end that is past (`key.expired`).
 */
export async function addKey(by: By, signIn: SignIn, { account, name, scope = null, expiresAt }: NewKey) {
  const runtime = houseOf(by);
  if (scope) mustKnowScope({ model: runtime.model(), models: runtime.models }, scope);
  if (expiresAt && expiresAt.getTime() <= Date.now()) throw new Refusal("key.expired");
  const { id, key } = await signIn.auth.api.createApiKey({ body: { name, userId: account } });
  await settleKey(by, { id, account, name, scope, expiresAt });
  return { id, name, key, scope, expiresAt: expiresAt?.toISOString() ?? null };
}
