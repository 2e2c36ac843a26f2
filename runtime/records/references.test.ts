import { afterAll, beforeAll, expect, test } from "vitest";
import { evaluate, parseExpression } from "../../metamodel/expression/index.ts";
import { type TestCrm, testCrm } from "../../test/support/crm.ts";
import type { Crm } from "../crm.ts";
import {
  batchRecords,
  changeRecord,
  createRecord,
  deleteRecord,
  listPage,
  readRecord,
  restoreRecord,
} from "./index.ts";
import { relationsSample } from "./relations-sample.ts";

let house: TestCrm;
let boss: Crm;
/** Sees boilers, and the visits at which he helps. */
let helper: Crm;
const id: Record<string, string> = {};

beforeAll(async () => {
  house = await testCrm({ documents: relationsSample });
  boss = house.as("administrator");
  await make("me", "collaborator", { name: "Me" });
  await make("mate", "collaborator", { name: "Mate" });
  await make("boiler", "equipment", { name: "Boiler", kind: "boiler", price: "100.00" });
  await make("pump", "equipment", { name: "Pump", kind: "pump", price: "20.00" });
  await make("valve", "equipment", { name: "Valve", kind: "valve", price: "3.00" });
  await make("first", "visit", {
    name: "first",
    hours: 2,
    equipment: [{ id: id.pump, type: "equipment", title: "Pump" }, id.boiler],
    helpers: [id.me],
  });
  await make("second", "visit", { name: "second", hours: 3, equipment: [id.boiler], helpers: [id.mate] });
  await make("bare", "visit", { name: "bare", equipment: [] });
  await house.setAccount("helper", { collaborator: id.me ?? null });
  helper = house.as("helper");
});
afterAll(() => house?.[Symbol.asyncDispose]());

async function make(name: string, type: string, values: object) {
  id[name] = (await createRecord(boss, { type, values })).id;
}

async function read(crm: Crm, type: string, name: string, select?: string) {
  const found = await readRecord(crm, { type, id: id[name] ?? "", ...(select && { select }) });
  return found && JSON.parse(found.json);
}

async function names(crm: Crm, type: string, filter: string): Promise<string[]> {
  const { items } = await listPage(crm, { type, filter, sort: "name" });
  return JSON.parse(`[${items}]`).map(({ name }: { name: string }) => name);
}

test("a list of links keeps its order and is told with types and titles", async () => {
  expect((await read(boss, "visit", "first")).equipment).toEqual([
    { id: id.pump, type: "equipment", title: "Pump" },
    { id: id.boiler, type: "equipment", title: "Boiler" },
  ]);
  expect((await read(boss, "visit", "bare")).equipment).toBeNull();
  expect((await read(boss, "visit", "first", "equipment(kind)")).equipment).toMatchObject([
    { id: id.pump, kind: "pump", title: "Pump" },
    { id: id.boiler, kind: "boiler" },
  ]);
});

test("what the reader may not see in a list is its key alone, and stays when he writes the list", async () => {
  const seen = await read(helper, "visit", "first");
  expect(seen.equipment).toEqual([
    { id: id.pump, type: null, title: null },
    { id: id.boiler, type: "equipment", title: "Boiler" },
  ]);
  await changeRecord(helper, {
    type: "visit",
    id: id.first ?? "",
    values: { equipment: [...seen.equipment].reverse() },
  });
  expect((await read(boss, "visit", "first")).equipment).toMatchObject([{ id: id.boiler }, { id: id.pump }]);
});

