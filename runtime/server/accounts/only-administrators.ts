import type { MiddlewareHandler } from "hono";
import { Refusal } from "../../../core/errors/index.ts";
import type { ServerEnv } from "../../capability.ts";

/** Refuses everybody who holds no role with every right. */
export const onlyAdministrators: MiddlewareHandler<ServerEnv> = async (c, next) => {
  if (!c.get("crm").user.administrator) throw new Refusal("access.administrator-only");
  await next();
};
