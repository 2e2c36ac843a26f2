import { afterAll, beforeAll, expect, test } from "vitest";
import type { FieldDocument } from "../../metamodel/index.ts";
import { type TestCrm, testCrm } from "../../test/support/crm.ts";
import { systemCrm } from "../command/load-app.ts";
import type { Crm } from "../crm.ts";
import {
  aggregateRecords,
  batchRecords,
  createRecord,
  listPage,
  searchEverything,
  suggest,
} from "./index.ts";
import { sample } from "./records-sample.ts";

let house: TestCrm;
let crm: Crm;

beforeAll(async () => {
  house = await testCrm({ documents: sample });
  crm = house.as("administrator", "import");
  const zola = await createRecord(crm, {
    type: "person",
    values: { last_name: "Zola", city: "Bex", phone: "+41213124567" },
  });
  const abc = await createRecord(crm, {
    type: "organisation",
    values: { name: "Œuvre d’Été", city: "Vevey" },
  });
  const create = [
    {
      subject: "Chaudière à gaz",
      customer: zola.id,
      state: "active",
      fee: "0.10",
      starts_on: "2025-12-29",
      hours: 2,
    },
    {
      subject: "Pompe",
      customer: zola.id,
      state: "active",
      fee: "0.20",
      starts_on: "2026-01-04",
      signed_at: "2026-06-30T22:30:00Z",
    },
    {
      subject: "Pompe",
      customer: abc.id,
      state: "ended",
      fee: "99.70",
      starts_on: "2026-01-05",
      signed_at: "2026-06-30T21:30:00Z",
    },
    { subject: "Vanne", customer: null, state: "draft", starts_on: null, hours: 5 },
    { subject: "Archivée", state: "draft", fee: "1000.00", number: "C-1999-0042" },
  ];
  const { created } = await batchRecords(crm, { type: "contract", create });
  await crm.database.sql`update record_contract set archived_at = now() where id = ${created[4]?.id ?? ""}`;
});
afterAll(() => house?.[Symbol.asyncDispose]());

interface Figures {
  groups: { keys: { value: unknown; label: unknown }[]; values: unknown[] }[];
  total: unknown[];
}

async function figures(query: object): Promise<Figures> {
  return JSON.parse(await aggregateRecords(crm, { type: "contract", ...query }));
}

const rows = ({ groups }: Figures) =>
  groups.map(({ keys, values }) => [...keys.map(({ label }) => label), ...values]);

test("counts are numbers, money is summed exactly, shares lie between 0 and 1, and what is missing is null", async () => {
  const { groups, total } = await figures({
    measures:
      'count,sum:fee,avg:fee,min:starts_on,max:fee,share(state == "active"),count(fee > 1),sum:hours(state == "ended")',
  });
  expect(groups).toEqual([]);
  expect(total).toEqual([4, "100.00", "33.3333", "2025-12-29", "99.70", 0.5, 1, null]);
});

test("groups carry value and label, and the total is over everything", async () => {
  const found = await figures({ group: "state", measures: "count,sum:fee" });
  expect(rows(found)).toEqual([
    ["Brouillon", 1, null],
    ["Actif", 2, "0.30"],
    ["Terminé", 1, "99.70"],
  ]);
  expect(found.total).toEqual([4, "100.00"]);
});

test("types are labelled with what they are called, choices too", async () => {
  const { groups } = await figures({ group: "type" });
  expect(groups[0]?.keys).toEqual([{ value: "contract", label: "Contrat" }]);
  const [state] = (await figures({ group: "state" })).groups;
  expect(state?.keys).toEqual([{ value: "draft", label: "Brouillon" }]);
});

test("references are labelled with titles and ordered by them, without one last", async () => {
  const found = await figures({ group: "customer" });
  expect(rows(found)).toEqual([
    ["Œuvre d’Été", 1],
    ["Zola", 2],
    [null, 1],
  ]);
  expect(found.groups[0]?.keys[0]?.value).toMatch(/^[0-9a-f-]{36}$/);
});

