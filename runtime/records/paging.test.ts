import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestCrm, testCrm } from "../../test/support/crm.ts";
import type { Crm } from "../crm.ts";
import { batchRecords, listPage } from "./index.ts";
import { sample } from "./records-sample.ts";

let house: TestCrm;
let crm: Crm;
const amount = 120;

beforeAll(async () => {
  house = await testCrm({ documents: sample });
  crm = house.as("administrator", "import");
  const people = ["Zürcher", "Ébène", "eau", "Zola"].map((last_name) => ({ last_name, city: "Vevey" }));
  const { created } = await batchRecords(crm, { type: "person", create: people });
  const customers = [null, ...created.map((one) => one?.id ?? null)];
  const pick = <T>(values: readonly T[], index: number) => values[index % values.length] ?? null;
  const create = Array.from({ length: amount }, (_, index) => ({
    subject: pick(["a", "é", "E", "z", "Z z"], index * 7),
    customer: pick(customers, index * 3),
    fee: pick([null, "1.00", "2.50", "10.00", "100.00"], index * 11),
    hours: pick([null, 1, 2, -5], index),
    urgent: pick([null, true, false], index * 5),
    starts_on: pick([null, "2026-01-01", "2026-03-29", "1999-12-31"], index * 13),
    signed_at: pick([null, "2026-03-29T01:30:00.123Z", "2026-03-29T01:30:00.124Z"], index * 17),
    code: index % 4 === 0 ? null : `code ${index}`,
  }));
  await batchRecords(crm, { type: "contract", create });
});
afterAll(() => house?.[Symbol.asyncDispose]());

const paths = [
  "subject",
  "fee",
  "hours",
  "urgent",
  "starts_on",
  "signed_at",
  "code",
  "customer",
  "customer.city",
  "title",
  "state",
  "created_at",
  "version",
  "id",
  "archived_at",
  "updated_by",
];

const sorts = fc
  .uniqueArray(fc.constantFrom(...paths), { minLength: 1, maxLength: 3 })
  .chain((names) => fc.tuple(...names.map((name) => fc.constantFrom(name, `-${name}`))))
  .map((words) => words.join(","));

test("whatever the sort, the pages together are the whole list, each record once and in its order", async () => {
  await fc.assert(
    fc.asyncProperty(sorts, fc.integer({ min: 1, max: 60 }), async (sort, limit) => {
      const whole = ids((await listPage(crm, { type: "contract", sort, limit: 1_000 })).items);
      expect(whole.length).toBe(amount);
      const paged: unknown[] = [];
      let after: string | undefined;
      do {
        const page = await listPage(crm, { type: "contract", sort, limit, after });
        paged.push(...ids(page.items));
        after = page.next ?? undefined;
      } while (after !== undefined && paged.length <= amount);
      expect(paged).toEqual(whole);
    }),
    { numRuns: 60 },
  );
});

test("a short list that is asked for again is found another way, and has the same records, pages and count", async () => {
  await fc.assert(
    fc.asyncProperty(sorts, fc.integer({ min: 1, max: 130 }), async (sort, limit) => {
      const query = { type: "contract", sort, limit, filter: "version >= 1" };
      const whole = ids((await listPage(crm, { type: "contract", sort, limit: 1_000 })).items);
      const first = await listPage(crm, query);
      const again = await listPage(crm, query);
      expect(again).toEqual(first);
      expect(again.count).toEqual({ value: amount, exact: true });
      const { next } = again;
      const rest = next === null ? "" : (await listPage(crm, { ...query, limit: 1_000, after: next })).items;
      expect([...ids(again.items), ...ids(rest)]).toEqual(whole);
    }),
    { numRuns: 30 },
  );
});

test("a list that was short is whole and counted when it has become long, and when it is short again", async () => {
  const query = { type: "person", filter: "last_name == 'Many'", limit: 5, sort: "-first_name" } as const;
  const count = async () => (await listPage(crm, query)).count?.value;
  const many = (amount: number) =>
    Array.from({ length: amount }, (_, index) => ({ last_name: "Many", first_name: `n${index}` }));
  await batchRecords(crm, { type: "person", create: many(3) });
  expect([await count(), await count()]).toEqual([3, 3]);
  const { created } = await batchRecords(crm, { type: "person", create: many(1_100) });
  expect([await count(), await count()]).toEqual([1_103, 1_103]);
  await batchRecords(crm, { type: "person", delete: created.map((one) => ({ id: one?.id ?? "" })) });
  expect([await count(), await count(), await count()]).toEqual([3, 3, 3]);
});

