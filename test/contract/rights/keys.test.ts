import { afterAll, beforeAll, expect, test } from "vitest";
import { noReach, type ScopeTypes, userNow } from "../../../runtime/crm.ts";
import { command } from "../../support/command.ts";
import { type TestCrm, testCrm } from "../../support/crm.ts";
import { matterHouse, role } from "./house.ts";

let crm: TestCrm;
const admin = "administrator";

const documents = [
  ...matterHouse,
  role(
    "hand",
    {
      matter: { see: "name != 'secret'", create: true, change: "name != 'done'" },
      partner: { see: true },
    },
    { export: true },
  ),
];

beforeAll(async () => {
  crm = await testCrm({ jobs: false, documents });
  for (const [name, json] of [
    ["partner", { name: "ACME" }],
    ["matter", { name: "lamp", lines: [{ name: "unscrew" }] }],
    ["matter", { name: "secret" }],
    ["matter", { name: "done" }],
    ["offer", { name: "pipe" }],
  ] as const)
    expect((await crm.request(`/api/records/${name}`, { json }, admin)).status).toBe(201);
});

afterAll(() => crm[Symbol.asyncDispose]());

/** Sends requests with a key of somebody's. */
async function withKey(who: string, scope: ScopeTypes | null, more: object = {}) {
  const answer = await crm.request("/api/keys", { json: { name: "ERP", scope, ...more } }, who);
  const { id, key } = await answer.json();
  expect(answer.status).toBe(201);
  const ask = (path: string, init: RequestInit & { json?: unknown } = {}) =>
    crm.request(`/api${path}`, { ...init, headers: { authorization: `Bearer ${key}` } });
  const titles = async (name: string) => {
    const listed = await ask(`/records/${name}?select=name&sort=name`);
    if (listed.status !== 200) return listed.status;
    return (await listed.json()).items.map((item: { name: string }) => item.name);
  };
  return { id, key, ask, titles };
}

test("a key without a scope may what its account may", async () => {
  const key = await withKey("hand", null);
  expect(await key.titles("matter")).toEqual(["done", "lamp", "pipe"]);
  expect(await key.titles("partner")).toEqual(["ACME"]);
  expect((await key.ask("/records/matter", { json: { name: "new" } })).status).toBe(201);
});

test("a key that only reads lists, reads, counts and exports what its account sees, and writes nothing", async () => {
  const key = await withKey("hand", { "*": ["see", "export"] });
  expect(await key.titles("offer")).toEqual(["pipe"]);
  expect(await key.titles("partner")).toEqual(["ACME"]);
  const { total } = await (await key.ask("/aggregate/matter?figures=count")).json();
  expect(total).toEqual([4]);
  expect((await key.ask("/export/matter?format=csv")).status).toBe(200);
  const [lamp] = (await (await key.ask("/records/matter?filter=name == 'lamp'")).json()).items;
  for (const [path, init] of [
    ["/records/matter", { json: { name: "no" } }],
    [`/records/matter/${lamp.id}`, { method: "PATCH", json: { name: "no" } }],
    [`/records/matter/${lamp.id}`, { method: "DELETE" }],
    ["/records/matter/batch", { json: { create: [{ name: "no" }] } }],
  ] as const) {
    const answer = await key.ask(path, init);
    const body = await answer.text();
    expect([path, answer.status, body]).toEqual([
      path,
      expect.any(Number),
      expect.stringContaining("access.denied"),
    ]);
  }
  expect(await key.titles("matter")).not.toContain("no");
});