test.each([
  ["starts_on:week", ["2026-W01", "2026-W02", null]],
  ["starts_on:month", ["2025-12", "2026-01", null]],
  ["starts_on:quarter", ["2025-Q4", "2026-Q1", null]],
  ["starts_on:year", ["2025", "2026", null]],
  ["starts_on:day", ["2025-12-29", "2026-01-04", "2026-01-05", null]],
  ["signed_at:month", ["2026-06", "2026-07", null]],
  ["signed_at:day", ["2026-06-30", "2026-07-01", null]],
  ["customer.city", ["Bex", "Vevey", null]],
])("grouped by %s: ISO weeks, and months as the house's time zone has them", async (group, expected) => {
  expect(rows(await figures({ group })).map(([label]) => label)).toEqual(expected);
});

test("two groupings, sorted by a measure, limited; the total does not care", async () => {
  const found = await figures({
    group: "state,starts_on:year",
    measures: "count,sum:fee",
    sort: "-sum:fee",
    limit: 2,
  });
  expect(rows(found)).toEqual([
    ["Terminé", "2026", 1, "99.70"],
    ["Actif", "2026", 1, "0.20"],
  ]);
  expect(found.total).toEqual([4, "100.00"]);
});

test("conditions, searches and the archive count as in lists", async () => {
  expect((await figures({ filter: "fee > 0.15" })).total).toEqual([2]);
  expect((await figures({ search: "pomp" })).total).toEqual([2]);
  expect((await figures({ archived: "with" })).total).toEqual([5]);
  expect((await figures({ archived: "only" })).total).toEqual([1]);
});

test.each<[object, string]>([
  [{ measures: "sum:subject" }, "query.not-a-measure"],
  [{ measures: "median:fee" }, "query.not-a-measure"],
  [{ measures: "share" }, "query.not-a-measure"],
  [{ measures: "sum" }, "query.not-a-measure"],
  [{ measures: "sum:feee" }, "query.unknown-path"],
  [{ measures: "count(1 +)" }, "expression.ends-early"],
  [{ measures: "count(fee)" }, "expression.invalid"],
  [{ group: "lines" }, "query.not-groupable"],
  [{ group: "trades" }, "query.not-groupable"],
  [{ group: "state:month" }, "query.not-groupable"],
  [{ group: "starts_on:decade" }, "query.not-groupable"],
  [{ group: "a;b" }, "query.unknown-path"],
  [{ sort: "sum:fee" }, "query.not-sortable"],
  [{ limit: 0 }, "query.too-large"],
  [{ group: "state,state,state,state" }, "query.too-large"],
])("%j is refused with %s", async (query, code) => {
  await expect(figures(query)).rejects.toMatchObject({ code });
});

const titles = (json: string): string[] =>
  JSON.parse(json).items.map(({ title }: { title: string }) => title);

test("a search finds records of all types, whatever accents and case, numbers and phones in any spelling", async () => {
  expect(titles(await searchEverything(crm, { q: "oeuvre ete" }))).toEqual(["Œuvre d’Été"]);
  expect(titles(await searchEverything(crm, { q: "CHAUDIERE" }))).toEqual([
    expect.stringContaining("Chaudière"),
  ]);
  expect(titles(await searchEverything(crm, { q: "021 312 45 67" }))).toEqual(["Zola"]);
  expect(titles(await searchEverything(crm, { q: "+41 21 312 45 67" }))).toEqual(["Zola"]);
  expect(titles(await searchEverything(crm, { q: "nothing such" }))).toEqual([]);
  const { items } = JSON.parse(await searchEverything(crm, { q: "zol" }));
  expect(items).toEqual([
    {
      type: "person",
      id: expect.any(String),
      title: "Zola",
      snippet: expect.stringContaining("+41213124567"),
    },
  ]);
  expect((await listPage(crm, { type: "contract", search: "1999 42", archived: "only" })).items).toBe("");
  expect(
    (await listPage(crm, { type: "contract", search: "C-1999-0042", archived: "only" })).items,
  ).toContain("Archivée");
});

