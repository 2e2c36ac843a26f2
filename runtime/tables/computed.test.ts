import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type MetadataDocument, typeDocument } from "../../metamodel/index.ts";
import { type TestCrm, testCrm } from "../../test/support/crm.ts";
import { applyChanges, planChanges } from "../metadata/index.ts";
import { fillStored, isUnfinished, mendStored } from "./index.ts";

/** Stored formulas, rollups and lookups: columns that triggers keep right, whoever writes what at once. */

const en = (text: string) => ({ en: text });
const admin = "administrator@test.example";

const customer = typeDocument.parse({
  kind: "type",
  name: "customer",
  label: en("Customer"),
  fields: [
    { name: "name", type: "text", label: en("Name") },
    { name: "city", type: "text", label: en("City") },
    { name: "contracts", type: "children", of: "contract", by: "customer", label: en("Contracts") },
    {
      name: "total",
      type: "rollup",
      of: "contracts.double",
      function: "sum",
      stored: true,
      label: en("Total"),
    },
  ],
});

function contract(more: readonly object[] = []): MetadataDocument {
  return typeDocument.parse({
    kind: "type",
    name: "contract",
    label: en("Contract"),
    fields: [
      { name: "name", type: "text", label: en("Name") },
      { name: "customer", type: "reference", to: "customer", label: en("Customer") },
      { name: "fee", type: "money", currency: "CHF", label: en("Fee") },
      { name: "entries", type: "children", of: "entry", by: "contract", label: en("Entries") },
      {
        name: "points",
        type: "rollup",
        of: "entries.points",
        function: "sum",
        where: "billable",
        stored: true,
        indexed: true,
        label: en("Points"),
      },
      {
        name: "entry_count",
        type: "rollup",
        of: "entries",
        function: "count",
        stored: true,
        label: en("Entries"),
      },
      { name: "double", type: "formula", expression: "points * 2", stored: true, label: en("Double") },
      { name: "city", type: "lookup", path: "customer.city", stored: true, label: en("City") },
      { name: "note", type: "formula", expression: "'$$ \\'' + name", stored: true, label: en("Note") },
      {
        name: "huge",
        type: "formula",
        expression: "fee * 100000000000000",
        as: "money",
        stored: true,
        label: en("Huge"),
      },
      ...more,
    ],
  });
}

const entry = typeDocument.parse({
  kind: "type",
  name: "entry",
  label: en("Entry"),
  title: "string(points)",
  fields: [
    { name: "contract", type: "reference", to: "contract", label: en("Contract") },
    { name: "points", type: "integer", label: en("Points") },
    { name: "billable", type: "boolean", default: true, label: en("Billable") },
  ],
});

