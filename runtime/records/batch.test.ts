import { afterAll, beforeAll, expect, test } from "vitest";
import { openDatabase } from "../../core/database/index.ts";
import { newId } from "../../core/ids.ts";
import type { MetadataDocument } from "../../metamodel/index.ts";
import { type TestCrm, testCrm } from "../../test/support/crm.ts";
import { systemCrm } from "../command/load-app.ts";
import { type Crm, crmFor, systemUser } from "../crm.ts";
import { batchRecords, createRecord, listPage, readRecord } from "./index.ts";
import { sample } from "./records-sample.ts";

let house: TestCrm;
let crm: Crm;

beforeAll(async () => {
  house = await testCrm({ documents: sample });
  crm = house.as("administrator");
});
afterAll(() => house?.[Symbol.asyncDispose]());

async function countOf(filter: string) {
  return (await listPage(crm, { type: "contract", filter, count: "exact", limit: 1 })).count?.value;
}

const good = (subject: string) => ({ subject });

test("creates, changes and deletions go in one call, in their order", async () => {
  const before = await batchRecords(crm, { type: "contract", create: [good("a"), good("b"), good("c")] });
  const [a, b, c] = before.created;
  const { created, updated, deleted } = await batchRecords(crm, {
    type: "contract",
    create: [good("d")],
    update: [
      { id: a?.id, hours: 1 },
      { id: b?.id, version: 1, notes: "x" },
    ],
    delete: [c?.id],
  });
  expect(created).toEqual([{ id: expect.any(String), version: 1 }]);
  expect(updated).toEqual([
    { id: a?.id, version: 2 },
    { id: b?.id, version: 2 },
  ]);
  expect(deleted).toMatchObject([{ id: c?.id }]);
  expect(await readRecord(crm, { type: "contract", id: c?.id ?? "" })).toBeNull();
});

test("atomic: one wrong item refuses all, and every wrong item is told", async () => {
  const create = [
    good("atomic"),
    { subject: 1 },
    good("atomic"),
    { subject: "atomic", customer: crm.user.id },
  ];
  await expect(batchRecords(crm, { type: "contract", create: create.slice(0, 3) })).rejects.toMatchObject({
    code: "record.batch-refused",
    faults: [{ path: "create[1].subject", code: "record.wrong-type" }],
  });
  await expect(batchRecords(crm, { type: "contract", create: [create[0], create[3]] })).rejects.toMatchObject(
    {
      code: "record.batch-refused",
      faults: [{ path: "create[1].customer", code: "record.reference-missing" }],
    },
  );
  expect(await countOf('subject == "atomic"')).toBe(0);
});

test("not atomic: what is right is written, the rest is told with its place", async () => {
  await createRecord(crm, { type: "contract", values: { subject: "x", code: "taken" } });
  const create = [
    good("each"),
    { subject: "each", code: "taken" },
    { subject: "" },
    { subject: "each", code: "twice" },
    { subject: "each", code: "twice" },
    { subject: "each", starts_on: "2026-02-01", ends_on: "2026-01-01" },
    { subject: "each", customer: "019a8b6c-1f2e-7c3d-8a4b-5c6d7e8f9a0b" },
    null,
    good("each"),
  ];
  const { created, faults } = await batchRecords(crm, { type: "contract", create, atomic: false });
  expect(created.map((one) => one !== null)).toEqual([
    true,
    false,
    false,
    true,
    false,
    false,
    false,
    false,
    true,
  ]);
  expect(new Map(faults.map(({ path, code }) => [path, code]))).toEqual(
    new Map([
      ["create[1].code", "record.not-unique"],
      ["create[2].subject", "record.required"],
      ["create[4].code", "record.not-unique"],
      ["create[5].ends_on", "record.rule"],
      ["create[6].customer", "record.reference-missing"],
      ["create[7]", "record.not-an-object"],
    ]),
  );
  expect(await countOf('subject == "each"')).toBe(3);
});

test("stale, unknown, repeated and broken items of an update are each told", async () => {
  const { created } = await batchRecords(crm, { type: "contract", create: [good("u"), good("u")] });
  const [a, b] = created.map((one) => one?.id);
  const update = [
    { id: a, version: 7, hours: 1 },
    { id: "019a8b6c-1f2e-7c3d-8a4b-5c6d7e8f9a0b", hours: 1 },
    { id: b, hours: 1 },
    { id: b, hours: 2 },
    { id: "x", hours: 1 },
    { hours: 1 },
    { id: a, version: "1" },
  ];
  const { faults } = await batchRecords(crm, { type: "contract", update, atomic: false });
  expect(new Map(faults.map(({ path, code }) => [path, code]))).toEqual(
    new Map([
      ["update[0]", "record.stale"],
      ["update[1]", "record.not-found"],
      ["update[3].id", "record.twice"],
      ["update[4].id", "record.wrong-key"],
      ["update[5].id", "record.wrong-key"],
      ["update[6].id", "record.twice"],
    ]),
  );
});

