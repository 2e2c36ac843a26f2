import { afterAll, beforeAll, expect, test } from "vitest";
import { type MetadataDocument, roleDocument } from "../../../metamodel/index.ts";
import { type TestCrm, testCrm } from "../../../test/support/crm.ts";

let crm: TestCrm;

const label = { en: "Word" };
const documents: MetadataDocument[] = [
  {
    kind: "app",
    name: "office",
    label,
    languages: ["fr"],
    country: "CH",
    currency: "CHF",
    timeZone: "Europe/Zurich",
    modules: [],
    standard: false,
    plugins: [],
  },
  { kind: "type", name: "collaborator", label, fields: [{ name: "name", type: "text", label }] },
  roleDocument.parse({ kind: "role", name: "clerk", label: { fr: "Employé", en: "Clerk" }, types: {} }),
];

beforeAll(async () => {
  crm = await testCrm({ jobs: false, documents, users: [{ email: "plain@test.example", roles: [] }] });
});

afterAll(() => crm[Symbol.asyncDispose]());

const as = "administrator";

test("only administrators keep accounts", async () => {
  for (const [path, init] of [
    ["/api/accounts", {}],
    ["/api/accounts", { json: { email: "x@test.example", name: "x" } }],
    [`/api/accounts/${crm.as(as).user.id}`, { method: "PATCH", json: { disabled: true } }],
    [`/api/accounts/${crm.as(as).user.id}/link`, { json: {} }],
  ] as const) {
    expect((await crm.request(path, init, "plain")).status).toBe(403);
    expect((await crm.request(path, init)).status).toBe(401);
  }
});

test("who is signed in is told his roles by what people call them", async () => {
  const found = await (await crm.request("/api/me", {}, as)).json();
  const label = crm.runtime.model().roles.get(as)?.label;
  expect(found.roles).toEqual(label ? [{ name: as, label }] : []);
  expect((await (await crm.request("/api/me", {}, "clerk")).json()).roles).toEqual([
    { name: "clerk", label: { fr: "Employé", en: "Clerk" } },
  ]);
});

test("an address has one account, whatever its case", async () => {
  const add = (email: string) => crm.request("/api/accounts", { json: { email, name: "Eva" } }, as);
  expect((await add("eva@test.example")).status).toBe(201);
  const again = await add("EVA@test.example");
  expect(again.status).toBe(409);
  expect(await again.json()).toMatchObject({ code: "account.exists" });
});

test("a role that does not exist is refused with the nearest one", async () => {
  const answer = await crm.request(
    "/api/accounts",
    { json: { email: "typo@test.example", name: "t", roles: ["administator"] } },
    as,
  );
  expect(answer.status).toBe(422);
  expect((await answer.json()).detail).toContain("administrator");
});

test("an account stands for a collaborator who is there, or for none", async () => {
  const made = async () =>
    (await crm.request("/api/records/collaborator", { json: { name: "Eva" } }, as)).json();
  const [eva, gone] = [await made(), await made()];
  await crm.request(`/api/records/collaborator/${gone.id}`, { method: "DELETE" }, as);
  const add = (email: string, collaborator: string | null) =>
    crm.request("/api/accounts", { json: { email, name: "c", collaborator } }, as);
  const { id } = await (await add("c1@test.example", eva.id)).json();
  for (const collaborator of ["01890000-0000-7000-8000-000000000000", gone.id, id]) {
    const added = await add("c2@test.example", collaborator);
    const changed = await crm.request(`/api/accounts/${id}`, { method: "PATCH", json: { collaborator } }, as);
    for (const answer of [added, changed]) {
      expect(answer.status).toBe(422);
      expect(await answer.json()).toMatchObject({
        errors: [{ path: "collaborator", code: "account.collaborator-unknown" }],
      });
    }
  }
  const none = await crm.request(
    `/api/accounts/${id}`,
    { method: "PATCH", json: { collaborator: null } },
    as,
  );
  expect(await none.json()).toMatchObject({ collaborator: null });
});

test("a language in which the app has no words is refused, whoever chooses it", async () => {
  const english = { method: "PATCH", json: { language: "en" } };
  const { id } = crm.as("plain@test.example").user;
  for (const answer of [
    await crm.request("/api/me", english, "plain"),
    await crm.request(`/api/accounts/${id}`, english, as),
    await crm.request("/api/accounts", { json: { email: "e@test.example", name: "e", language: "en" } }, as),
  ]) {
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({
      errors: [{ path: "language", code: "account.language-off" }],
    });
  }
  expect((await crm.request("/api/me", { method: "PATCH", json: { language: "fr" } }, "plain")).status).toBe(
    200,
  );
});

test("the last administrator stays, also when two disable each other at the same moment", async () => {
  const { id } = await (
    await crm.request("/api/accounts", { json: { email: "two@test.example", name: "2", roles: [as] } }, as)
  ).json();
  const own = crm.as(as).user.id;
  const disable = (account: unknown) =>
    crm.request(`/api/accounts/${account}`, { method: "PATCH", json: { disabled: true } }, as);
  await crm.request("/api/me", {}, as);
  const statuses = (await Promise.all([disable(id), disable(own)])).map(({ status }) => status).sort();
  expect(statuses).toEqual([200, 409]);
});

test.each([
  { email: "no address", name: "x" },
  { email: "a@test.example", name: "" },
  { email: "a@test.example", name: "x", password: "x".repeat(129) },
  { email: "a@test.example", name: "x", administrator: true },
  { email: "a@test.example", name: "x", roles: "administrator" },
  { email: "a@test.example", name: "x", collaborator: "'; drop table auth_user" },
  [],
  null,
])("an account is refused with its fault: %j", async (json) => {
  await crm.database.sql`update auth_user set disabled = false`;
  crm.runtime.events.tell({ kind: "access", account: null });
  const headers = { authorization: `Bearer ${await keyOf()}` };
  const answer = await crm.request("/api/accounts", { json, headers });
  expect(answer.status).toBe(400);
  expect((await answer.json()).errors.length).toBeGreaterThan(0);
});

let key = "";

async function keyOf(): Promise<string> {
  if (!key) {
    const account = crm.as(as).user.id ?? "";
    const made = await crm.house.signIn.auth.api.createApiKey({ body: { name: "test", userId: account } });
    key = made.key;
  }
  return key;
}
