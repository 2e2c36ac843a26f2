import type { Hono } from "hono";
import { Refusal } from "../../core/errors/index.ts";
import { isId } from "../../core/ids.ts";
import type { JobProgress } from "../../core/jobs/jobs.ts";
import type { ServerEnv } from "../capability.ts";
import type { Crm } from "../crm.ts";

/** `/api/jobs/{id}`: how far a job is, for who started it and for administrators. */
export function jobRoutes(app: Hono<ServerEnv>): void {
  app.get("/jobs/:id", async (c) => c.json(await findMine(c.get("crm"), c.req.param("id"))));

  app.post("/jobs/:id/cancel", async (c) => {
    const crm = c.get("crm");
    const { id } = await findMine(crm, c.req.param("id"));
    await crm.jobs.cancel(id);
    return c.json(await findMine(crm, id));
  });
}

async function findMine(crm: Crm, id: string): Promise<JobProgress> {
  const job = isId(id) ? await crm.jobs.find(id) : null;
  if (!job || (job.by !== crm.user.id && !crm.user.administrator)) throw new Refusal("job.not-found");
  return job;
}
