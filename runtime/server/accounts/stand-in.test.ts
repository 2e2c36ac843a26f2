import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type MetadataDocument, roleDocument, typeDocument } from "../../../metamodel/index.ts";
import { type TestCrm, type TestRequest, testCrm } from "../../../test/support/crm.ts";
import {
  newSession,
  type SecondServer,
  secondServer,
  withinASecond,
} from "../../../test/support/second-server.ts";

let crm: TestCrm;
let other: SecondServer;
/** The deputy's session, and who is who. */
let cookie = "";
const ids: Record<string, string> = {};

const documents: MetadataDocument[] = [
  typeDocument.parse({
    kind: "type",
    name: "note",
    label: { en: "Note" },
    fields: [{ name: "text", type: "text", label: { en: "Text" } }],
  }),
  roleDocument.parse({
    kind: "role",
    name: "boss",
    label: { en: "Boss" },
    types: { note: { see: "created_by == user.id || text == user.email", create: true, change: true } },
  }),
  roleDocument.parse({
    kind: "role",
    name: "reader",
    label: { en: "Reader" },
    types: { note: { see: true } },
  }),
  roleDocument.parse({ kind: "role", name: "hand", label: { en: "Hand" }, types: {} }),
];

beforeAll(async () => {
  const users = [{ email: "chief@test.example", name: "Chief", roles: ["boss", "reader"] }];
  crm = await testCrm({ jobs: false, documents, users });
  other = await secondServer(crm);
  for (const who of ["chief", "hand", "boss", "administrator"]) ids[who] = crm.as(who).user.id ?? "";
  await send("/api/records/note", "chief", { json: { text: "of the chief" } });
  await send("/api/records/note", "administrator", { json: { text: "of the administrator" } });
});

beforeEach(async () => {
  await crm.database.sql`delete from auth_deputy`;
  cookie = await newSession(crm, "hand");
});

afterAll(async () => {
  await other[Symbol.asyncDispose]();
  await crm[Symbol.asyncDispose]();
});

async function send(path: string, who: string, init: TestRequest = {}) {
  return crm.request(path, init, who);
}

/** The first server, asked in the deputy's session. */
async function here(path: string, init: TestRequest = {}) {
  return crm.request(path, { ...init, headers: { cookie } });
}

async function deputy(json: object = {}): Promise<string> {
  const answer = await send("/api/me/deputies", "chief", { json: { deputy: ids.hand, ...json } });
  expect(answer.status).toBe(201);
  return (await answer.json()).id;
}

async function actForChief(): Promise<void> {
  expect((await here("/api/me/act-for", { json: { account: ids.chief } })).status).toBe(204);
}

const status = async () => (await other.request("/api/records/note", cookie)).status;

test("a deputy has the rights of whom he acts for while he acts, in every process, and his own otherwise", async () => {
  await deputy();
  expect(await status()).toBe(403);
  expect(await (await here("/api/me")).json()).toMatchObject({
    actingFor: null,
    standsInFor: [{ id: ids.chief, name: "Chief", until: null }],
  });
  await actForChief();
  expect(await withinASecond(status, 200)).toBe(200);
  const me = await (await here("/api/me")).json();
  expect(me).toMatchObject({
    user: { id: ids.hand, roles: ["boss", "reader"] },
    actingFor: { name: "Chief" },
  });
  expect((await here("/api/me/act-for/stop", { method: "POST" })).status).toBe(204);
  expect(await withinASecond(status, 403)).toBe(403);
});

test("what a deputy changes tells who did it, and for whom", async () => {
  await deputy();
  await actForChief();
  const { id } = await (await here("/api/records/note", { json: { text: "for the chief" } })).json();
  await here(`/api/records/note/${id}`, { method: "PATCH", json: { text: "again" } });
  const { items } = await (await send(`/api/history/note/${id}`, "administrator")).json();
  const both = { by: { id: ids.hand }, for: { id: ids.chief, name: "Chief" } };
  expect(items).toMatchObject([both, both]);
});

