import type { Hono } from "hono";
import * as z from "zod";
import { Refusal } from "../../core/errors/index.ts";
import { recordActions } from "../../metamodel/kinds/index.ts";
import type { Action } from "../access/index.ts";
import type { ServerEnv } from "../capability.ts";
import type { Crm } from "../crm.ts";
import { explain } from "./explain.ts";

const text = z.string().min(1).max(320);
const question = z.object({
  account: text,
  type: text,
  id: z.uuid().optional(),
  action: text.default("see"),
  field: text.optional(),
});

/** `GET /access/explain?account=&type=&id=&action=&field=`, for administrators: why somebody may, or may not. */
export function explainRoutes(app: Hono<ServerEnv>): void {
  app.get("/access/explain", async (c) => {
    const crm = c.get("crm");
    if (!crm.user.administrator) throw new Refusal("access.administrator-only");
    const { action, ...asked } = question.parse(c.req.query());
    return c.json(await explain(crm, { ...asked, action: actionNamed(crm, action) }));
  });
}

/** An action by its name, `attach` of a capability included. Throws `access.action-unknown`. */
export function actionNamed({ models }: Pick<Crm, "models">, name: string): Action {
  const own = recordActions.find((action) => action === name);
  if (own) return own;
  const brought = models.capabilities.flatMap(({ actions }) => Object.keys(actions ?? {}));
  const plain = name.replace(/^actions\./, "");
  if (brought.includes(plain)) return `actions.${plain}`;
  throw new Refusal("access.action-unknown", {
    action: name.slice(0, 60),
    actions: [...recordActions, ...brought].join(", "),
  });
}
