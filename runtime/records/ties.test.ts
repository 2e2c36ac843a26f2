import { afterAll, beforeAll, expect, test } from "vitest";
import { evaluate, parseExpression } from "../../metamodel/expression/index.ts";
import { type TestCrm, testCrm } from "../../test/support/crm.ts";
import type { Crm } from "../crm.ts";
import { changeRecord, createRecord, deleteRecord, listPage, readRecord, restoreRecord } from "./index.ts";
import { relationsSample } from "./relations-sample.ts";

/** Lists whose links have fields of their own, and links to records of several types. */

let house: TestCrm;
let boss: Crm;
/** Sees boilers alone. */
let helper: Crm;
const id: Record<string, string> = {};

beforeAll(async () => {
  house = await testCrm({ documents: relationsSample });
  boss = house.as("administrator");
  helper = house.as("helper");
  await make("boiler", "equipment", { name: "Boiler", kind: "boiler" });
  await make("pump", "equipment", { name: "Pump", kind: "pump" });
  await make("screw", "part", { name: "Screw", cost: 1 });
  await make("nut", "part", { name: "Nut", cost: 2 });
  await make("belt", "part", { name: "Belt", cost: 30 });
  await make("store", "stock", {
    name: "Store",
    parts: [
      { id: id.nut, link: { quantity: 5 } },
      { id: id.screw, title: "Screw" },
    ],
  });
});
afterAll(() => house?.[Symbol.asyncDispose]());

async function make(name: string, type: string, values: object) {
  id[name] = (await createRecord(boss, { type, values })).id;
}

async function read(crm: Crm, type: string, name: string, select?: string) {
  const found = await readRecord(crm, { type, id: id[name] ?? "", ...(select && { select }) });
  return found && JSON.parse(found.json);
}

const change = (type: string, name: string, values: object) =>
  changeRecord(boss, { type, id: id[name] ?? "", values });

async function names(crm: Crm, type: string, filter: string): Promise<string[]> {
  const { items } = await listPage(crm, { type, filter, sort: "name" });
  return JSON.parse(`[${items}]`).map(({ name }: { name: string }) => name);
}

test("a list through links tells each record with what its link says, in the order sent", async () => {
  expect(await read(boss, "stock", "store")).not.toHaveProperty("parts");
  expect((await read(boss, "stock", "store", "parts")).parts).toEqual([
    { id: id.nut, type: "part", title: "Nut", link: expect.objectContaining({ quantity: 5 }) },
    { id: id.screw, type: "part", title: "Screw", link: expect.objectContaining({ quantity: null }) },
  ]);
  const asked = (await read(boss, "stock", "store", "parts(cost,link(quantity))")).parts;
  expect(asked).toMatchObject([{ cost: 2, title: "Nut", link: { quantity: 5 } }, { cost: 1 }]);
  expect(asked[0].link).not.toHaveProperty("rank");
});

test("writing the list makes, changes and trashes links, and keeps those of records that stay", async () => {
  const before = (await read(boss, "stock", "store", "parts")).parts;
  await change("stock", "store", {
    parts: [
      { id: id.belt, link: { quantity: 1 } },
      { ...before[0], link: { ...before[0].link, quantity: 7 } },
    ],
  });
  const after = (await read(boss, "stock", "store", "parts")).parts;
  expect(after).toMatchObject([
    { id: id.belt, link: { quantity: 1 } },
    { id: id.nut, link: { id: before[0].link.id, quantity: 7 } },
  ]);
  expect(await names(boss, "place", "part.name == 'Screw'")).toEqual([]);
  await change("stock", "store", { parts: [id.nut, id.belt] });
  expect((await read(boss, "stock", "store", "parts")).parts).toMatchObject([
    { id: id.nut, link: { quantity: 7 } },
    { id: id.belt, link: { quantity: 1 } },
  ]);
});

test("what is wrong in a link is told at its place, and the same record twice is refused", async () => {
  await expect(
    change("stock", "store", { parts: [id.nut, { id: id.belt, link: { quantity: 0 } }] }),
  ).rejects.toMatchObject({ faults: [{ path: "parts[1].link.quantity", code: "record.too-small" }] });
  await expect(change("stock", "store", { parts: [id.nut, { id: id.nut, link: {} }] })).rejects.toMatchObject(
    {
      faults: [{ path: "parts[1]", code: "record.repeated" }],
    },
  );
  await expect(change("stock", "store", { parts: [id.boiler] })).rejects.toMatchObject({
    faults: [{ path: "parts[0].link.part", code: "record.reference-missing" }],
  });
  expect((await read(boss, "stock", "store", "parts")).parts).toHaveLength(2);
});

test("expressions stand at the record behind the link, from both ends", async () => {
  expect(await names(boss, "stock", "parts.sum(p, p.cost) == 32")).toEqual(["Store"]);
  expect(await names(boss, "stock", 'parts.exists(p, p.name == "Screw")')).toEqual([]);
  expect(await names(boss, "stock", `"${id.belt}" in parts`)).toEqual(["Store"]);
  expect(await names(boss, "part", 'stocks.exists(s, s.name == "Store")')).toEqual(["Belt", "Nut"]);
  expect(await names(boss, "part", "stocks == null")).toEqual(["Screw"]);
  expect((await read(boss, "part", "nut", "stocks")).stocks).toMatchObject([
    { id: id.store, title: "Store" },
  ]);
  const record = await read(boss, "stock", "store", "parts(cost)");
  const model = boss.model;
  expect(evaluate(parseExpression("parts.sum(p, p.cost)"), { model, type: "stock", record })).toBe(32);
});

