import { afterAll, beforeAll, expect, test } from "vitest";
import { compileToSql, evaluate, newSqlScope, parseExpression } from "../../metamodel/expression/index.ts";
import { type TestCrm, testCrm } from "../../test/support/crm.ts";
import type { Crm } from "../crm.ts";
import { batchRecords, changeRecord, createRecord, listPage, readRecord } from "./index.ts";
import { relationsSample } from "./relations-sample.ts";

/** Switzerland > West > Vaud > Vevey; Switzerland > East. A site and a machine in Vevey and in the East. */

let house: TestCrm;
let boss: Crm;
/** Sees what lies in the West. */
let chief: Crm;
const id: Record<string, string> = {};

beforeAll(async () => {
  house = await testCrm({ documents: relationsSample });
  boss = house.as("administrator");
  await make("top", "area", { name: "Switzerland" });
  await make("west", "area", { name: "West", above: id.top });
  await make("vaud", "area", { name: "Vaud", above: id.west });
  await make("vevey", "area", { name: "Vevey", above: id.vaud });
  await make("east", "area", { name: "East", above: id.top });
  await make("chief", "collaborator", { name: "Chief", area: id.west });
  await make("lake", "site", { name: "Lake", area: id.vevey });
  await make("hill", "site", { name: "Hill", area: id.east });
  await make("nowhere", "site", { name: "Nowhere" });
  await make("boiler", "equipment", { name: "Boiler", site: id.lake });
  await make("pump", "equipment", { name: "Pump", site: id.hill });
  await house.setAccount("chief", { collaborator: id.chief ?? null });
  chief = house.as("chief");
});
afterAll(() => house?.[Symbol.asyncDispose]());

async function make(name: string, type: string, values: object) {
  id[name] = (await createRecord(boss, { type, values })).id;
}

const put = (area: string, above: string | null) =>
  changeRecord(boss, { type: "area", id: id[area] ?? "", values: { above: above && id[above] } });

async function names(crm: Crm, type: string, filter = "true"): Promise<string[]> {
  const { items } = await listPage(crm, { type, filter, sort: "name" });
  return JSON.parse(`[${items}]`).map(({ name }: { name: string }) => name);
}

const circle = { code: "record.invalid", faults: [{ path: "above", code: "record.tree-circle" }] };

test("a record that would lie below itself is refused", async () => {
  await expect(put("west", "vevey")).rejects.toMatchObject(circle);
  await expect(put("west", "west")).rejects.toMatchObject(circle);
  const own = "019a8b6c-1f2e-7c3d-8a4b-000000000001";
  await expect(
    createRecord(boss, { type: "area", values: { id: own, name: "Own", above: own } }),
  ).rejects.toMatchObject(circle);
});

test("a batch that closes a circle is refused where it does, and the rest is written", async () => {
  const key = (n: number) => `019a8b6c-1f2e-7c3d-8a4b-00000000001${n}`;
  const ring = [
    { id: key(1), name: "Ring 1", above: key(2) },
    { id: key(2), name: "Ring 2", above: key(1) },
    { id: key(3), name: "Free" },
  ];
  await expect(batchRecords(boss, { type: "area", create: ring })).rejects.toMatchObject({
    code: "record.batch-refused",
  });
  const { created, faults } = await batchRecords(boss, { type: "area", create: ring, atomic: false });
  expect(created[2]).toMatchObject({ id: key(3) });
  expect(faults.map(({ code }) => code)).not.toEqual([]);
  expect(await names(boss, "area", 'name.startsWith("Ring")')).toEqual([]);
});

test("two records may change places in one call", async () => {
  await put("east", "vevey");
  await batchRecords(boss, {
    type: "area",
    update: [
      { id: id.east, above: id.vaud },
      { id: id.vevey, above: id.east },
    ],
  });
  expect(await names(boss, "area", `self.isUnder("${id.east}")`)).toEqual(["East", "Vevey"]);
  await put("vevey", "vaud");
  await put("east", "top");
});

