import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestCrm, testCrm } from "../../test/support/crm.ts";
import type { Crm } from "../crm.ts";
import {
  aggregateRecords,
  batchRecords,
  changeRecord,
  createRecord,
  deleteRecord,
  listPage,
  readRecord,
  searchEverything,
  streamRecords,
  suggest,
} from "./index.ts";
import { sample } from "./records-sample.ts";

let house: TestCrm;
let boss: Crm;
/** Sees contracts of his own and of his sector, changes his own, never the fee; sees addresses in Vevey. */
let technician: Crm;
let reader: Crm;
let nobody: Crm;
const id: Record<string, string> = {};

beforeAll(async () => {
  house = await testCrm({ documents: sample, users: [{ email: "nobody@test.example", roles: [] }] });
  boss = house.as("administrator");
  const make = async (name: string, type: string, values: object) => {
    id[name] = (await createRecord(boss, { type, values })).id;
  };
  await make("me", "collaborator", { name: "Moi", sector: "nord" });
  await make("mate", "collaborator", { name: "Collègue", sector: "nord" });
  await make("far", "collaborator", { name: "Loin", sector: "sud" });
  await make("vevey", "organisation", { name: "Clinique du Lac", city: "Vevey", phone: "+41213124567" });
  await make("bex", "person", { last_name: "Duc", city: "Bex", phone: "+41244567890" });
  await make("mine", "contract", { subject: "mine", responsible: id.me, customer: id.vevey, fee: "100.00" });
  await make("ours", "contract", { subject: "ours", responsible: id.mate, customer: id.bex, fee: "200.00" });
  await make("theirs", "contract", {
    subject: "theirs",
    responsible: id.far,
    customer: id.bex,
    fee: "400.00",
  });
  await make("free", "contract", { subject: "free", fee: "800.00" });
  await house.setAccount("technician", { collaborator: id.me ?? null });
  technician = house.as("technician");
  reader = house.as("reader");
  nobody = house.as("nobody@test.example");
});
afterAll(() => house?.[Symbol.asyncDispose]());

async function subjects(crm: Crm, query: object = {}) {
  const { items } = await listPage(crm, { type: "contract", sort: "subject", ...query });
  return JSON.parse(`[${items}]`).map(({ subject }: { subject: string }) => subject);
}

test("a list and its count hold what the conditions of the role allow, everything for a role without condition", async () => {
  expect(await subjects(technician)).toEqual(["mine", "ours"]);
  expect((await listPage(technician, { type: "contract" })).count).toEqual({ value: 2, exact: true });
  expect(await subjects(reader)).toEqual(["free", "mine", "ours", "theirs"]);
});

test("who stands for no collaborator does not get the records that nobody is responsible for", async () => {
  await house.setAccount("technician", { collaborator: null });
  expect(await subjects(house.as("technician"))).toEqual([]);
  await house.setAccount("technician", { collaborator: id.me ?? null });
});

test("a record out of reach reads, changes and deletes like one that does not exist", async () => {
  const theirs = id.theirs ?? "";
  expect(await readRecord(technician, { type: "contract", id: theirs })).toBeNull();
  await expect(
    changeRecord(technician, { type: "contract", id: theirs, values: { hours: 1 } }),
  ).rejects.toMatchObject({
    code: "record.not-found",
  });
  expect(await readRecord(technician, { type: "contract", id: id.ours ?? "" })).not.toBeNull();
});

test("what may be seen may still not be changed, deleted, created or changed out of reach", async () => {
  await expect(
    changeRecord(technician, { type: "contract", id: id.ours ?? "", values: { hours: 1 } }),
  ).rejects.toMatchObject({ code: "access.denied" });
  await expect(deleteRecord(technician, { type: "contract", id: id.mine ?? "" })).rejects.toMatchObject({
    code: "access.denied",
  });
  await expect(
    createRecord(technician, { type: "contract", values: { subject: "x", state: "active" } }),
  ).rejects.toMatchObject({ code: "access.denied" });
  await createRecord(technician, { type: "contract", values: { subject: "drafted" } });
  await expect(
    changeRecord(technician, { type: "contract", id: id.mine ?? "", values: { responsible: id.far } }),
  ).rejects.toMatchObject({ code: "access.denied" });
  await changeRecord(technician, { type: "contract", id: id.mine ?? "", values: { hours: 1 } });
});