test("a key for some types reaches their subtypes and lines, and neither other types nor their names", async () => {
  const key = await withKey("hand", { matter: "all" });
  expect(await key.titles("offer")).toEqual(["pipe"]);
  expect(await key.titles("line")).toEqual(["unscrew"]);
  expect(await key.titles("partner")).toBe(403);
  const [partner] = (await (await crm.request("/api/records/partner", {}, admin)).json()).items;
  const lamp = await idOf("lamp");
  const change = { method: "PATCH", json: { partners: [partner.id] } };
  expect((await crm.request(`/api/records/matter/${lamp}`, change, admin)).status).toBe(200);
  const read = await (await key.ask(`/records/matter/${lamp}?select=name,partners(partner)`)).text();
  expect(read).not.toContain("ACME");
  expect(await (await key.ask("/search?q=ACME")).text()).not.toContain("ACME");
  const answer = await key.ask("/records/matter", {
    json: { name: "with line", lines: [{ name: "a line" }] },
  });
  expect(answer.status).toBe(201);
});

test("an answer to a wider key is not given again to a narrower one", async () => {
  const both: ScopeTypes = { tie: "all", partner: "all" };
  const [wide, narrow] = [await withKey(admin, both), await withKey(admin, { tie: "all" })];
  const [partner] = (await (await wide.ask("/records/partner")).json()).items;
  const sent = { json: { name: "twice", partner: partner.id }, headers: { "idempotency-key": "twice" } };
  const post = async ({ key }: { key: string }) => {
    const headers = { ...sent.headers, authorization: `Bearer ${key}` };
    const answer = await crm.request("/api/records/tie", { json: sent.json, headers });
    return [answer.headers.get("idempotency-replayed"), await answer.text()];
  };
  expect(await post(wide)).toEqual([null, expect.stringContaining("ACME")]);
  expect(await post(narrow)).toEqual(["true", expect.not.stringContaining("ACME")]);
});

test("a scope only narrows: what the role denies stays denied, under its conditions", async () => {
  const key = await withKey("hand", { matter: "all", partner: "all" });
  expect(await key.titles("matter")).not.toContain("secret");
  const done = { method: "PATCH", json: { name: "again" } };
  expect((await key.ask(`/records/matter/${await idOf("done")}`, done)).status).toBe(403);
  expect((await key.ask("/records/partner", { json: { name: "no" } })).status).toBe(403);
});

test("an administrator's key with a scope keeps to it, and configures nothing", async () => {
  const key = await withKey(admin, { partner: ["see", "create"], offer: ["see"] });
  expect(await key.titles("partner")).toEqual(["ACME"]);
  expect(await key.titles("matter")).toEqual(["pipe"]);
  expect((await key.ask("/records/partner", { json: { name: "New" } })).status).toBe(201);
  const [partner] = (await (await key.ask("/records/partner?filter=name == 'New'")).json()).items;
  expect((await key.ask(`/records/partner/${partner.id}`, { method: "DELETE" })).status).toBe(403);
  const me = await (await key.ask("/me")).json();
  expect(me).toMatchObject({ user: { administrator: false }, can: { configure: false, import: false } });
  for (const [path, init] of [
    ["/accounts", {}],
    ["/groups", {}],
    ["/keys", {}],
    ["/keys", { json: { name: "wider" } }],
    ["/me", { method: "PATCH", json: { name: "Other" } }],
    ["/me/deputies", {}],
    ["/see-as", { json: { account: key.id } }],
    ["/metadata/apply", { json: { documents: [] } }],
    ["/metadata/revisions", {}],
  ] as const)
    expect([path, (await key.ask(path, init)).status]).toEqual([path, 403]);
});

test("two keys of one account with different scopes never answer for each other", async () => {
  const wide = await withKey("hand", { "*": ["see"] });
  const narrow = await withKey("hand", { partner: ["see"] });
  expect(await wide.titles("matter")).toContain("lamp");
  expect(await narrow.titles("matter")).toBe(403);
  expect(await wide.titles("matter")).toContain("lamp");
});

test("work that begins later keeps the scope of the key that asked for it", async () => {
  const { user } = crm.as(admin);
  const asked = {
    ...user,
    ...noReach,
    administrator: false,
    scope: { types: { partner: "all" }, everything: true },
  } as const;
  expect(await userNow(crm.runtime, asked)).toMatchObject({
    administrator: false,
    scope: { types: { partner: "all" }, everything: true },
  });
});