test("keys of nothing, of hidden records and twice the same are refused at the field", async () => {
  const refused = (values: object, crm = boss) =>
    expect(createRecord(crm, { type: "visit", values: { helpers: [id.me], ...values } })).rejects;
  await refused({ equipment: [id.boiler, "019a8b6c-1f2e-7c3d-8a4b-5c6d7e8f9a0b"] }).toMatchObject({
    faults: [{ path: "equipment", code: "record.reference-missing" }],
  });
  await refused({ equipment: [id.pump] }, helper).toMatchObject({
    faults: [{ path: "equipment", code: "record.reference-missing" }],
  });
  await refused({ equipment: [id.boiler, id.boiler?.toUpperCase()] }).toMatchObject({
    faults: [{ path: "equipment", code: "record.repeated" }],
  });
  await refused({ equipment: Array.from({ length: 10_001 }, () => id.boiler) }).toMatchObject({
    code: "record.invalid",
  });
  await refused({ equipment: ["x"] }).toMatchObject({ faults: [{ path: "equipment[0]" }] });
});

test.each([
  ['equipment.exists(e, e.kind == "pump")', ["first"]],
  ['equipment.all(e, e.kind == "boiler")', ["bare", "second"]],
  ["equipment.count() == 1", ["second"]],
  ['equipment.sum(e, e.price) == decimal("120")', ["first"]],
  ["equipment == null", ["bare"]],
  ["has(equipment)", ["first", "second"]],
  ["equipment.filter(e, e.kind == 'pump').size() > 0", ["first"]],
])("a list of links in a filter: %s", async (filter, found) => {
  expect(await names(boss, "visit", filter)).toEqual(found);
});

test("a key in a list is asked with “in”, and agrees with the evaluation in JavaScript", async () => {
  for (const [key, found] of [
    [id.pump, ["first"]],
    [id.boiler, ["first", "second"]],
    [id.valve, []],
  ] as const) {
    const text = `"${key}" in equipment`;
    expect(await names(boss, "visit", text)).toEqual(found);
    expect(await names(boss, "visit", `!(${text})`)).toEqual(
      ["bare", "first", "second"].filter((name) => !found.some((one) => one === name)),
    );
    for (const name of ["first", "second", "bare"]) {
      const record = await read(boss, "visit", name);
      const value = evaluate(parseExpression(text), { model: boss.model, type: "visit", record });
      expect(value, name).toBe(found.some((one) => one === name));
    }
  }
});

test("a right that asks who is in a list holds for those who are", async () => {
  expect(await names(helper, "visit", "true")).toEqual(["first"]);
  expect(await names(boss, "visit", "user.collaborator in helpers")).toEqual([]);
});

test("a list of keys is looked for in its index", async () => {
  const indexes = await house.database.sql<{ indexdef: string }[]>`
    select indexdef from pg_indexes where tablename = 'record_visit' and indexdef like '%gin (equipment)%'`;
  expect(indexes).toHaveLength(1);
});

test("a reference gives the other side a list of its own name, read only and on demand", async () => {
  await make("plant", "site", { name: "Plant" });
  await make("lift", "equipment", { name: "Lift", kind: "lift", price: "7.00", site: id.plant });
  expect(await read(boss, "site", "plant")).not.toHaveProperty("machines");
  expect((await read(boss, "site", "plant", "name,machines(kind)")).machines).toMatchObject([
    { kind: "lift" },
  ]);
  expect((await read(boss, "equipment", "boiler", "visits(name)")).visits).toMatchObject([
    { name: "first" },
    { name: "second" },
  ]);
  expect((await read(boss, "equipment", "lift", "site(machines(name))")).site.machines).toMatchObject([
    { name: "Lift" },
  ]);
  await expect(
    changeRecord(boss, { type: "site", id: id.plant ?? "", values: { machines: [] } }),
  ).rejects.toMatchObject({ faults: [{ path: "machines", code: "record.read-only" }] });
});

test("a list of the other side is computed with and filtered by", async () => {
  expect(await names(boss, "equipment", "visits.sum(v, v.hours) == 5")).toEqual(["Boiler"]);
  expect(await names(boss, "site", "machines.exists(m, m.price > decimal('5'))")).toEqual(["Plant"]);
  expect(await names(boss, "equipment", "visits.count() == 0 && site == null")).toEqual(["Valve"]);
  expect(await names(helper, "equipment", "visits.count() == 1")).toEqual(["Boiler"]);
});