test("conditions on the user mean whom the deputy acts for", async () => {
  await deputy({ roles: ["boss"] });
  await send("/api/records/note", "administrator", { json: { text: "chief@test.example" } });
  await actForChief();
  const { items } = await (await here("/api/records/note?select=text&sort=text")).json();
  expect(items.map(({ text }: { text: string }) => text)).toEqual(["chief@test.example", "of the chief"]);
});

test("a deputy has the roles that were entrusted to him and no others, and none that were never held", async () => {
  await deputy({ roles: ["reader"] });
  await actForChief();
  expect(await status()).toBe(200);
  expect((await here("/api/records/note", { json: { text: "no" } })).status).toBe(403);
  const answer = await send("/api/me/deputies", "chief", {
    json: { deputy: ids.hand, roles: ["administrator"] },
  });
  expect(answer.status).toBe(422);
  expect(await answer.json()).toMatchObject({ errors: [{ path: "roles", code: "deputy.role-not-held" }] });
});

test("acting ends by itself when the time is over, in every process", async () => {
  await deputy({ endsAt: new Date(Date.now() + 1_500).toISOString() });
  await actForChief();
  expect(await withinASecond(status, 200)).toBe(200);
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect([await status(), (await here("/api/records/note")).status]).toEqual([403, 403]);
  expect(await (await here("/api/me")).json()).toMatchObject({ actingFor: null, standsInFor: [] });
});

test("acting ends when the deputy is taken back or whom he acts for is disabled", async () => {
  const id = await deputy();
  await actForChief();
  expect(await withinASecond(status, 200)).toBe(200);
  expect((await send(`/api/me/deputies/${id}`, "chief", { method: "DELETE" })).status).toBe(204);
  expect(await withinASecond(status, 403)).toBe(403);
  const named = { json: { deputy: ids.hand } };
  expect((await send("/api/me/deputies", "reader", named)).status).toBe(201);
  expect((await here("/api/me/act-for", { json: { account: crm.as("reader").user.id } })).status).toBe(204);
  expect(await withinASecond(status, 200)).toBe(200);
  await crm.setAccount("reader", { disabled: true });
  expect(await withinASecond(status, 403)).toBe(403);
});

test("nobody acts for whom he does not stand in for, before or after the time, or with a key", async () => {
  const refused = async () => (await here("/api/me/act-for", { json: { account: ids.chief } })).json();
  expect(await refused()).toMatchObject({ code: "acting.not-deputy" });
  await deputy({ startsAt: new Date(Date.now() + 3_600_000).toISOString() });
  expect(await refused()).toMatchObject({ code: "acting.not-deputy" });
  await deputy({ startsAt: "2020-01-01T00:00:00Z", endsAt: "2020-02-01T00:00:00+01:00" });
  expect(await refused()).toMatchObject({ code: "acting.not-deputy" });
  await deputy();
  const { key } = await (await here("/api/keys", { json: { name: "k" } })).json();
  const headers = { authorization: `Bearer ${key}` };
  const byKey = await crm.request("/api/me/act-for", { json: { account: ids.chief }, headers });
  expect(await byKey.json()).toMatchObject({ code: "acting.session-only" });
});

test("a deputyship is refused with its fault, and others' are out of reach", async () => {
  for (const [json, path] of [
    [{ deputy: ids.chief }, "deputy"],
    [{ deputy: ids.hand, startsAt: "2026-02-01T00:00:00Z", endsAt: "2026-01-01T00:00:00Z" }, "endsAt"],
  ] as const) {
    const answer = await send("/api/me/deputies", "chief", { json });
    expect(answer.status).toBe(422);
    expect((await answer.json()).errors[0].path).toBe(path);
  }
  const id = await deputy();
  expect((await send(`/api/me/deputies/${id}`, "boss", { method: "DELETE" })).status).toBe(404);
  expect((await send(`/api/accounts/${ids.chief}/deputies`, "boss")).status).toBe(403);
  const { items } = await (await send(`/api/accounts/${ids.chief}/deputies`, "administrator")).json();
  expect(items).toMatchObject([{ id, deputy: { id: ids.hand }, isNow: true }]);
});

