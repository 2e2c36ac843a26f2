import { afterAll, beforeAll, expect, test } from "vitest";
import * as z from "zod";
import { kinds } from "../../../metamodel/index.ts";
import { userNow } from "../../../runtime/crm.ts";
import { analyse, records, runToEnd, undo } from "../../../runtime/exchange/exchange.test-data.ts";
import { changeRecord, createRecord, listPage, readRecord } from "../../../runtime/records/index.ts";
import { type TestCrm, testCrm } from "../../support/crm.ts";
import { all, matterHouse, role } from "./house.ts";

// Each of these was found by the oracle (`oracle.test.ts`) and is told here by itself.
let house: TestCrm;
const both = (text: string) => ({ fr: text, en: text });
const type = (name: string, fields: readonly object[], more: object = {}) =>
  kinds.type.parse({ kind: "type", name, label: both(`The ${name}`), fields, ...more });
const field = (name: string, kind: string, more: object = {}) => ({
  name,
  type: kind,
  label: both(name),
  ...more,
});

const documents = [
  ...matterHouse,
  type("client", [
    field("number", "sequence", { pattern: "K-{0000}" }),
    field("name", "text"),
    field("city", "text"),
    field("since", "text", { defaultExpression: "city" }),
  ]),
  type(
    "firm",
    [field("size", "integer"), field("echo", "formula", { expression: 'city + "!"', stored: true })],
    { extends: "client" },
  ),
  type(
    "order",
    [
      field("subject", "text"),
      field("client", "reference", { to: "client" }),
      field("city", "lookup", { path: "client.city" }),
    ],
    { title: "client.title" },
  ),
  type("warrant", [field("name", "text"), field("firm", "reference", { to: "firm" })]),
  type("place", [field("name", "text")]),
  type("shop", [], { extends: "place" }),
  type("visit", [field("place", "reference", { to: "place" })], { title: "place.title" }),
  type("branch", [field("name", "text"), field("above", "reference", { to: "branch", tree: true })]),
  role("sower", {
    branch: { see: 'name == "root"', create: true },
    matter: { see: 'city == "Vevey"', create: true, change: true },
  }),
  type("claim", [], { extends: "matter" }),
  kinds.view.parse({
    ...{ kind: "view", name: "matters", type: "matter", label: both("Matters") },
    columns: ["name", "city"],
  }),
  role("divided", { matter: { see: true }, offer: { see: true, fields: { name: "hidden" } } }),
  role("lister", { claim: { see: true }, offer: { see: false, export: true } }),
  role("adder", { matter: { see: true, change: true, create: "name == user.name" } }),
  role("keeper", {
    client: { see: true, create: 'city != "Bex"', change: 'city != "Bex"' },
    firm: { see: true, create: "size == null", change: "size == null" },
  }),
  role("cityless", { client: { see: true, fields: { city: "hidden" } } }),
  role("blind", { order: { see: true } }),
  type("parcel", [field("name", "text"), field("secret", "text")], { title: 'name + " " + secret' }),
  role(
    "porter",
    {
      parcel: { see: true, create: true, change: true, fields: { secret: "hidden" } },
      order: { see: true, create: true, change: true },
    },
    { import: true },
  ),
  role("sender", { matter: { see: true, create: true } }, { import: true }),
  role("rower", { matter: { see: true, create: "size(lines) < 2", change: "size(lines) < 2" } }),
  role("fixer", { matter: { see: true, change: true }, line: { ...all, fields: { matter: "read" } } }),
  role("mover", {
    matter: { see: true, create: true, change: true },
    offer: { see: true, create: true, change: true, fields: { fee: "hidden" } },
  }),
  role("shifter", { matter: all, claim: { ...all, fields: { fee: "read" } } }),
  role("numberless", { order: { see: true }, client: { see: true, fields: { number: "hidden" } } }),
];

beforeAll(async () => {
  house = await testCrm({ documents, users: [{ email: "deputy@test.example", roles: [] }] });
});
afterAll(() => house?.[Symbol.asyncDispose]());

const make = async (kind: string, values: object) =>
  (await createRecord(house.as("administrator"), { type: kind, values })).id;

test("who sees no record of a type reads nothing where a field looks into one, instead of being refused", async () => {
  const client = await make("client", { name: "Nestor", city: "Vevey" });
  const id = await make("order", { subject: "pump", client });
  const read = await readRecord(house.as("blind"), { type: "order", id });
  expect(JSON.parse(read?.json ?? "{}")).toMatchObject({ id, subject: "pump", city: null });
});