test("a scope that names no type or action there is, is refused with the nearest", async () => {
  const send = (scope: unknown) =>
    crm.request("/api/keys", { json: { name: "k", scope }, headers: { "accept-language": "en" } }, admin);
  const wrong = await (await send({ partnerr: "all" })).json();
  expect(wrong).toMatchObject({ code: "key.scope-unknown", detail: /partnerr.*partner/ });
  expect(await (await send({ partner: ["sea"] })).json()).toMatchObject({
    code: "key.scope-unknown",
    detail: /see/,
  });
  expect((await send({})).status).toBe(400);
  expect((await send({ partner: [] })).status).toBe(400);
});

test("a scope that cannot be read opens nothing", async () => {
  const key = await withKey("hand", { "*": ["see"] });
  await crm.database.sql`update auth_apikey set scope = '["*"]' where id = ${key.id}`;
  expect(await key.titles("partner")).toBe(403);
});

test("a key ends on its day, tells when it was last used, and administrators see and revoke it", async () => {
  const key = await withKey("hand", { partner: ["see"] }, { days: 30 });
  expect(await key.titles("partner")).toEqual(["ACME", "New"]);
  const account = crm.as("hand").user.id;
  const path = `/api/accounts/${account}/keys`;
  const { items } = await (await crm.request(path, {}, admin)).json();
  const listed = items.find(({ id }: { id: string }) => id === key.id);
  expect(listed).toMatchObject({ name: "ERP", scope: { partner: ["see"] } });
  expect(Date.parse(listed.expiresAt) - Date.now()).toBeGreaterThan(29 * 86_400_000);
  expect(Date.parse(listed.lastUsedAt)).toBeGreaterThan(Date.now() - 60_000);
  expect((await crm.request(path, {}, "hand")).status).toBe(403);
  expect((await crm.request(`${path}/${key.id}`, { method: "DELETE" }, "hand")).status).toBe(403);

  const ended = await withKey("hand", null, { days: 1 });
  await crm.database
    .sql`update auth_apikey set expires_at = now() - interval '1 second' where id = ${ended.id}`;
  expect((await ended.ask("/me")).status).toBe(401);

  expect((await crm.request(`${path}/${key.id}`, { method: "DELETE" }, admin)).status).toBe(204);
  expect(await key.titles("partner")).toBe(401);
  const events = await crm.database.sql`
    select kind, detail from kernel_security_event where account = ${account} and detail ->> 'key' = ${key.id} order by id`;
  expect(events).toMatchObject([
    { kind: "key-added", detail: { scope: { partner: ["see"] } } },
    { kind: "key-removed", detail: { name: "ERP" } },
  ]);
  expect(JSON.stringify(events)).not.toContain(key.key);
});

test("the command line makes a key that only reads until a day, lists it without its text, and revokes it", async () => {
  const words = [
    "--name",
    "export",
    "--scope",
    "read",
    "--scope",
    "offer:see+change",
    "--expires",
    "2999-12-31",
  ];
  const made = JSON.parse(await command(crm, "key", "add", "hand@test.example", ...words));
  expect(made).toMatchObject({
    scope: { "*": ["see", "export"], offer: ["see", "change"] },
    expiresAt: "2999-12-31T23:00:00.000Z",
  });
  const headers = { authorization: `Bearer ${made.key}` };
  expect((await crm.request("/api/records/partner", { headers })).status).toBe(200);
  const listed = await command(crm, "key", "list", "hand@test.example");
  expect(listed).toContain(made.id);
  expect(listed).not.toContain(made.key);
  await command(crm, "key", "revoke", made.id);
  expect(await command(crm, "key", "list")).not.toContain(made.id);
});

async function idOf(name: string): Promise<string> {
  const found = await crm.request(`/api/records/matter?filter=name == '${name}'`, {}, admin);
  return (await found.json()).items[0].id;
}