test("colleagues are told to those who work here, not to customers", async () => {
  const { items } = await (await here("/api/me/colleagues")).json();
  expect(items).toContainEqual({ id: ids.chief, name: "Chief" });
  await crm.database.sql`update auth_user set person = ${ids.chief ?? null} where id = ${ids.hand ?? null}`;
  crm.runtime.events.tell({ kind: "access", account: ids.hand ?? null });
  expect(await (await here("/api/me/colleagues")).json()).toEqual({ items: [] });
  await crm.database.sql`update auth_user set person = null`;
});

test("a deputy of an administrator keeps his hands off accounts and groups", async () => {
  const path = `/api/accounts/${ids.administrator}/deputies`;
  expect((await send(path, "administrator", { json: { deputy: ids.hand } })).status).toBe(201);
  expect((await here("/api/me/act-for", { json: { account: ids.administrator } })).status).toBe(204);
  expect((await here("/api/accounts")).status).toBe(200);
  const own = { method: "PATCH", json: { roles: ["administrator"] } };
  for (const [address, init] of [
    [`/api/accounts/${ids.hand}`, own],
    ["/api/groups", { json: { name: "g", label: "G" } }],
  ] as const)
    expect(await (await here(address, init)).json()).toMatchObject({ code: "acting.accounts" });
  expect((await here("/api/see-as", { json: { account: ids.chief } })).status).toBe(403);
});

test("an administrator sees the app as somebody else does and changes nothing", async () => {
  cookie = await newSession(crm, "administrator");
  expect((await here("/api/see-as", { json: { account: ids.hand } })).status).toBe(204);
  expect(await withinASecond(status, 403)).toBe(403);
  const me = await (await here("/api/me")).json();
  expect(me).toMatchObject({ user: { administrator: false, roles: ["hand"] }, seeingAs: { id: ids.hand } });
  for (const [path, init] of [
    ["/api/records/note", { json: { text: "no" } }],
    ["/api/me", { method: "PATCH", json: { name: "no" } }],
    ["/api/me/act-for", { json: { account: ids.chief } }],
    ["/api/metadata/plan", { json: { documents: [] } }],
    ["/api/keys", { json: { name: "no" } }],
  ] as const)
    expect(await (await here(path, init)).json()).toMatchObject({ code: "see-as.read-only" });
  expect((await here("/api/see-as/stop", { method: "POST" })).status).toBe(204);
  expect(await withinASecond(status, 200)).toBe(200);
});

test("only administrators see as somebody, and no longer than they are", async () => {
  expect((await here("/api/see-as", { json: { account: ids.chief } })).status).toBe(403);
  await crm.setAccount("hand", { roles: ["administrator"] });
  expect((await here("/api/see-as", { json: { account: ids.chief } })).status).toBe(204);
  expect(await withinASecond(status, 200)).toBe(200);
  await crm.setAccount("hand", { roles: ["hand"] });
  expect(await withinASecond(status, 403)).toBe(403);
});

test("acting and looking are told among the security events, with who and whom", async () => {
  await deputy();
  await actForChief();
  cookie = await newSession(crm, "administrator");
  await here("/api/see-as", { json: { account: ids.chief } });
  const events = await crm.database.sql`
    select kind, who, account from kernel_security_event
    where kind in ('acting-began', 'seen-as', 'deputy-changed') order by id desc limit 3`;
  expect([...events]).toEqual([
    { kind: "seen-as", who: ids.administrator, account: ids.chief },
    { kind: "acting-began", who: ids.hand, account: ids.chief },
    { kind: "deputy-changed", who: ids.chief, account: ids.chief },
  ]);
});
