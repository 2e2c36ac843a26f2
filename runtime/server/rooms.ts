import type { Hono } from "hono";
import type { ServerEnv } from "../capability.ts";
import type { Runtime } from "../crm.ts";
import { explainRoutes, gainsBetween } from "../explain/index.ts";
import { answerPast, historyRoutes } from "../history/index.ts";
import { metadataRoutes } from "../metadata/index.ts";
import { peopleRoutes } from "../people/index.ts";
import { recordRoutes } from "../records/index.ts";
import { personalAccounts } from "./accounts/personal.ts";

/** The calls of every room: records, metadata, history, and what each capability brings. */
export function roomRoutes(app: Hono<ServerEnv>, runtime: Runtime): void {
  historyRoutes(app, runtime);
  metadataRoutes(app, runtime, { whoGains: gainsBetween });
  explainRoutes(app);
  recordRoutes(app, { answerPast });
  peopleRoutes(app, { rooms: [personalAccounts] });
  for (const capability of runtime.models.capabilities) capability.routes?.(app, runtime);
}