test("a listed record cannot be deleted, leaves the list, or takes the record with it, as the field says", async () => {
  await make("old", "equipment", { name: "Old" });
  await make("third", "visit", { name: "third", seen: [id.old, id.valve] });
  await expect(deleteRecord(boss, { type: "equipment", id: id.boiler ?? "" })).rejects.toMatchObject({
    code: "record.in-use",
    values: { users: { en: "2 visit (Equipment)" } },
  });
  await deleteRecord(boss, { type: "equipment", id: id.old ?? "" });
  expect((await read(boss, "visit", "third")).seen).toMatchObject([{ id: id.valve }]);
  await deleteRecord(boss, { type: "visit", id: id.third ?? "" });
});

test("what left a list or a link with a record is there again when it comes back, beside what was entered since", async () => {
  await make("gone", "equipment", { name: "Gone" });
  await make("also", "equipment", { name: "Also" });
  await make("fourth", "visit", { name: "fourth", seen: [id.pump, id.gone, id.also, id.valve] });
  const seen = async () =>
    (await read(boss, "visit", "fourth")).seen.map((each: { title: string }) => each.title);
  const version = (await read(boss, "visit", "fourth")).version;
  await deleteRecord(boss, { type: "equipment", id: id.gone ?? "" });
  await restoreRecord(boss, { type: "equipment", id: id.gone ?? "" });
  expect(await seen()).toEqual(["Pump", "Gone", "Also", "Valve"]);
  expect((await read(boss, "visit", "fourth")).version).toBe(version + 2);
  await deleteRecord(boss, { type: "equipment", id: id.gone ?? "" });
  await deleteRecord(boss, { type: "equipment", id: id.also ?? "" });
  const values = { seen: [id.boiler, id.valve] };
  await changeRecord(boss, { type: "visit", id: id.fourth ?? "", values });
  await restoreRecord(boss, { type: "equipment", id: id.gone ?? "" });
  expect(await seen()).toEqual(["Gone", "Valve", "Boiler"]);
  await changeRecord(boss, { type: "visit", id: id.fourth ?? "", values: { seen: null } });
  await restoreRecord(boss, { type: "equipment", id: id.also ?? "" });
  expect(await seen()).toEqual(["Also"]);
  await deleteRecord(boss, { type: "visit", id: id.fourth ?? "" });
});

test("records that follow go to the trash and come back with what follows them, circles and all", async () => {
  await make("yard", "site", { name: "Yard" });
  await make("crane", "equipment", { name: "Crane", site: id.yard });
  await make("hook", "part", { name: "Hook", machine: id.crane });
  await make("pin", "part", { name: "Pin", spare: id.hook });
  await changeRecord(boss, { type: "part", id: id.hook ?? "", values: { spare: id.pin } });
  await deleteRecord(boss, { type: "site", id: id.yard ?? "" });
  for (const [type, name] of [
    ["equipment", "crane"],
    ["part", "hook"],
    ["part", "pin"],
  ] as const)
    expect(await read(boss, type, name), name).toBeNull();
  const [{ count } = { count: 0 }] = await house.database.sql<{ count: number }[]>`
    select count(*)::int as count from kernel_mutation where record = ${id.pin ?? ""} and old ? 'deleted_at'`;
  expect(count).toBe(1);
  await restoreRecord(boss, { type: "site", id: id.yard ?? "" });
  expect(await read(boss, "part", "pin")).toMatchObject({ name: "Pin", spare: { id: id.hook } });
  await deleteRecord(boss, { type: "site", id: id.yard ?? "" });
});

