import type { Context, Hono } from "hono";
import * as z from "zod";
import { invalidRequest, Refusal, sentence } from "../../core/errors/index.ts";
import { didYouMean, isReadableText } from "../../core/language/index.ts";
import { withFormat } from "../../metamodel/upgrades/index.ts";
import { knownTo } from "../access/index.ts";
import type { ServerEnv } from "../capability.ts";
import type { Crm, Runtime } from "../crm.ts";
import { changeSetBody } from "./change-set.ts";
import { applyPack, forgetPack, packBody, packs, planPack, resolution } from "./packs/index.ts";
import { applyChanges, type Plan, planChanges, type WhoGains } from "./publish.ts";
import { planPurge, purge } from "./purge.ts";
import { removedFields, revisionOf, revisions } from "./revisions.ts";
import { undo, undoing } from "./undo.ts";
import { usesOf } from "./uses.ts";

const applyBody = changeSetBody.extend({
  why: z.string().max(2_000).refine(isReadableText).optional(),
  revision: z.number().int().min(0).optional(),
});
const purgeBody = z.strictObject({
  plan: z.boolean().default(false),
  keys: z.array(z.string().max(200)).max(10_000).optional(),
  why: applyBody.shape.why,
  revision: z.number().int().min(0).optional(),
});
const undoBody = z.strictObject({
  revision: z.number().int().min(1).max(2_147_483_647),
  plan: z.boolean().optional(),
  resolve: resolution.optional(),
});

/** The calls below `/metadata`. Everybody signed in reads what his roles let him know; only administrators change it. */
export function metadataRoutes(
  app: Hono<ServerEnv>,
  _runtime: Runtime,
  { whoGains }: { whoGains?: WhoGains } = {},
): void {
  app.get("/metadata", async (c) => {
    const { text, etag } = knownTo(await withNewest(c.get("crm"))).sent();
    // Kept by browsers, and asked for each time: another user, or other rights, may be behind the same address.
    const headers = { etag, "cache-control": "private, no-cache" };
    if (c.req.header("if-none-match") === etag) return c.body(null, 304, headers);
    return c.body(text, 200, { ...headers, "content-type": "application/json" });
  });
  app.post("/metadata/plan", async (c) => {
    const crm = asAdministrator(c);
    return c.json(inWords(await planChanges(crm, await readBody(c, changeSetBody), whoGains), crm));
  });
  app.post("/metadata/apply", async (c) =>
    c.json(await applyChanges(asAdministrator(c), await readBody(c, applyBody))),
  );
  app.post("/metadata/undo", async (c) => {
    const crm = asAdministrator(c);
    const { plan, ...undone } = await readBody(c, undoBody);
    if (plan) return c.json(inWords(await planChanges(crm, await undoing(crm, undone), whoGains), crm));
    return c.json(await undo(crm, undone));
  });
  app.post("/metadata/purge", async (c) => {
    const crm = asAdministrator(c);
    const { plan, keys, why, revision } = await readBody(c, purgeBody);
    if (plan) return c.json(await planPurge(crm, { keys }));
    if (revision === undefined)
      throw new Refusal("request.invalid", { reason: "revision: as the plan answered it" });
    return c.json(await purge(crm, { keys, why, revision }));
  });
  app.get("/metadata/revisions", async (c) => c.json({ items: await revisions(asAdministrator(c)) }));
  app.get("/metadata/revisions/:revision", async (c) => {
    const crm = asAdministrator(c);
    const revision = z.coerce.number().int().min(1).max(2_147_483_647).safeParse(c.req.param("revision"));
    if (!revision.success) throw new Refusal("metadata.revision-unknown", c.req.param());
    return c.json(await revisionOf(crm, { revision: revision.data }));
  });
  packRoutes(app);
  app.get("/metadata/removed/:type", async (c) =>
    c.json({ items: await removedFields(asAdministrator(c), { type: c.req.param("type") }) }),
  );
  app.get("/metadata/capabilities", (c) => {
    const { capabilities } = asAdministrator(c).models;
    const switchable = capabilities.filter(({ settings }) => settings !== undefined);
    const items = switchable.map(({ name, label, help }) => ({ name, label, help }));
    // What roles may allow by name; `isForAll`: of every type, whatever it has switched on.
    const actions = capabilities.flatMap(({ name: capability, settings, actions: brought = {} }) =>
      Object.entries(brought).map(([name, { label, as }]) => {
        return { name, label, as, capability, isForAll: settings === undefined };
      }),
    );
    return c.json({ items, actions });
  });
  app.get("/metadata/uses/:kind/:name", async (c) => {
    const { kind, name } = c.req.param();
    return c.json({ items: await usesOf(asAdministrator(c), { kind, name, path: c.req.query("path") }) });
  });
  app.get("/metadata/:kind/:name", async (c) => c.json(await oneDocument(c.get("crm"), c.req.param())));
  app.put("/metadata/:kind/:name", async (c) => {
    const crm = asAdministrator(c);
    const document = await readBody(c, z.record(z.string(), z.unknown()));
    return c.json(await applyChanges(crm, { documents: [{ ...document, ...c.req.param() }] }));
  });
  app.delete("/metadata/:kind/:name", async (c) =>
    c.json(await applyChanges(asAdministrator(c), { documents: [], remove: [c.req.param()] })),
  );
}

/** Packs of documents: what was taken in, and taking in the next version. */
function packRoutes(app: Hono<ServerEnv>): void {
  app.get("/metadata/packs", async (c) => c.json({ items: await packs(asAdministrator(c)) }));
  app.post("/metadata/packs/plan", async (c) => {
    const crm = asAdministrator(c);
    return c.json(inWords(await planPack(crm, await readBody(c, packBody)), crm));
  });
  app.post("/metadata/packs/apply", async (c) =>
    c.json(await applyPack(asAdministrator(c), await readBody(c, packBody))),
  );
  app.delete("/metadata/packs/:name", async (c) => {
    await forgetPack(asAdministrator(c), c.req.param("name"));
    return c.body(null, 204);
  });
}

function asAdministrator(c: Context<ServerEnv>): Crm {
  const crm = c.get("crm");
  if (!crm.user.administrator) throw new Refusal("access.administrator-only");
  return crm;
}

async function readBody<T>(c: Context<ServerEnv>, schema: z.ZodType<T>): Promise<T> {
  const json: unknown = await c.req.json().catch((cause: unknown) => {
    throw new Refusal("request.invalid", { reason: "JSON" }, { cause });
  });
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw invalidRequest(parsed.error);
}

async function oneDocument(asking: Crm, { kind, name }: { kind: string; name: string }) {
  const { documents } = knownTo(await withNewest(asking)).model.source;
  const found = documents.find((document) => document.kind === kind && document.name === name);
  if (found) return withFormat(found);
  const names = documents.flatMap((document) => (document.kind === kind ? [document.name] : []));
  throw new Refusal("metadata.not-found", { kind, name, suggestion: didYouMean(name, names) });
}

/** What another process has just published is told at once. */
async function withNewest(crm: Crm): Promise<Crm> {
  return { ...crm, model: await crm.models.newest() };
}

/** Faults as problem details have them, in the reader's language. */
function inWords<P extends Plan>({ faults, ...plan }: P, crm: Crm) {
  const language = crm.user.language;
  const told = faults.map(({ path, code, values = {} }) => ({
    path,
    code,
    message: sentence(code, values, language),
  }));
  return { ...plan, faults: told };
}