test("a hidden field is neither shown nor asked for in any way", async () => {
  const read = await readRecord(technician, { type: "contract", id: id.mine ?? "" });
  expect(JSON.parse(read?.json ?? "")).not.toHaveProperty("fee");
  for (const query of [{ sort: "fee" }, { select: "fee" }, { filter: "fee > 1" }, { filter: "fee == null" }])
    await expect(listPage(technician, { type: "contract", ...query })).rejects.toMatchObject({
      faults: [expect.objectContaining({ code: "query.unknown-path" })],
    });
  for (const query of [{ measures: "sum:fee" }, { measures: "count(fee > 100)" }, { group: "fee" }])
    await expect(aggregateRecords(technician, { type: "contract", ...query })).rejects.toMatchObject({
      faults: [expect.objectContaining({ code: "query.unknown-path" })],
    });
  await expect(
    changeRecord(technician, { type: "contract", id: id.mine ?? "", values: { fee: "1.00" } }),
  ).rejects.toMatchObject({ faults: [expect.objectContaining({ code: "record.unknown-field" })] });
});

test("a reference to a record out of reach keeps its key and tells nothing else, and no path leads through it", async () => {
  const { items } = await listPage(technician, {
    type: "contract",
    sort: "subject",
    select: "subject,customer(city)",
  });
  const [mine, ours] = JSON.parse(`[${items}]`);
  expect(mine.customer).toMatchObject({ id: id.vevey, title: "Clinique du Lac", city: "Vevey" });
  expect(ours.customer).toEqual({ id: id.bex, type: null, title: null });
  expect(await subjects(technician, { filter: 'customer.city == "Bex"' })).toEqual([]);
  expect(await subjects(technician, { filter: 'customer.city == "Vevey"' })).toEqual(["mine"]);
  expect(await subjects(boss, { filter: 'customer.city == "Bex"' })).toEqual(["ours", "theirs"]);
});

test("a reference cannot be set to a record out of reach", async () => {
  await expect(
    changeRecord(technician, { type: "contract", id: id.mine ?? "", values: { customer: id.bex } }),
  ).rejects.toMatchObject({
    faults: [expect.objectContaining({ path: "customer", code: "record.reference-missing" })],
  });
});

test("figures, searches, suggestions and streams obey the same rights", async () => {
  expect(
    JSON.parse(await aggregateRecords(technician, { type: "contract", filter: 'subject != "drafted"' }))
      .total,
  ).toEqual([2]);
  const found = async (crm: Crm, q: string) =>
    JSON.parse(await searchEverything(crm, { q })).items.map(({ title }: { title: string }) => title);
  expect(await found(boss, "duc")).toEqual(["Duc"]);
  expect(await found(technician, "duc")).toEqual([]);
  expect(await found(technician, "clinique")).toEqual(["Clinique du Lac"]);
  expect(JSON.parse(await suggest(technician, { type: "party", q: "" })).items).toHaveLength(1);
  const streamed = [];
  for await (const rows of streamRecords(technician, { type: "contract", ids: Object.values(id) }))
    streamed.push(...rows);
  expect(streamed.map(({ subject }) => subject).sort()).toEqual(["mine", "ours"]);
});

test("a batch of a user writes only within his reach", async () => {
  const update = [
    { id: id.mine, hours: 5 },
    { id: id.ours, hours: 5 },
    { id: id.theirs, hours: 5 },
  ];
  const { updated, faults } = await batchRecords(technician, { type: "contract", update, atomic: false });
  expect(updated.map((one) => one !== null)).toEqual([true, false, false]);
  expect(faults.map(({ path, code }) => [path, code]).sort()).toEqual([
    ["update[1]", "access.denied"],
    ["update[2]", "record.not-found"],
  ]);
});

test("who has no role sees nothing, and is told so", async () => {
  for (const attempt of [
    () => listPage(nobody, { type: "contract" }),
    () => readRecord(nobody, { type: "contract", id: id.mine ?? "" }),
    () => createRecord(nobody, { type: "contract", values: { subject: "x" } }),
    () => aggregateRecords(nobody, { type: "contract" }),
    () => suggest(nobody, { type: "contract", q: "" }),
    () => batchRecords(nobody, { type: "contract", delete: [id.mine] }),
  ])
    await expect(attempt()).rejects.toMatchObject({ code: "access.denied" });
  expect(await searchEverything(nobody, { q: "mine" })).toBe('{"items":[]}');
});