test("what is refused deep inside takes everything back, and says what holds it", async () => {
  await make("quay", "site", { name: "Quay" });
  await make("winch", "equipment", { name: "Winch", site: id.quay });
  await make("rope", "part", { name: "Rope", machine: id.winch });
  await make("holding", "visit", { name: "holding", equipment: [id.winch] });
  await expect(deleteRecord(boss, { type: "site", id: id.quay ?? "" })).rejects.toMatchObject({
    code: "record.in-use",
    values: { users: { en: "1 visit (Equipment)" } },
  });
  expect(await read(boss, "part", "rope")).toMatchObject({ machine: { id: id.winch } });
  await deleteRecord(boss, { type: "visit", id: id.holding ?? "" });
  await deleteRecord(boss, { type: "site", id: id.quay ?? "" });
});

test("new records of one call may list each other, in whatever order they come", async () => {
  const key = (n: number) => `019a8b6c-1f2e-7c3d-8a4b-00000000000${n}`;
  const { faults } = await batchRecords(boss, {
    type: "part",
    create: [
      { id: key(1), name: "Set", kit: [key(3), key(2)] },
      { id: key(2), name: "Screw" },
      { id: key(3), name: "Nut", kit: [key(1)] },
      { id: key(4), name: "Lone", kit: [key(9)] },
    ],
    atomic: false,
  });
  expect(faults).toMatchObject([{ path: "create[3].kit", code: "record.reference-missing" }]);
  id.set = key(1);
  expect((await read(boss, "part", "set")).kit).toMatchObject([{ title: "Nut" }, { title: "Screw" }]);
});

test("a batch deletes records and those that would follow or hold them, in whatever order they are named", async () => {
  const make3 = async (stem: string) => {
    const [a, b, c] = ["a", "b", "c"].map((letter) => `${stem} ${letter}`);
    await make(`${a}`, "part", { name: `${a}` });
    await make(`${b}`, "part", { name: `${b}`, spare: id[`${a}`] });
    await make(`${c}`, "part", { name: `${c}`, spare: id[`${b}`] });
    return [a, b, c].map((name) => id[name ?? ""] ?? "");
  };
  const parts = () => names(boss, "part", 'name.startsWith("batch")');
  const down = await make3("batch down");
  expect((await batchRecords(boss, { type: "part", delete: down })).faults).toEqual([]);
  const up = await make3("batch up");
  const single = { type: "part", delete: up.toReversed(), atomic: false };
  expect((await batchRecords(boss, single)).deleted).toMatchObject(
    up.toReversed().map((one) => ({ id: one })),
  );
  expect(await parts()).toEqual([]);
  await restoreRecord(boss, { type: "part", id: down[0] ?? "" });
  expect(await parts()).toEqual(["batch down a", "batch down b", "batch down c"]);

  await make("whole", "area", { name: "Whole" });
  await make("half", "area", { name: "Half", above: id.whole });
  await make("park", "site", { name: "Park", area: id.half });
  const areas = [id.whole ?? "", id.half ?? ""];
  await expect(batchRecords(boss, { type: "area", delete: areas })).rejects.toMatchObject({
    faults: [{ code: "record.in-use" }, { code: "record.in-use" }],
  });
  await deleteRecord(boss, { type: "site", id: id.park ?? "" });
  expect((await batchRecords(boss, { type: "area", delete: areas })).deleted).toHaveLength(2);
});

test("what is refused in a batch of deletions leaves the others gone, and a record named twice is told", async () => {
  await make("held", "part", { name: "held" });
  await make("loose", "part", { name: "loose" });
  await make("follower", "part", { name: "follower", spare: id.loose });
  await make("rack", "stock", { name: "Rack", parts: [id.held] });
  const [held, loose, follower] = [id.held ?? "", id.loose ?? "", id.follower ?? ""];
  const done = await batchRecords(boss, {
    type: "part",
    delete: [held, loose, follower, loose],
    atomic: false,
  });
  expect(done.deleted).toMatchObject([null, { id: loose }, { id: follower }, null]);
  expect(done.faults).toMatchObject([
    { path: "delete[0]", code: "record.in-use" },
    { path: "delete[3]", code: "record.not-found" },
  ]);
});