test("records of several subtypes and with children go in one call", async () => {
  const create = [
    { type: "person", last_name: "Roy" },
    { type: "organisation", name: "Duc SA" },
    { type: "party", city: "Bex" },
  ];
  const { created, faults } = await batchRecords(crm, { type: "party", create, atomic: false });
  expect(created.map((one) => one !== null)).toEqual([true, true, false]);
  expect(faults).toMatchObject([{ path: "create[2].type", code: "record.not-an-option" }]);
  const nested = [
    { subject: "nested", lines: [{ text: "a" }, { text: "b" }] },
    { subject: "nested", lines: [{ text: "c" }, { text: "" }] },
  ];
  const second = await batchRecords(crm, { type: "contract", create: nested, atomic: false });
  expect(second.faults).toMatchObject([{ path: "create[1].lines[1].text" }]);
  const read = await readRecord(crm, {
    type: "contract",
    id: second.created[0]?.id ?? "",
    select: "lines(text)",
  });
  expect(JSON.parse(read?.json ?? "").lines).toMatchObject([{ text: "a" }, { text: "b" }]);
});

test("10,000 records are written, 10,001 are refused before anything is looked at", async () => {
  const create = Array.from({ length: 10_000 }, () => good("many"));
  await expect(
    batchRecords(crm, { type: "contract", create: [...create, good("many")] }),
  ).rejects.toMatchObject({
    code: "record.too-many-items",
    values: { limit: 10_000, count: 10_001 },
  });
  expect(await countOf('subject == "many"')).toBe(0);
  await batchRecords(crm, { type: "contract", create });
  expect(await countOf('subject == "many"')).toBe(10_000);
});

const family: readonly MetadataDocument[] = [
  {
    kind: "app",
    name: "family",
    label: { en: "Family" },
    languages: ["en"],
    country: "CH",
    currency: "CHF",
    timeZone: "Europe/Zurich",
    modules: [],
    standard: false,
    plugins: [],
  },
  {
    kind: "type",
    name: "member",
    label: { en: "Member" },
    title: "name",
    fields: [
      { name: "name", type: "text", required: true, label: { en: "Name" } },
      { name: "above", type: "reference", to: "member", label: { en: "Above" } },
      { name: "number", type: "sequence", pattern: "M-{yyyy}-{0000}", label: { en: "Number" } },
    ],
    rules: [{ when: 'above.name == "nobody"', refuse: { en: "Nobody is above." }, at: ["above"] }],
  },
  { kind: "type", name: "guest", extends: "member", label: { en: "Guest" }, title: "name", fields: [] },
];

test("new records refer to each other in one call, in any order, in circles and to themselves", async () => {
  await using other = await testCrm({ documents: family, accounts: false });
  const inside = systemCrm(other.runtime);
  const [a, b, c, d, e, f] = [newId(), newId(), newId(), newId(), newId(), newId()];
  const create = [
    { id: a, name: "a", above: b },
    { id: b, name: "b", above: c, type: "guest" },
    { id: c, name: "c" },
    { id: d, name: "d", above: e },
    { id: e, name: "e", above: d },
    { id: f, name: "f", above: f },
  ];
  const { created } = await batchRecords(inside, { type: "member", create });
  expect(created).toEqual(create.map(({ id }) => ({ id, version: 1 })));
  const read = await readRecord(inside, { type: "member", id: a, select: "above(name,above)" });
  expect(JSON.parse(read?.json ?? "").above).toMatchObject({ name: "b", above: { id: c, title: "c" } });
});

test("a rule sees the record of the same call, and whoever refers to a refused one is told so", async () => {
  await using other = await testCrm({ documents: family, accounts: false });
  const [nobody, bad] = [newId(), newId()];
  const create = [
    { name: "x", above: nobody },
    { id: nobody, name: "nobody" },
    { name: "y", above: bad },
    { id: bad },
  ];
  const { faults } = await batchRecords(systemCrm(other.runtime), { type: "member", create, atomic: false });
  expect(new Map(faults.map(({ path, code }) => [path, code]))).toEqual(
    new Map([
      ["create[0].above", "record.rule"],
      ["create[2].above", "record.reference-missing"],
      ["create[3].name", "record.required"],
    ]),
  );
});

test("with a single connection, the first numbers of a new year are drawn inside the call's own transaction", async () => {
  await using other = await testCrm({ documents: family, accounts: false, jobs: false });
  const narrow = await openDatabase({
    data: "",
    databaseUrl: other.database.url,
    schema: other.database.schema,
    pool: 1,
  });
  try {
    const clock = { now: () => new Date("2041-05-06T12:00:00Z") };
    const inside = crmFor({ ...other.runtime, database: narrow, clock }, systemUser, "api");
    const create = [{ name: "first" }, { name: "second" }];
    const broken = batchRecords(inside, {
      type: "member",
      create: [...create, { name: "z", above: newId() }],
    });
    await expect(broken).rejects.toMatchObject({ code: "record.batch-refused" });
    await batchRecords(inside, { type: "member", create });
    await createRecord(inside, { type: "member", values: { name: "third" } });
    const numbers = await narrow.sql`select number from record_member order by number`;
    expect(numbers.map(({ number }) => number)).toEqual(["M-2041-0001", "M-2041-0002", "M-2041-0003"]);
  } finally {
    await narrow.close();
  }
});