test("a hidden number is not found by filtering for the titles that it stands in for", async () => {
  const client = await make("client", { city: "Bex" });
  await make("order", { subject: "drill", client });
  const crm = house.as("numberless");
  for (const [kind, filter] of [
    ["client", 'title.startsWith("K-")'],
    ["order", 'client.title.startsWith("K-")'],
    ["order", 'title.startsWith("K-")'],
  ] as const) {
    await expect(listPage(crm, { type: kind, filter })).rejects.toMatchObject({ code: "expression.invalid" });
    expect((await listPage(house.as("administrator"), { type: kind, filter })).count?.value).toBeGreaterThan(
      0,
    );
  }
});

test("a record without a title is called by the label of its own type in the titles of others too", async () => {
  const place = await make("shop", {});
  const id = await make("visit", { place });
  const read = await readRecord(house.as("administrator"), { type: "visit", id });
  expect(JSON.parse(read?.json ?? "{}").title).toBe(`The shop ${place.slice(-8)}`);
});

test("who writes a record out of his own sight is told its key, in trees and in another subtype too", async () => {
  const above = await make("branch", { name: "root" });
  const crm = house.as("sower");
  const leaf = await createRecord(crm, { type: "branch", values: { name: "leaf", above } });
  expect(JSON.parse(leaf.json)).toEqual({ id: leaf.id });
  const { id } = await createRecord(crm, { type: "matter", values: { name: "m", city: "Vevey" } });
  const moved = await changeRecord(crm, { type: "matter", id, values: { city: "Bex", type: "offer" } });
  expect(JSON.parse(moved.json)).toEqual({ id });
});

test("words of a field that one subtype hides do not find its records where another subtype shows the field", async () => {
  await make("offer", { name: "zebra" });
  const found = await listPage(house.as("divided"), { type: "offer", search: "zebra" });
  expect(found.count?.value).toBe(0);
  expect((await listPage(house.as("divided"), { type: "matter", search: "zebra" })).count?.value).toBe(0);
});

test("lines are added where their record may always be changed, and made under a condition only", async () => {
  const matter = await make("matter", { name: "m" });
  const line = await createRecord(house.as("adder"), { type: "line", values: { name: "l", matter } });
  expect(JSON.parse(line.json)).toMatchObject({ name: "l" });
});

test("a record is written by what is said of its own type, whatever is said of the fields of a subtype", async () => {
  const crm = house.as("keeper");
  const { id } = await createRecord(crm, { type: "client", values: { name: "n", city: "Vevey" } });
  const changed = await changeRecord(crm, { type: "client", id, values: { city: "Lutry" } });
  expect(JSON.parse(changed.json)).toMatchObject({ city: "Lutry", since: "Vevey" });
  await expect(changeRecord(crm, { type: "client", id, values: { city: "Bex" } })).rejects.toMatchObject({
    code: "access.denied",
  });
});

test("the past of a record does not tell what a field of its subtype is made of, where that is hidden", async () => {
  const id = await make("firm", { name: "f", city: "Vevey", since: "May" });
  await changeRecord(house.as("administrator"), { type: "firm", id, values: { city: "Lutry" } });
  for (const path of [`history/client/${id}`, `records/client/${id}?asOf=2100-01-01T00:00:00Z`]) {
    const answer = await house.request(`/api/${path}`, {}, "cityless");
    expect([answer.status, await answer.text()]).toEqual([
      200,
      expect.not.stringMatching(/Vevey|Lutry|echo/),
    ]);
  }
});

/** Somebody without roles acts for another from now on; gives the deputyship. */
async function actFor(who: string): Promise<string> {
  const [account, deputy] = [house.as(who).user.id, house.as("deputy").user.id];
  const named = await house.request("/api/me/deputies", { json: { deputy } }, who);
  await house.request("/api/me/act-for", { json: { account } }, "deputy");
  return z.object({ id: z.string() }).parse(await named.json()).id;
}

const endDeputy = (who: string, id: string) =>
  house.request(`/api/me/deputies/${id}`, { method: "DELETE" }, who);

test("a deputy makes a record with its lines where the absent one may", async () => {
  const id = await actFor("sender");
  const json = { name: "m", lines: [{ name: "l" }] };
  expect((await house.request("/api/records/matter", { json }, "sender")).status).toBe(201);
  expect((await house.request("/api/records/matter", { json }, "deputy")).status).toBe(201);
  await endDeputy("sender", id);
});

test("work that a deputy asked for is not done once he is no deputy any more", async () => {
  const id = await actFor("sender");
  const { actingFor, ...own } = house.as("sender").user;
  const acting = await house.runtime.users.of(house.as("deputy").user.id ?? "", own.id);
  if (!acting) throw new Error("nobody acts");
  expect(actingFor).toBeNull();
  expect((await userNow(house.runtime, acting)).roles).toEqual(["sender"]);
  await endDeputy("sender", id);
  await expect(userNow(house.runtime, acting)).rejects.toMatchObject({ code: "access.signed-out" });
});