test("two changes that close a circle only together are not both let through", async () => {
  for (let round = 0; round < 5; round++) {
    await put("vaud", "top");
    await put("east", "top");
    const results = await Promise.allSettled([put("vaud", "east"), put("east", "vaud")]);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  }
  await put("east", "top");
  await put("vaud", "west");
});

test("what lies below a record is found by a filter", async () => {
  expect(await names(boss, "site", `area.isUnder("${id.west}")`)).toEqual(["Lake"]);
  expect(await names(boss, "site", `area.isUnder("${id.top}")`)).toEqual(["Hill", "Lake"]);
  expect(await names(boss, "site", `area.isUnder("${id.vevey}")`)).toEqual(["Lake"]);
  expect(await names(boss, "site", `!area.isUnder("${id.west}")`)).toEqual(["Hill"]);
  expect(await names(boss, "equipment", `site.area.isUnder("${id.west}")`)).toEqual(["Boiler"]);
  expect(await names(boss, "area", "self.isUnder(above)")).toEqual(["East", "Vaud", "Vevey", "West"]);
  expect(await names(boss, "area", "above.isUnder(self)")).toEqual([]);
});

test("rights that ask for a part of a tree hold below it, also through references and denied", async () => {
  expect(await names(chief, "site")).toEqual(["Lake"]);
  expect(await names(chief, "equipment")).toEqual(["Boiler"]);
  await make("valve", "part", { name: "Valve", machine: id.boiler });
  await make("nut", "part", { name: "Nut", machine: id.pump });
  expect(await names(chief, "part")).toEqual(["Nut"]);
  expect(JSON.parse((await readRecord(chief, { type: "site", id: id.lake ?? "" }))?.json ?? "{}").name).toBe(
    "Lake",
  );
  expect(await readRecord(chief, { type: "site", id: id.hill ?? "" })).toBeNull();
});

test("JavaScript agrees as far as the record tells, and does not know beyond", () => {
  const ask = (record: object, other: string | undefined) =>
    evaluate(parseExpression(`area.isUnder("${other}")`), {
      model: boss.model,
      type: "site",
      record: { area: record },
    });
  expect(ask({ id: id.vevey }, id.vevey)).toBe(true);
  expect(ask({ id: id.vevey, above: { id: id.vaud } }, id.vaud)).toBe(true);
  expect(ask({ id: id.vevey, above: { id: id.vaud } }, id.west)).toBeNull();
  expect(ask({ id: id.top, above: null }, id.west)).toBe(false);
});

test("a record of a tree tells what it lies below, from the top", async () => {
  const found = await readRecord(boss, { type: "site", id: id.lake ?? "", select: "area(title,ancestors)" });
  expect(JSON.parse(found?.json ?? "{}").area).toMatchObject({
    title: "Vevey",
    ancestors: [{ title: "Switzerland" }, { title: "West" }, { id: id.vaud, type: "area", title: "Vaud" }],
  });
});

test("a type without a tree is told so, with the position", async () => {
  await expect(names(boss, "equipment", `site.isUnder("${id.lake}")`)).rejects.toMatchObject({
    faults: [{ code: "expression.no-tree", values: { position: 1 } }],
  });
});

test("an index on the reference serves what lies below", async () => {
  const { sql } = house.database;
  await sql`insert into record_site (id, type, name) select gen_random_uuid(), 'site', 'x' from generate_series(1, 20000)`;
  await sql`analyze record_site`;
  const scope = newSqlScope({ model: boss.model, type: "site", alias: "r", mode: "filter" });
  const condition = compileToSql(parseExpression(`area.isUnder("${id.west}")`), scope).sql;
  const moment = { now: new Date(), timeZone: "Europe/Zurich" };
  const plan = await sql.unsafe(
    `explain select r.id from record_site r where ${condition}`,
    scope.parameters.values({ user: null, moment }),
  );
  expect(JSON.stringify(plan)).toMatch(/Index (Only )?Scan (using|on) record_site_area/);
});
