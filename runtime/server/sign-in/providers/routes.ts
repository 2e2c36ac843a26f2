import type { Hono } from "hono";
import * as z from "zod";
import { Refusal } from "../../../../core/errors/index.ts";
import type { ServerEnv } from "../../../capability.ts";
import type { Runtime } from "../../../crm.ts";
import type { Directory } from "../../../plugin/index.ts";
import { onlyAdministrators } from "../../accounts/only-administrators.ts";
import { type AskedKind, formOf } from "./form.ts";
import {
  listProviders,
  peopleByProvider,
  putProvider,
  removeProvider,
  type SaidProvider,
  type ShownProvider,
} from "./kept.ts";
import { admission, providerKinds } from "./settings.ts";
import { tryProvider } from "./trial.ts";

const said = admission.extend({
  kind: z.string().max(40),
  settings: z.record(z.string().max(60), z.unknown()).default({}),
});

/** A provider with how many come in by it. */
export interface ListedProvider extends ShownProvider {
  readonly people: number;
  readonly withoutPassword: number;
}

/** The answer of `GET /api/providers`. */
export interface ListedProviders {
  readonly items: readonly ListedProvider[];
  readonly kinds: readonly AskedKind[];
  readonly publicUrl: string;
}

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

const trial = z.strictObject({
  name: z.string().max(40),
  provider: z.unknown(),
  somebody: z
    .strictObject({ user: z.string().trim().min(1).max(320), password: z.string().min(1).max(200) })
    .nullable()
    .default(null),
});

interface ProviderParts {
  readonly directories: ReadonlyMap<string, Directory>;
  /** Where people reach the house: providers lead them back there. */
  readonly publicUrl: string;
}

/** `/api/providers`, for administrators: who else may say who somebody is. */
export function providerRoutes(
  app: Hono<ServerEnv>,
  runtime: Runtime,
  { directories, publicUrl }: ProviderParts,
): void {
  const kinds = providerKinds(directories);
  const forms = kinds.map(formOf);
  app.use("/providers", onlyAdministrators);
  app.use("/providers/*", onlyAdministrators);

  app.get("/providers", async (c) => {
    const [all, counts] = [await listProviders(runtime.database), await peopleByProvider(runtime.database)];
    const items = all.map((each): ListedProvider => {
      const { people = 0, withoutPassword = 0 } = counts.get(each.name) ?? {};
      return { ...each, people, withoutPassword };
    });
    return c.json({ items, kinds: forms, publicUrl } satisfies ListedProviders);
  });

  app.post("/providers/trial", async (c) => {
    const { name, provider, somebody } = trial.parse(await c.req.json());
    const asked = { name, said: readSaid(provider), kinds, directories, somebody };
    return c.json({ findings: await tryProvider(runtime, asked) });
  });

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
