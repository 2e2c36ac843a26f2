import { afterAll, beforeAll, expect, test } from "vitest";
import { appDocument, type MetadataDocument, roleDocument } from "../../../metamodel/index.ts";
import { type TestCrm, testCrm } from "../../../test/support/crm.ts";
import {
  newSession,
  type SecondServer,
  secondServer,
  withinASecond,
} from "../../../test/support/second-server.ts";
import { findAccount } from "./accounts.ts";
import { joinByDirectory } from "./groups.ts";

let crm: TestCrm;
let other: SecondServer;
const admin = "administrator";
const label = { en: "Word" };
const role = (name: string, types: object, more: object = {}) =>
  roleDocument.parse({ kind: "role", name, label: { en: name }, types, ...more });

const documents: MetadataDocument[] = [
  appDocument.parse({
    kind: "app",
    name: "office",
    label,
    languages: ["en"],
    country: "CH",
    currency: "CHF",
    timeZone: "Europe/Zurich",
    standard: ["dossier", "collaborator", "affiliation"],
  }),
  role("field", { dossier: { see: "sector in user.sectors" } }),
  role("boss", { dossier: { see: "responsible in user.reports", change: true } }),
  role("customer", { dossier: { see: "customer == user.person || customer in user.organisations" } }),
  role("reader", { dossier: { see: true } }),
  role("night", { dossier: { see: '"night_shift" in user.groups' } }),
];

const ids: Record<string, string> = {};

beforeAll(async () => {
  crm = await testCrm({ jobs: false, documents });
  other = await secondServer(crm);
  await made("sector", "switzerland", { name: "Switzerland" });
  await made("sector", "west", { name: "West", parent: ids.switzerland });
  await made("sector", "lake", { name: "Lake", parent: ids.west });
  await made("sector", "east", { name: "East", parent: ids.switzerland });
  await made("collaborator", "head", { last_name: "Head", sectors: [ids.west] });
  await made("collaborator", "hand", { last_name: "Hand", manager: ids.head, sectors: [ids.lake, ids.east] });
  await made("collaborator", "finger", { last_name: "Finger", manager: ids.hand });
  await made("organisation", "firm", { name: "Firm" });
  await made("person", "anna", { name: "Anna" });
  await made("affiliation", "works", { person: ids.anna, organisation: ids.firm });
  for (const sector of ["switzerland", "west", "lake", "east"])
    await made("dossier", `in_${sector}`, { subject: sector, customer: ids.firm, sector: ids[sector] });
  await made("dossier", "of_anna", { subject: "anna", customer: ids.anna, responsible: ids.finger });
});

afterAll(async () => {
  await other[Symbol.asyncDispose]();
  await crm[Symbol.asyncDispose]();
});

async function made(type: string, name: string, json: object): Promise<string> {
  const answer = await crm.request(`/api/records/${type}`, { json }, admin);
  if (answer.status !== 201) throw new Error(await answer.text());
  ids[name] = String((await answer.json()).id);
  return ids[name] ?? "";
}

async function change(type: string, name: string, json: object): Promise<void> {
  const path = `/api/records/${type}/${ids[name]}`;
  expect((await crm.request(path, { method: "PATCH", json }, admin)).status).toBe(200);
}

async function subjects(who: string): Promise<string[]> {
  return subjectsOf(await crm.request(dossiers, {}, who));
}

const dossiers = "/api/records/dossier?select=subject&sort=subject";

async function subjectsOf(answer: Response): Promise<string[]> {
  const { items } = await answer.json();
  return items.map(({ subject }: { subject: string }) => subject);
}

async function idOf(email: string): Promise<string> {
  const { items } = await (await crm.request("/api/accounts", {}, admin)).json();
  return items.find((one: { email: string }) => one.email === email).id;
}

test("a collaborator has his sectors and all below them", async () => {
  await crm.setAccount("field", { collaborator: ids.head ?? null });
  expect(await subjects("field")).toEqual(["lake", "west"]);
  await crm.setAccount("field", { collaborator: ids.hand ?? null });
  expect(await subjects("field")).toEqual(["east", "lake"]);
  await crm.setAccount("field", { collaborator: null });
  expect(await subjects("field")).toEqual([]);
});

test("a manager has the people below him, himself included", async () => {
  await crm.setAccount("boss", { collaborator: ids.head ?? null });
  expect(await subjects("boss")).toEqual(["anna"]);
  const { user } = await (await crm.request("/api/me", {}, "boss")).json();
  expect(user.reports.sort()).toEqual([ids.head, ids.hand, ids.finger].sort());
});

test("a customer has what is his own and his organisations', as long as he works there", async () => {
  await crm.setAccount("customer", { person: ids.anna ?? null });
  expect(await subjects("customer")).toEqual(["anna", "east", "lake", "switzerland", "west"]);
  await change("affiliation", "works", { valid_to: "2020-01-01" });
  expect(await subjects("customer")).toEqual(["anna"]);
  await change("affiliation", "works", { valid_to: null });
  await crm.setAccount("customer", { person: ids.firm ?? null });
  expect(await subjects("customer")).toEqual(["east", "lake", "switzerland", "west"]);
});

test("a change of sectors, trees and managers counts in every process within a second", async () => {
  await crm.setAccount("field", { collaborator: ids.head ?? null });
  const cookie = await newSession(crm, "field");
  const there = async () => subjectsOf(await other.request(dossiers, cookie));
  expect(await there()).toEqual(["lake", "west"]);
  await change("sector", "east", { parent: ids.lake });
  expect(await withinASecond(there, ["east", "lake", "west"])).toEqual(["east", "lake", "west"]);
  await change("sector", "east", { parent: ids.switzerland });
  await change("collaborator", "head", { sectors: [ids.east] });
  expect(await withinASecond(there, ["east"])).toEqual(["east"]);
  await change("collaborator", "head", { sectors: [ids.west] });
  expect(await withinASecond(there, ["lake", "west"])).toEqual(["lake", "west"]);
});

