import { readFileSync } from "node:fs";
import type { Hono } from "hono";
import * as z from "zod";
import type { Runtime } from "../crm.ts";
import type { Plugins } from "../plugin/index.ts";
import { isAdministrator } from "./accounts/accounts.ts";
import { lacksSecondFactor } from "./doorkeeper.ts";
import type { SignIn } from "./sign-in/index.ts";

/** The version of the product, from its package file. */
export const version = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"))).version;

/** `GET /api/health`: 200 once the database answers; an administrator is told about plugins that failed as well. */
export function healthRoute(
  app: Hono,
  runtime: Runtime,
  { signIn, plugins }: { signIn: SignIn; plugins: Plugins },
): void {
  app.get("/api/health", async (c) => {
    await runtime.database.sql`select 1`;
    const signedIn = await signIn.sessions.whoIs(c.req.raw.headers, () => {}).catch(() => null);
    const answer = { status: "ok", version };
    c.header("cache-control", "no-store");
    // A key with a scope learns nothing that is reserved to administrators.
    if (!signedIn || signedIn.scope || !isAdministrator(signedIn.account.heldRoles, runtime.model()))
      return c.json(answer);
    if (lacksSecondFactor(signedIn, runtime)) return c.json(answer);
    return c.json({
      ...answer,
      revision: runtime.model().revision,
      database: { version: runtime.database.version, schema: runtime.database.schema },
      plugins: plugins.states(),
    });
  });
}
