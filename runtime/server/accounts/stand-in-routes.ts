import type { Context, Hono } from "hono";
import * as z from "zod";
import { Refusal } from "../../../core/errors/index.ts";
import { isId } from "../../../core/ids.ts";
import type { ServerEnv } from "../../capability.ts";
import type { Runtime } from "../../crm.ts";
import type { SignIn } from "../sign-in/index.ts";
import { deputiesOf, endDeputy, nameDeputy } from "./deputies.ts";
import { mine, newDeputy } from "./routes.ts";
import { type Asking, actFor, beOneself, seeAs } from "./stand-in.ts";

const whom = z.strictObject({ account: z.uuid() });

/** My deputies, acting for whom I stand in for, and seeing the app as somebody else. */
export function standInRoutes(app: Hono<ServerEnv>, runtime: Runtime, signIn: SignIn): void {
  app.get("/me/deputies", async (c) => c.json(await deputiesOf(runtime.database, mine(c.get("crm")))));

  app.post("/me/deputies", async (c) => {
    const account = mine(c.get("crm"));
    const wanted = newDeputy.parse(await c.req.json());
    return c.json(await nameDeputy(c.get("crm"), { ...wanted, account }), 201);
  });

  app.delete("/me/deputies/:id", async (c) => {
    const [id, account] = [c.req.param("id"), mine(c.get("crm"))];
    if (!isId(id)) throw new Refusal("deputy.not-found");
    await endDeputy(c.get("crm"), { id, account });
    return c.body(null, 204);
  });

  /** Whom one may name as a deputy: everybody who works here, by name. Customers and contacts are told nobody. */
  app.get("/me/colleagues", async (c) => {
    const account = mine(c.get("crm"));
    const { person, collaborator } = c.get("crm").user;
    if (person !== null && collaborator === null) return c.json({ items: [] });
    const items = await runtime.database.sql<{ id: string; name: string }[]>`
      select id, name from auth_user
      where not disabled and person is null and id <> ${account} order by name, id limit 1000`;
    return c.json({ items });
  });

  app.post("/me/act-for", async (c) => {
    const { account } = whom.parse(await c.req.json());
    await actFor(await asking(signIn, c), account);
    return c.body(null, 204);
  });

  app.post("/see-as", async (c) => {
    const { account } = whom.parse(await c.req.json());
    await seeAs(await asking(signIn, c), account);
    return c.body(null, 204);
  });

  for (const path of ["/me/act-for/stop", "/see-as/stop"])
    app.post(path, async (c) => {
      await beOneself(await asking(signIn, c));
      return c.body(null, 204);
    });
}

async function asking(signIn: SignIn, c: Context<ServerEnv>): Promise<Asking> {
  const signedIn = await signIn.sessions.whoIs(c.req.raw.headers, () => {});
  return { crm: c.get("crm"), session: signedIn?.session ?? null };
}
