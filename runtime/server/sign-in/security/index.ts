import type { Hono } from "hono";
import type { ServerEnv } from "../../../capability.ts";
import type { Parts } from "../begin.ts";
import { passkeyRoutes } from "./passkeys.ts";
import { passwordRoutes } from "./password.ts";
import { secondFactorRoutes } from "./second-factor.ts";
import { sessionRoutes } from "./sessions.ts";

/** `/api/me/security` and what belongs to it: how I sign in, and where I am signed in. Browsers only, never keys. */
export function securityRoutes(app: Hono<ServerEnv>, parts: Parts): void {
  passwordRoutes(app, parts);
  secondFactorRoutes(app, parts);
  passkeyRoutes(app, parts);
  sessionRoutes(app, parts);
}
