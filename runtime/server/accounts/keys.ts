import type { Hono } from "hono";
import * as z from "zod";
import { Refusal } from "../../../core/errors/index.ts";
import { isId } from "../../../core/ids.ts";
import { isReadableText } from "../../../core/language/index.ts";
import type { ServerEnv } from "../../capability.ts";
import type { Crm, Runtime } from "../../crm.ts";
import type { SignIn } from "../sign-in/index.ts";
import { mine } from "./routes.ts";

const newKey = z.strictObject({
  name: z.string().trim().min(1).max(100).refine(isReadableText),
  /** Days it holds; for ever without. */
  days: z.number().int().min(1).max(3650).optional(),
});

/** What is shown of a key once it exists; the key itself is told only when it is made. */
export interface Key {
  readonly id: string;
  readonly name: string;
  /** Its first characters, to tell keys apart. */
  readonly start: string | null;
  readonly createdAt: string;
  readonly expiresAt: string | null;
  readonly lastUsedAt: string | null;
}

/** `/api/keys`: the keys with which other programs act in my name. */
export function keyRoutes(app: Hono<ServerEnv>, runtime: Runtime, signIn: SignIn): void {
  app.get("/keys", async (c) => c.json({ items: await listKeys(c.get("crm")) }));

  app.post("/keys", async (c) => {
    const key = await addKey(signIn, { ...newKey.parse(await c.req.json()), account: mine(c.get("crm")) });
    return c.json(key, 201);
  });

  app.delete("/keys/:id", async (c) => {
    const [id, account] = [c.req.param("id"), mine(c.get("crm"))];
    if (!isId(id)) throw new Refusal("key.not-found");
    const removed = await runtime.database.sql`
      delete from auth_apikey where id = ${id} and reference_id = ${account}`;
    if (removed.count === 0) throw new Refusal("key.not-found");
    runtime.events.tell({ kind: "access", account });
    return c.body(null, 204);
  });
}

/** Makes a key for an account; its text is in the answer and can never be read again. */
export async function addKey(
  signIn: SignIn,
  { account, name, days }: { account: string; name: string; days?: number | undefined },
): Promise<{ id: string; name: string; key: string; expiresAt: string | null }> {
  const made = await signIn.auth.api.createApiKey({
    body: { name, userId: account, ...(days === undefined ? {} : { expiresIn: days * 86_400 }) },
  });
  return { id: made.id, name, key: made.key, expiresAt: made.expiresAt?.toISOString() ?? null };
}

async function listKeys(crm: Crm): Promise<Key[]> {
  return crm.database.sql<Key[]>`
    select id, coalesce(name, '') as name, start, created_at as "createdAt", expires_at as "expiresAt",
      last_request as "lastUsedAt"
    from auth_apikey where reference_id = ${mine(crm)} order by created_at desc`;
}