test("links go to the trash with their record and come back with it", async () => {
  await make("other", "stock", { name: "Other", parts: [id.screw] });
  await deleteRecord(boss, { type: "stock", id: id.other ?? "" });
  expect((await read(boss, "part", "screw", "stocks")).stocks).toEqual([]);
  await restoreRecord(boss, { type: "stock", id: id.other ?? "" });
  expect((await read(boss, "part", "screw", "stocks")).stocks).toMatchObject([{ title: "Other" }]);
});

test("the order of a list of records is the order sent, where a field keeps it", async () => {
  await make("list", "stock", { name: "List", notes: [{ name: "a" }, { name: "b" }, { name: "c" }] });
  const notes = (await read(boss, "stock", "list", "notes(name)")).notes;
  await change("stock", "list", {
    notes: [notes[2], { name: "new" }, notes[0]].map(({ id: key, name }) => ({
      ...(key && { id: key }),
      name,
    })),
  });
  expect(
    (await read(boss, "stock", "list", "notes(name)")).notes.map((n: { name: string }) => n.name),
  ).toEqual(["c", "new", "a"]);
});

test("a link to one of several types takes and tells its type, and is found by type and key", async () => {
  await make("about", "note", { name: "about", about: { id: id.pump, type: "equipment", title: "Pump" } });
  await make("told", "note", { name: "told", about: `part/${id.nut}` });
  await make("empty", "note", { name: "empty" });
  expect((await read(boss, "note", "about")).about).toEqual({
    id: id.pump,
    type: "equipment",
    title: "Pump",
  });
  expect((await read(boss, "note", "told", "about(cost,kind)")).about).toMatchObject({
    cost: 2,
    title: "Nut",
  });
  expect((await read(boss, "note", "empty")).about).toBeNull();
  expect(await names(boss, "note", `about.id == "${id.pump}"`)).toEqual(["about"]);
  expect(await names(boss, "note", 'about.type == "part"')).toEqual(["told"]);
  expect(await names(boss, "note", 'about == null && name == "empty"')).toEqual(["empty"]);
  const model = boss.model;
  const record = await read(boss, "note", "about");
  expect(evaluate(parseExpression('about.type == "equipment"'), { model, type: "note", record })).toBe(true);
});

test("a link that was emptied leads to its record again when that comes back, unless it was changed since", async () => {
  await make("passing", "visit", { name: "Passing" });
  for (const name of ["kept", "moved", "cleared"])
    await make(name, "note", { name, hint: `visit/${id.passing}` });
  await deleteRecord(boss, { type: "visit", id: id.passing ?? "" });
  for (const name of ["kept", "moved"]) expect((await read(boss, "note", name)).hint).toBeNull();
  await make("elsewhere", "visit", { name: "Elsewhere" });
  for (const name of ["moved", "cleared"]) await change("note", name, { hint: `visit/${id.elsewhere}` });
  await change("note", "cleared", { hint: null });
  await restoreRecord(boss, { type: "visit", id: id.passing ?? "" });
  expect((await read(boss, "note", "kept")).hint).toMatchObject({ title: "Passing" });
  expect((await read(boss, "note", "moved")).hint).toMatchObject({ title: "Elsewhere" });
  expect((await read(boss, "note", "cleared")).hint).toBeNull();
});

test("a link to a type that is not offered, to nothing and to a hidden record is refused", async () => {
  const refused = { faults: [{ path: "about", code: "record.reference-missing" }] };
  for (const about of [`visit/${id.pump}`, `part/${id.pump}`, `user/${id.pump}`])
    await expect(change("note", "about", { about })).rejects.toMatchObject(refused);
  await expect(change("note", "about", { about: "equipment/1" })).rejects.toMatchObject({
    faults: [{ path: "about" }],
  });
  await expect(read(boss, "note", "about", "about(nothing)")).rejects.toMatchObject({
    code: "query.unknown-path",
  });
});

test("a record that a link to several types names is held, let go or followed", async () => {
  await expect(deleteRecord(boss, { type: "equipment", id: id.pump ?? "" })).rejects.toMatchObject({
    code: "record.in-use",
    values: { users: { en: "1 note (About)" } },
  });
  await make("visit", "visit", { name: "visit" });
  await make("goes", "note", { name: "goes", of: `visit/${id.visit}` });
  await make("stays", "note", { name: "stays", hint: `visit/${id.visit}` });
  await deleteRecord(boss, { type: "visit", id: id.visit ?? "" });
  expect(await read(boss, "note", "goes")).toBeNull();
  expect((await read(boss, "note", "stays")).hint).toBeNull();
  await restoreRecord(boss, { type: "visit", id: id.visit ?? "" });
  expect((await read(boss, "note", "goes")).of).toMatchObject({ title: "visit" });
});

test("of a record that the reader may not see, a link to several types tells type and key", async () => {
  const pump = await read(helper, "note", "about");
  expect(pump.about).toEqual({ id: id.pump, type: "equipment", title: null });
  expect((await read(helper, "note", "told")).about).toEqual({ id: id.nut, type: "part", title: null });
});