test.each(["", " ", "'", "a'b & | ! ( ) :*", "\\", "\0", "%_", "x".repeat(5_000), "\ud800"])(
  "searching for %j does no harm",
  async (q) => {
    expect(JSON.parse(await searchEverything(crm, { q })).items).toBeInstanceOf(Array);
    expect(JSON.parse(await suggest(crm, { type: "contract", q })).items).toBeInstanceOf(Array);
    await listPage(crm, { type: "contract", search: q });
  },
);

test("suggestions put titles that begin with the words first", async () => {
  await batchRecords(crm, {
    type: "person",
    create: [
      { last_name: "Martin", first_name: "Roy" },
      { last_name: "Roy" },
      { last_name: "Leroy" },
      { last_name: "Royer" },
    ],
  });
  expect(titles(await suggest(crm, { type: "party", q: "roy" }))).toEqual(["Roy", "Royer", "Martin Roy"]);
  expect(titles(await suggest(crm, { type: "party", q: "" })).length).toBeGreaterThan(3);
});

test.each<[string, string]>([
  ["fee >", "expression.ends-early"],
  ["feee > 1", "expression.invalid"],
  ["customer.nam == 'x'", "expression.invalid"],
  ["'; drop table record_contract; --' == 1", "expression.invalid"],
  ["subject", "expression.invalid"],
  ["x".repeat(6_000), "expression.too-long"],
  [`${"(".repeat(100)}true${")".repeat(100)}`, "expression.too-deep"],
  ['subject.matches("^(a+)+$")', ""],
])("the filter %s is refused at its place or does no harm", async (filter, code) => {
  const list = listPage(crm, { type: "contract", filter });
  if (!code) return expect(await list).toBeTruthy();
  await expect(list).rejects.toMatchObject({ code, faults: [expect.objectContaining({ path: "filter" })] });
});

test("titles that hold the words come first, people before the notes about them, the rest by how well it matches", async () => {
  const text = (name: string): FieldDocument => ({
    name,
    type: "text",
    searchable: true,
    label: { en: name },
  });
  const documents = sample.filter(({ kind }) => kind === "app");
  await using other = await testCrm({
    accounts: false,
    documents: [
      ...documents,
      {
        kind: "type",
        name: "human",
        label: { en: "Human" },
        title: 'first_name + " " + last_name',
        capabilities: { journal: {} },
        fields: [text("first_name"), text("last_name"), text("city")],
      },
      {
        kind: "type",
        name: "note",
        label: { en: "Note" },
        title: "subject",
        fields: [text("subject"), text("words")],
      },
    ],
  });
  const inside = systemCrm(other.runtime);
  const humans = [
    { first_name: "Jean", last_name: "Morges", city: "Bex" },
    { first_name: "Luc", last_name: "Rey", city: "Morges" },
    { first_name: "Ève", last_name: "Rey", city: "Saint-Prex près de Lausanne et de Morges" },
  ];
  const notes = [
    { subject: "Morges demain" },
    { subject: "Appel", words: "Morges, Morges et Morges" },
    { subject: "Visite", words: "de Morges à Vevey" },
  ];
  await batchRecords(inside, { type: "note", create: notes.slice(0, 2) });
  await batchRecords(inside, { type: "human", create: humans });
  await batchRecords(inside, { type: "note", create: notes.slice(2) });
  const found = titles(await searchEverything(inside, { q: "morges" }));
  expect(found.slice(0, 2)).toEqual(["Jean Morges", "Morges demain"]);
  expect(found.slice(2, 4).sort()).toEqual(["Luc Rey", "Ève Rey"].sort());
  expect(found.slice(4)).toEqual(["Appel", "Visite"]);
  expect(titles(await searchEverything(inside, { q: "morg jean" }))).toEqual(["Jean Morges"]);
});