test.each([
  ["hours", [-5, 1, 2, null]],
  ["-hours", [2, 1, -5, null]],
  ["fee", ["1.00", "2.50", "10.00", "100.00", null]],
  ["-starts_on", ["2026-03-29", "2026-01-01", "1999-12-31", null]],
  ["subject", ["a", "E", "é", "z", "Z z"]],
  ["-urgent", [true, false, null]],
])("sorted by %s the values come as people expect, empty ones last", async (sort, expected) => {
  const { items } = await listPage(crm, { type: "contract", sort, limit: 1_000 });
  const name = sort.replace("-", "");
  const values = parse(items).map((item) => item[name]);
  expect(values.filter((value, index) => index === 0 || value !== values[index - 1])).toEqual(expected);
});

test("a reference sorts by the title of what it points to", async () => {
  const { items } = await listPage(crm, {
    type: "contract",
    sort: "customer",
    select: "customer",
    limit: 1_000,
  });
  const titles = parse(items).map(({ customer }) => Object(customer).title);
  expect(titles.filter((title, index) => title !== titles[index - 1])).toEqual([
    "eau",
    "Ébène",
    "Zola",
    "Zürcher",
    undefined,
  ]);
});

test("a record that is added or removed between two pages neither hides nor repeats another", async () => {
  const query = { type: "contract", sort: "-fee,subject", limit: 10 };
  const first = await listPage(crm, query);
  const seen = ids(first.items);
  const rest = ids((await listPage(crm, { ...query, limit: 1_000, after: first.next ?? "" })).items);
  await batchRecords(crm, { type: "contract", create: [{ subject: "new", fee: "99999.00" }] });
  const { items } = await listPage(crm, { ...query, limit: 1_000, after: first.next ?? "" });
  expect(ids(items)).toEqual(rest);
  expect(seen.length + rest.length).toBe(amount);
});

test("the count is exact below the cap, and absent where nobody asked", async () => {
  const page = await listPage(crm, { type: "contract", filter: 'fee == decimal("2.50")', limit: 1 });
  expect(page.count).toEqual({ value: 24, exact: true });
  expect((await listPage(crm, { type: "contract", count: "none" })).count).toBeNull();
  const guess = await listPage(crm, { type: "contract", count: "estimate" });
  expect(guess.count).toMatchObject({ exact: false });
});

test.each(["x", "", "AAAA", "0".repeat(9_000), Buffer.from("\0").toString("base64url")])(
  "the cursor %j is refused",
  async (after) => {
    await expect(listPage(crm, { type: "contract", sort: "fee", after })).rejects.toMatchObject({
      code: "query.cursor",
    });
  },
);

test("a cursor of another sort, or one with values that do not fit, is refused", async () => {
  const { next } = await listPage(crm, { type: "contract", sort: "fee", limit: 1 });
  await expect(listPage(crm, { type: "contract", sort: "-fee", after: next ?? "" })).rejects.toMatchObject({
    code: "query.cursor",
  });
  const mark = Buffer.from(next ?? "", "base64url")
    .toString()
    .slice(0, 8);
  for (const values of [["abc", "x"], ["1", "no key"], ["1"], [1, 2], ["\0", "x"], {}]) {
    const after = Buffer.from(mark + JSON.stringify(values)).toString("base64url");
    await expect(listPage(crm, { type: "contract", sort: "fee", after })).rejects.toMatchObject({
      code: "query.cursor",
    });
  }
});

test.each([0, -1, 1.5, 1_001, Number.NaN])("a limit of %d is refused", async (limit) => {
  await expect(listPage(crm, { type: "contract", limit })).rejects.toMatchObject({ code: "query.too-large" });
});

test.each([
  ["custommer", "query.unknown-path"],
  ["customer.name", "query.unknown-path"],
  ["lines", "query.not-sortable"],
  ["trades", "query.not-sortable"],
  ["subject.city", "query.unknown-path"],
  ['fee" desc; drop table record_contract; --', "query.unknown-path"],
  ["a,b,c,d,e", "query.too-large"],
])("sorting by %j is refused", async (sort, code) => {
  await expect(listPage(crm, { type: "contract", sort })).rejects.toMatchObject({ code });
});

function parse(items: string): Record<string, unknown>[] {
  return JSON.parse(`[${items}]`);
}

function ids(items: string): unknown[] {
  return parse(items).map(({ id }) => id);
}
