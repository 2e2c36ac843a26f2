import type { Hono } from "hono";
import * as z from "zod";
import { Refusal } from "../../../../core/errors/index.ts";
import type { ServerEnv } from "../../../capability.ts";
import type { Runtime } from "../../../crm.ts";
import { onlyAdministrators } from "../../accounts/only-administrators.ts";
import { listProviders, putProvider, removeProvider, type SaidProvider } from "./kept.ts";
import { admission, type ProviderKind } from "./settings.ts";

const said = admission.extend({
  kind: z.string().max(40),
  settings: z.record(z.string().max(60), z.unknown()).default({}),
});

/** What is said of a provider, as it comes from a request or a file. */
export function readSaid(value: unknown): SaidProvider {
  const { kind, settings, ...rest } = said.parse(value);
  return { kind, settings, admission: rest };
}

/** What a provider may be called in addresses. */
export function mustBeName(name: string): string {
  if (!/^[a-z][a-z0-9-]{0,39}$/.test(name)) throw new Refusal("provider.name");
  return name;
}

/** `/api/providers`, for administrators: who else may say who somebody is. */
export function providerRoutes(
  app: Hono<ServerEnv>,
  runtime: Runtime,
  { kinds }: { kinds: readonly ProviderKind[] },
): void {
  app.use("/providers", onlyAdministrators);
  app.use("/providers/*", onlyAdministrators);

  app.get("/providers", async (c) =>
    c.json({ items: await listProviders(runtime.database), kinds: kinds.map(({ name }) => name) }),
  );

  app.put("/providers/:name", async (c) => {
    const name = mustBeName(c.req.param("name"));
    await putProvider(c.get("crm"), { name, said: readSaid(await c.req.json()), kinds });
    const all = await listProviders(runtime.database);
    return c.json(all.find((each) => each.name === name));
  });

  app.delete("/providers/:name", async (c) => {
    await removeProvider(c.get("crm"), c.req.param("name"));
    return c.body(null, 204);
  });
}