describe("a stored value is right after", () => {
  let crm: TestCrm;
  let ids: { buyer: string; a: string; b: string; entries: string[] };

  beforeAll(async () => {
    crm = await testCrm({ documents: [customer, contract(), entry] });
    const buyer = await made(crm, "customer", { name: "Régie", city: "Vevey" });
    const a = await made(crm, "contract", {
      name: "A",
      customer: buyer,
      fee: "1.00",
      entries: [{ points: 1 }, { points: 2 }],
    });
    const b = await made(crm, "contract", { name: "B", customer: buyer });
    const [row] = await read(
      crm,
      "/api/records/contract?filter=name%20%3D%3D%20%22A%22&select=entries(points)",
    );
    ids = { buyer, a, b, entries: row.entries.map(({ id }: { id: string }) => id) };
  }, 60_000);
  afterAll(() => crm?.[Symbol.asyncDispose]());

  const values = async () => {
    const rows = await crm.database.sql.unsafe(
      `select name, points::int, entry_count::int as n, double::int, city, note, huge from record_contract order by name`,
    );
    const [total] = await crm.database.sql.unsafe(
      `select total::int from record_customer where name = 'Régie'`,
    );
    return { rows, total: total?.total };
  };

  test("a record is made with its children", async () => {
    const { rows, total } = await values();
    expect(rows[0]).toEqual({
      name: "A",
      points: 3,
      n: 2,
      double: 6,
      city: "Vevey",
      note: "$$ 'A",
      huge: "100000000000000.00",
    });
    expect(rows[1]).toMatchObject({ name: "B", points: 0, n: 0, double: 0, city: "Vevey", huge: null });
    expect(total).toBe(6);
  });

  test("a child is changed, moved, put into the trash and brought back; the record keeps its version", async () => {
    const [first = "", second = ""] = ids.entries;
    await patch(crm, `entry/${first}`, { points: 10 });
    expect(await values()).toMatchObject({ rows: [{ points: 12, double: 24 }, {}], total: 24 });
    await patch(crm, `entry/${second}`, { contract: ids.b });
    expect(await values()).toMatchObject({
      rows: [
        { points: 10, n: 1 },
        { points: 2, n: 1 },
      ],
      total: 24,
    });
    await patch(crm, `entry/${first}`, { billable: false });
    expect(await values()).toMatchObject({ rows: [{ points: 0, n: 1 }, { points: 2 }], total: 4 });
    await crm.request(`/api/records/entry/${second}`, { method: "DELETE" }, admin);
    expect(await values()).toMatchObject({ rows: [{}, { points: 0, n: 0 }], total: 0 });
    await crm.request(`/api/records/entry/${second}/restore`, { method: "POST" }, admin);
    expect(await values()).toMatchObject({ rows: [{}, { points: 2, n: 1 }], total: 4 });
    const [{ version }] = await read(crm, "/api/records/contract?filter=name%20%3D%3D%20%22A%22");
    expect(version).toBe(1);
    const history = await (await crm.request(`/api/history/contract/${ids.a}`, {}, admin)).json();
    expect(JSON.stringify(history)).not.toContain("double");
  });

  test("a record it leads to is changed, and another chosen", async () => {
    await patch(crm, `customer/${ids.buyer}`, { city: "Montreux" });
    expect(await values()).toMatchObject({ rows: [{ city: "Montreux" }, { city: "Montreux" }] });
    const other = await made(crm, "customer", { name: "Autre", city: "Aigle" });
    await patch(crm, `contract/${ids.b}`, { customer: other });
    expect(await values()).toMatchObject({ rows: [{ city: "Montreux" }, { city: "Aigle" }] });
    await patch(crm, `contract/${ids.b}`, { customer: ids.buyer });
  });

  test("an input whose result is too large for its column: it is kept as nothing, and the input is taken", async () => {
    await patch(crm, `contract/${ids.b}`, { fee: "999999999.00" });
    expect(await values()).toMatchObject({ rows: [{}, { huge: null }] });
  });

  test("many write at once: no insert loses another", async () => {
    await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        made(crm, "entry", { contract: index % 2 ? ids.a : ids.b, points: 1 }),
      ),
    );
    const { rows, total } = await values();
    expect(rows).toMatchObject([
      { points: 20, n: 21 },
      { points: 22, n: 21 },
    ]);
    expect(total).toBe(84);
    expect(await mendStored(crm.database, { model: crm.runtime.model() })).toEqual([]);
  });

  test("two transactions insert before either commits", async () => {
    const insert =
      "insert into record_entry (id, type, contract, points, billable) values (gen_random_uuid(), 'entry', $1, 5, true)";
    const before = (await values()).rows[0]?.points;
    let second: Promise<unknown> = Promise.resolve();
    await crm.database.transaction(async (tx) => {
      await tx.unsafe(insert, [ids.a]);
      second = crm.database.transaction((other) => other.unsafe(insert, [ids.a]));
      await new Promise((resolve) => setTimeout(resolve, 100));
    });
    await second;
    expect((await values()).rows[0]?.points).toBe(before + 10);
  });

  test("a contract moves while an entry of it changes: no total is left behind", async () => {
    const other = await made(crm, "customer", { name: "Troisième" });
    const [first = ""] = ids.entries;
    let second: Promise<unknown> = Promise.resolve();
    await crm.database.transaction(async (tx) => {
      await tx.unsafe("update record_contract set customer = $1 where id = $2", [other, ids.a]);
      second = crm.database.transaction((inner) =>
        inner.unsafe("update record_entry set points = 1000, billable = true where id = $1", [first]),
      );
      await new Promise((resolve) => setTimeout(resolve, 100));
    });
    await second;
    expect(await mendStored(crm.database, { model: crm.runtime.model() })).toEqual([]);
  });

  test("somebody wrote past the house: the nightly look finds and mends it", async () => {
    await crm.database.sql.unsafe("update record_contract set points = 7 where name = 'A'");
    expect(await mendStored(crm.database, { model: crm.runtime.model() })).toEqual([
      { type: "contract", field: "points", records: 1 },
    ]);
  });

  test("readers find, sort and change nothing by it", async () => {
    const sorted = await read(crm, "/api/records/contract?sort=-points&select=name");
    expect(sorted.map(({ name }: { name: string }) => name)).toEqual(["A", "B"]);
    const answer = await crm.request(
      `/api/records/contract/${ids.a}`,
      { json: { points: 3 }, method: "PATCH" },
      admin,
    );
    expect(answer.status).toBe(422);
  });
});

