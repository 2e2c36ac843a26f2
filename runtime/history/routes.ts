import type { Context, Hono } from "hono";
import * as z from "zod";
import type { ServerEnv } from "../capability.ts";
import type { Runtime } from "../crm.ts";
import { noteReading } from "../readings/index.ts";
import { asOf, history } from "./history.ts";
import { readingsOfRecord } from "./readings.ts";

const page = z.object({ before: z.coerce.number().int().positive().optional() });

/** `GET /history/{type}/{id}`, who read it. */
export function historyRoutes(app: Hono<ServerEnv>, _runtime: Runtime): void {
  app.get("/history/:type/:id", async (c) => {
    const { type, id } = c.req.param();
    return c.json({ items: await history(c.get("crm"), { type, id }) });
  });
  app.get("/history/:type/:id/readings", async (c) => {
    const { type, id } = c.req.param();
    const { before } = page.parse(c.req.query());
    return c.json({ items: await readingsOfRecord(c.get("crm"), { type, id, before }) });
  });
}

/** `asOf` on the reading of a record: as it was then. */
export async function answerPast(
  c: Context<ServerEnv>,
  { type, id, instant }: { type: string; id: string; instant: string },
): Promise<Response> {
  const record = await asOf(c.get("crm"), { type, id, instant });
  await noteReading(c.get("crm"), { how: "record", type, detail: { asOf: instant }, answer: [record] });
  return c.json(record);
}