test("a file that names records of a type of which its sender sees none is refused line by line", async () => {
  await make("client", { name: "Nestor" });
  const { file } = await analyse(house, "subject;client\npump;Nestor\ndrill;\n", {
    type: "order",
    who: "porter",
  });
  const mapping = { columns: ["subject", "client"].map((name) => ({ column: name, field: name })) };
  const { report } = await runToEnd(house, { file, mapping }, { type: "order", who: "porter" });
  expect(report).toMatchObject({ created: 1, refused: 1 });
});

test("an import that cannot be undone calls the record as whoever reads it does", async () => {
  const { file } = await analyse(house, "name\nbox\n", { type: "parcel", who: "porter" });
  const mapping = { columns: [{ column: "name", field: "name" }] };
  const { id } = await runToEnd(house, { file, mapping }, { type: "parcel", who: "porter" });
  const [parcel] = await records(house, "parcel", "");
  const json = { secret: "zebra" };
  await house.request(`/api/records/parcel/${parcel?.id}`, { method: "PATCH", json }, "administrator");
  await undo(house, id, "porter");
  const told = await (await house.request(`/api/imports/${id}`, {}, "porter")).text();
  expect(told).toContain(`The parcel ${String(parcel?.id).slice(-8)}`);
  expect(told).not.toContain("zebra");
});

test("a right that reads the lines of a record is asked once they are what was sent", async () => {
  const crm = house.as("rower");
  const denied = { code: "access.denied" };
  const lines = [{ name: "one" }, { name: "two" }];
  await expect(createRecord(crm, { type: "matter", values: { name: "m", lines } })).rejects.toMatchObject(
    denied,
  );
  const { id } = await createRecord(crm, { type: "matter", values: { name: "m", lines: [{ name: "one" }] } });
  const kept = async () =>
    JSON.parse((await readRecord(crm, { type: "matter", id, select: "lines(id,name)" }))?.json ?? "{}").lines;
  const before = await kept();
  const more = { lines: [{ id: before[0].id }, { name: "two" }] };
  await expect(changeRecord(crm, { type: "matter", id, values: more })).rejects.toMatchObject(denied);
  expect(await kept()).toEqual(before);
});

test("lines are changed with their record by who may not move them into another", async () => {
  const matter = await make("matter", { name: "m" });
  const id = await make("line", { name: "l", matter });
  const crm = house.as("fixer");
  const values = { lines: [{ id, name: "new" }] };
  await changeRecord(crm, { type: "matter", id: matter, values });
  const line = await readRecord(crm, { type: "line", id });
  expect(JSON.parse(line?.json ?? "{}")).toMatchObject({ name: "new", matter: { id: matter } });
});

test("a list about records of several types has no column that one of them hides, though another shows it", async () => {
  const told = await (await house.request("/api/metadata", {}, "divided")).json();
  const documents = z
    .object({ documents: z.array(z.looseObject({ name: z.string() })) })
    .parse(told).documents;
  expect(documents.find(({ name }) => name === "matters")).toMatchObject({ columns: ["city"] });
});

test("what a reader may do with records of a type does not change once he has read what he knows of the model", async () => {
  const metadata = await (await house.request("/api/metadata", {}, "lister")).json();
  expect(metadata).toMatchObject({ allowed: { matter: { see: true, export: true } } });
  expect((await house.request("/api/export/matter", {}, "lister")).status).toBe(200);
});

test("what a subtype hides or locks is neither seen nor written by making the record one of another", async () => {
  const id = await make("offer", { name: "o", fee: 7 });
  const move = { type: "matter", id, values: { type: "claim" } };
  await expect(changeRecord(house.as("mover"), move)).rejects.toMatchObject({ code: "access.denied" });
  const crm = house.as("shifter");
  const claim = await make("claim", { name: "c", fee: 7 });
  const rise = { type: "claim", id: claim, values: { type: "matter", fee: 70 } };
  await expect(changeRecord(crm, rise)).rejects.toMatchObject({
    faults: [expect.objectContaining({ path: "fee", code: "access.field" })],
  });
  const free = await changeRecord(crm, { type: "claim", id: claim, values: { type: "matter", name: "m" } });
  expect(JSON.parse(free.json)).toMatchObject({ type: "matter", name: "m", fee: 7 });
});

test("a record named in a type of which its changer sees nothing is held without naming that type", async () => {
  const id = await make("firm", { name: "f" });
  await make("warrant", { firm: id });
  const move = { type: "client", id, values: { type: "client" } };
  const refused = await house.request(
    `/api/records/client/${id}`,
    { method: "PATCH", json: move.values },
    "keeper",
  );
  const text = await refused.text();
  expect(text).toContain("record.held-as-unseen");
  expect(text).not.toMatch(/warrant/i);
});
