import { afterAll, beforeAll, expect, test } from "vitest";
import { type MetadataDocument, typeDocument } from "../../metamodel/index.ts";
import { type TestCrm, testCrm } from "../../test/support/crm.ts";

/** Formulas, rollups and lookups through the API: read, filtered, sorted, grouped, and only as far as the reader sees. */

let crm: TestCrm;
const en = (text: string) => ({ en: text });

const documents: MetadataDocument[] = [
  typeDocument.parse({
    kind: "type",
    name: "customer",
    label: en("Customer"),
    title: "name",
    fields: [
      { name: "name", type: "text", label: en("Name") },
      { name: "city", type: "text", label: en("City") },
      { name: "secret", type: "money", label: en("Margin") },
    ],
  }),
  typeDocument.parse({
    kind: "type",
    name: "contract",
    label: en("Contract"),
    title: "name",
    fields: [
      { name: "name", type: "text", label: en("Name") },
      { name: "customer", type: "reference", to: "customer", label: en("Customer") },
      { name: "fee", type: "money", currency: "CHF", label: en("Fee") },
      { name: "cost", type: "money", currency: "CHF", label: en("Cost") },
      { name: "entries", type: "children", of: "entry", by: "contract", label: en("Entries") },
      {
        name: "margin",
        type: "formula",
        expression: "fee - cost",
        as: "money",
        currency: "CHF",
        label: en("Margin"),
      },
      {
        name: "hours",
        type: "rollup",
        of: "entries.duration",
        function: "sum",
        where: "billable",
        label: en("Hours"),
      },
      { name: "entry_count", type: "rollup", of: "entries", function: "count", label: en("Entries") },
      { name: "mean", type: "rollup", of: "entries.points", function: "avg", label: en("Mean") },
      { name: "last", type: "rollup", of: "entries.day", function: "max", label: en("Last") },
      { name: "half", type: "formula", expression: "hours / 2", label: en("Half") },
      { name: "city", type: "lookup", path: "customer.city", label: en("City") },
      { name: "buyer", type: "lookup", path: "customer", label: en("Buyer") },
      { name: "peek", type: "formula", expression: "customer.secret > 10", label: en("Peek") },
    ],
  }),
  typeDocument.parse({
    kind: "type",
    name: "entry",
    label: en("Entry"),
    title: "string(points)",
    fields: [
      { name: "contract", type: "reference", to: "contract", label: en("Contract") },
      { name: "duration", type: "duration", label: en("Duration") },
      { name: "points", type: "integer", label: en("Points") },
      { name: "day", type: "date", label: en("Day") },
      { name: "billable", type: "boolean", label: en("Billable") },
      { name: "private", type: "boolean", default: false, label: en("Private") },
    ],
  }),
  {
    kind: "role",
    name: "clerk",
    label: en("Clerk"),
    types: {
      customer: { see: true, fields: { secret: "hidden" } },
      contract: { see: true },
      entry: { see: "!private" },
    },
  },
];

const admin = "administrator@test.example";

beforeAll(async () => {
  crm = await testCrm({ documents });
  const customer = await made("customer", { name: "Régie", city: "Vevey", secret: "12.00" });
  await made("contract", {
    name: "A",
    customer,
    fee: "100.00",
    cost: "60.50",
    entries: [
      { duration: 3_600, points: 1, day: "2026-03-01", billable: true },
      { duration: 1_800, points: 2, day: "2026-03-05", billable: true, private: true },
      { duration: 600, points: 4, day: "2026-02-01", billable: false },
    ],
  });
  await made("contract", { name: "B", fee: "10.00", cost: "20.00" });
  await made("contract", { name: "C", fee: "10.00" });
}, 60_000);

afterAll(async () => {
  await crm?.[Symbol.asyncDispose]();
});

test("a record is read with everything that is worked out from it", async () => {
  const [a, b, c] = await list("sort=name");
  expect(a).toMatchObject({ margin: "39.50", hours: 5_400, entry_count: 3, last: "2026-03-05", half: 2_700 });
  expect(Number(a?.mean)).toBeCloseTo(7 / 3, 9);
  expect(a).toMatchObject({ city: "Vevey", buyer: { title: "Régie", type: "customer" }, peek: true });
  expect(b).toMatchObject({ margin: "-10.00", hours: 0, entry_count: 0, last: null, mean: null, city: null });
  expect(c).toMatchObject({ margin: null, half: 0, buyer: null, peek: null });
});

test("lists are filtered by computed values", async () => {
  expect(await names(filter('margin > 0 && city == "Vevey"'))).toEqual(["A"]);
  expect(await names(filter('hours == duration("0s")'))).toEqual(["B", "C"]);
  expect(await names(filter("!has(margin)"))).toEqual(["C"]);
});

test.each(["margin", "hours", "city", "last", "mean", "entry_count"])(
  "lists are sorted and paged by %s, nulls included",
  async (field) => {
    const whole = await names(`sort=${field},name`);
    expect(whole.toSorted()).toEqual(["A", "B", "C"]);
    const pages: string[] = [];
    for (let after = ""; ; ) {
      const page = await read(`/api/records/contract?limit=1&sort=${field},name${after}`);
      pages.push(...page.items.map(({ name }: { name: string }) => name));
      if (page.next === null) break;
      after = `&after=${encodeURIComponent(page.next)}`;
    }
    expect(pages).toEqual(whole);
  },
);

test("figures are summed over computed values, and grouped by them", async () => {
  const { groups } = await read("/api/aggregate/contract?group=city&measures=sum:margin,count,max:hours");
  expect(groups.map(({ values }: { values: unknown[] }) => values)).toContainEqual(["39.50", 1, 5_400]);
});

test("a reader counts only what he may see, and learns nothing from what is hidden", async () => {
  const [a] = await list("sort=name", "clerk@test.example");
  expect(a).toMatchObject({ hours: 3_600, entry_count: 2, last: "2026-03-01" });
  expect(a).not.toHaveProperty("peek");
  const asked = await crm.request("/api/records/contract?filter=peek", {}, "clerk@test.example");
  expect(asked.status).toBe(400);
});

test("nobody writes a computed value", async () => {
  const answer = await crm.request("/api/records/contract", { json: { name: "D", margin: "1.00" } }, admin);
  expect(answer.status).toBe(422);
  expect(await answer.json()).toMatchObject({ errors: [{ path: "margin", code: "record.read-only" }] });
});

async function list(query: string, who = admin): Promise<Record<string, unknown>[]> {
  return (await read(`/api/records/contract?${query}`, who)).items;
}

function filter(text: string): string {
  return `filter=${encodeURIComponent(text)}`;
}

async function names(query: string): Promise<string[]> {
  return (await list(query.includes("sort=") ? query : `${query}&sort=name`)).map(({ name }) => String(name));
}

// biome-ignore lint/suspicious/noExplicitAny: what the server answers is looked at by the tests.
async function read(path: string, who = admin): Promise<any> {
  const answer = await crm.request(path, {}, who);
  expect(answer.status).toBe(200);
  return answer.json();
}

async function made(type: string, values: object): Promise<string> {
  const answer = await crm.request(`/api/records/${type}`, { json: values }, admin);
  const { id, ...rest } = z(await answer.json());
  expect(id, JSON.stringify(rest)).toBeTypeOf("string");
  return id;
}

function z(value: unknown): { id: string } {
  return Object(value);
}