test("an account is linked to records that exist, each of its kind", async () => {
  const account = crm.as("reader").user.id;
  const link = (json: object) => crm.request(`/api/accounts/${account}`, { method: "PATCH", json }, admin);
  const answer = await link({ person: ids.head });
  expect(answer.status).toBe(422);
  expect(await answer.json()).toMatchObject({
    errors: [{ path: "person", code: "account.person-unknown" }],
  });
  expect(await (await link({ person: ids.anna })).json()).toMatchObject({ person: ids.anna });
  expect((await link({ person: null })).status).toBe(200);
});

test("roles add up over the account's own and its groups', and a group ends in every process", async () => {
  const group = { name: "night_shift", label: "Night shift", roles: ["night"] };
  expect((await crm.request("/api/groups", { json: group }, admin)).status).toBe(201);
  expect((await crm.request("/api/groups", { json: group }, admin)).status).toBe(409);
  const id = await idOf("field@test.example");
  const cookie = await newSession(crm, "field");
  const there = async () => (await subjectsOf(await other.request(dossiers, cookie))).length;
  expect(await there()).toBe(2);
  const joined = await crm.request(
    `/api/accounts/${id}`,
    { method: "PATCH", json: { groups: ["night_shift"] } },
    admin,
  );
  expect(await joined.json()).toMatchObject({
    roles: ["field"],
    groups: ["night_shift"],
    heldRoles: ["field", "night"],
  });
  expect(await withinASecond(there, 5)).toEqual(5);
  const renamed = await crm.request(
    "/api/groups/night_shift",
    { method: "PATCH", json: { label: "Owls" } },
    admin,
  );
  expect(await renamed.json()).toMatchObject({ name: "night_shift", label: "Owls", members: [{ id }] });
  expect((await crm.request("/api/groups/night_shift", { method: "DELETE" }, admin)).status).toBe(204);
  expect(await withinASecond(there, 2)).toEqual(2);
});

test("groups are refused with the nearest name, and only administrators keep them", async () => {
  await crm.request("/api/groups", { json: { name: "desk", label: "Desk", roles: ["reader"] } }, admin);
  const id = await idOf("reader@test.example");
  const typo = await crm.request(
    `/api/accounts/${id}`,
    { method: "PATCH", json: { groups: ["dessk"] } },
    admin,
  );
  expect(typo.status).toBe(422);
  expect((await typo.json()).detail).toContain("desk");
  const wrong = { name: "x", label: "X", roles: ["reeder"] };
  expect((await (await crm.request("/api/groups", { json: wrong }, admin)).json()).detail).toContain(
    "reader",
  );
  for (const name of ["Desk 2", "", "1st"])
    expect((await crm.request("/api/groups", { json: { ...wrong, name } }, admin)).status).toBe(400);
  expect((await crm.request("/api/groups", {}, "reader")).status).toBe(403);
  expect((await crm.request("/api/groups/desk", { method: "DELETE" }, "reader")).status).toBe(403);
});

test("what single sign-on says puts into groups and takes out again, beside what an administrator chose", async () => {
  await crm.request("/api/groups", { json: { name: "it", label: "IT", directory: ["CN=IT"] } }, admin);
  const account = await idOf("night@test.example");
  await crm.request(`/api/accounts/${account}`, { method: "PATCH", json: { groups: ["desk"] } }, admin);
  const groups = async () => (await findAccount(crm.database, account))?.groups;
  await joinByDirectory(crm.runtime, { account, names: ["CN=IT", "CN=unknown"] });
  expect(await groups()).toEqual(["desk", "it"]);
  await joinByDirectory(crm.runtime, { account, names: [] });
  expect(await groups()).toEqual(["desk"]);
});

test("the last administrator stays, also where a group made him one", async () => {
  const group = { name: "chiefs", label: "Chiefs", roles: [admin] };
  const own = crm.as(admin).user.id ?? "";
  await crm.request("/api/groups", { json: { ...group, members: [own] } }, admin);
  const change = (json: object) => crm.request(`/api/accounts/${own}`, { method: "PATCH", json }, admin);
  expect((await change({ roles: [] })).status).toBe(200);
  for (const [path, init] of [
    ["/api/groups/chiefs", { method: "DELETE" }],
    ["/api/groups/chiefs", { method: "PATCH", json: { members: [] } }],
    ["/api/groups/chiefs", { method: "PATCH", json: { roles: ["reader"] } }],
    [`/api/accounts/${own}`, { method: "PATCH", json: { groups: [] } }],
  ] as const)
    expect(await (await crm.request(path, init, admin)).json()).toMatchObject({
      code: "account.last-administrator",
    });
  expect((await change({ roles: [admin] })).status).toBe(200);
  expect((await crm.request("/api/groups/chiefs", { method: "DELETE" }, admin)).status).toBe(204);
});

test("an invitation can be deleted, an account that has worked cannot", async () => {
  const { id } = await (
    await crm.request("/api/accounts", { json: { email: "never@test.example", name: "Never" } }, admin)
  ).json();
  expect((await crm.request(`/api/accounts/${id}`, { method: "DELETE" }, admin)).status).toBe(204);
  expect((await crm.request(`/api/accounts/${id}`, { method: "DELETE" }, admin)).status).toBe(404);
  await crm.request("/api/me", {}, "reader");
  const worked = await idOf("reader@test.example");
  expect((await crm.request(`/api/accounts/${worked}`, { method: "DELETE" }, admin)).status).toBe(409);
});
