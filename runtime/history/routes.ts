import type { Hono } from "hono";
import type { ServerEnv } from "../capability.ts";
import type { Runtime } from "../crm.ts";
import { asOf, history } from "./history.ts";

/** `GET /history/{type}/{id}`, and `asOf` on the reading of a record: mount these before the routes of records. */
export function historyRoutes(app: Hono<ServerEnv>, _runtime: Runtime): void {
  app.get("/history/:type/:id", async (c) => {
    const { type, id } = c.req.param();
    return c.json({ items: await history(c.get("crm"), { type, id }) });
  });
  app.get("/records/:type/:id", async (c, next) => {
    const instant = c.req.query("asOf");
    if (instant === undefined) return next();
    const { type, id } = c.req.param();
    return c.json(await asOf(c.get("crm"), { type, id, instant }));
  });
}