describe("a field that becomes stored", () => {
  test("is worked out as it is read until its values are there, then read from its column; undo and changes follow", async () => {
    await using crm = await testCrm({ documents: [customer, contract(), entry], jobs: false });
    const system = crm.as(admin);
    const a = await made(crm, "contract", { name: "A", fee: "10.00", entries: [{ points: 4 }] });
    const field = (expression: string) => ({
      name: "extra",
      type: "formula",
      expression,
      stored: true,
      indexed: true,
      label: en("Extra"),
    });

    const plan = await planChanges(system, { documents: [contract([field("fee * 2")])] });
    expect(plan.steps).toMatchObject([{ rows: 1, undoable: true }]);
    expect(plan.steps[0]?.lock?.en).toContain("triggers on “Contract”: writing there waits");
    expect(plan.steps[0]?.lock?.fr).toContain("déclencheurs sur « Contract »");
    const across = await planChanges(system, { documents: [contract([field("entries.sum(e, e.points)")])] });
    expect(across.faults).toEqual([]);
    expect(across.steps[0]?.lock?.en).toMatch(/triggers on “(Contract”, “Entry|Entry”, “Contract)”/);
    expect(across.milliseconds).toBeGreaterThan(plan.milliseconds);
    await applyChanges(system, { documents: [contract([field("fee * 2")])] });
    expect(columnOf(crm, "extra")).toBeNull();
    expect(await extraOf(crm, a)).toBe("20");
    await made(crm, "contract", { name: "B", fee: "1.00" });

    expect(await isUnfinished(crm.database, { model: crm.runtime.model() })).toBe(true);
    await fillStored(crm.database, { model: crm.runtime.model() });
    await crm.runtime.models.reload();
    expect(columnOf(crm, "extra")).toBe("extra");
    expect(await crm.database.sql`select name, extra::float from record_contract order by name`).toEqual([
      { name: "A", extra: 20 },
      { name: "B", extra: 2 },
    ]);

    const anew = await planChanges(system, { documents: [contract([field("fee * 3")])] });
    expect(anew.steps).toMatchObject([
      { words: { fr: "Champ « Extra » de « Contract » : formule" }, warnings: [] },
    ]);
    await applyChanges(system, { documents: [contract([field("fee * 3")])] });
    expect(await extraOf(crm, a)).toBe("30");
    await fillStored(crm.database, { model: crm.runtime.model() });
    await crm.runtime.models.reload();
    expect(columnOf(crm, "extra")).toBe("contract_extra");
    await patch(crm, `contract/${a}`, { fee: "5.00" });
    expect(await extraOf(crm, a)).toBe("15");

    await applyChanges(system, { documents: [contract([field("fee * 2")])] });
    await fillStored(crm.database, { model: crm.runtime.model() });
    await crm.runtime.models.reload();
    expect(columnOf(crm, "extra")).toBe("extra");
    expect(await extraOf(crm, a)).toBe("10");

    await applyChanges(system, { documents: [contract()] });
    const left = await crm.database.sql<{ name: string }[]>`
      select tgname::text as name from pg_trigger where tgname like 'stored\\_%' and tgrelid = 'record_contract'::regclass`;
    expect(new Set(left.map(({ name }) => name)).size).toBe(left.length);
    expect(await mendStored(crm.database, { model: crm.runtime.model() })).toEqual([]);
  });

  test.each([
    ["formula", { expression: "fee > 10 && today() > date('2026-01-01')" }, "metadata.computed-passing"],
    ["formula", { expression: "name == user.name" }, "metadata.computed-passing"],
    ["lookup", { path: "customer" }, "metadata.computed-record"],
  ])("is refused where nobody could keep it right: %s %j", async (type, more, code) => {
    await using crm = await testCrm({
      documents: [customer, contract(), entry],
      jobs: false,
      accounts: false,
    });
    const { systemCrm } = await import("../command/load-app.ts");
    const wrong = contract([{ name: "extra", type, ...more, stored: true, label: en("Extra") }]);
    const { faults } = await planChanges(systemCrm(crm.runtime), { documents: [wrong] });
    expect(faults).toMatchObject([{ code }]);
  });
});

function columnOf(crm: TestCrm, field: string): string | null | undefined {
  return crm.runtime.model().types.get("contract")?.fields.get(field)?.column;
}

async function extraOf(crm: TestCrm, id: string): Promise<unknown> {
  const answer = await crm.request(`/api/records/contract/${id}?select=extra`, {}, admin);
  return (await answer.json()).extra;
}

// biome-ignore lint/suspicious/noExplicitAny: what the server answers is looked at by the tests.
async function read(crm: TestCrm, path: string): Promise<any> {
  const answer = await crm.request(path, {}, admin);
  expect(answer.status).toBe(200);
  return (await answer.json()).items;
}

async function made(crm: TestCrm, type: string, values: object): Promise<string> {
  const answer = await crm.request(`/api/records/${type}`, { json: values }, admin);
  const { id, ...rest } = Object(await answer.json());
  expect(id, JSON.stringify(rest)).toBeTypeOf("string");
  return id;
}

async function patch(crm: TestCrm, path: string, values: object): Promise<void> {
  const answer = await crm.request(`/api/records/${path}`, { json: values, method: "PATCH" }, admin);
  expect(answer.status, await answer.text()).toBe(200);
}
