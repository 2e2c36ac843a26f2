import { Readable } from "node:stream";
import type { Hono } from "hono";
import * as z from "zod";
import { disposition } from "../../core/file-name.ts";
import { isReadableText } from "../../core/language/index.ts";
import type { PersonalData, ServerEnv } from "../capability.ts";
import { eraseKnown } from "./erase.ts";
import { giveOut } from "./give-out.ts";
import { planErasure } from "./plan.ts";

const order = z.strictObject({ reason: z.string().trim().min(1).max(500).refine(isReadableText).optional() });

/** `/people/{id}`: what is known of a person given out, what erasing would do, and erasing. For administrators. */
export function peopleRoutes(app: Hono<ServerEnv>, { rooms }: { rooms: readonly PersonalData[] }): void {
  app.get("/people/:id/data", async (c) => {
    const { name, content } = await giveOut(c.get("crm"), { id: c.req.param("id"), rooms });
    c.header("content-type", "application/zip");
    c.header("content-disposition", disposition(name, { inline: false }));
    // Node and the DOM describe the same web stream with two types.
    return c.body(Readable.toWeb(content) as ReadableStream, 200);
  });

  app.get("/people/:id/erasure", async (c) =>
    c.json(await planErasure(c.get("crm"), { id: c.req.param("id"), rooms })),
  );

  app.post("/people/:id/erasure", async (c) => {
    const { reason } = order.parse(await c.req.json());
    const crm = c.get("crm");
    const asking = reason === undefined ? crm : { ...crm, origin: { ...crm.origin, reason } };
    return c.json(await eraseKnown(asking, { id: c.req.param("id"), rooms }));
  });
}
