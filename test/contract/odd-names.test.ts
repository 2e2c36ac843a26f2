import { afterAll, beforeAll, expect, test } from "vitest";
import type { MetadataDocument } from "../../metamodel/index.ts";
import { type TestCrm, type TestRequest, testCrm } from "../support/crm.ts";
import { house } from "./house.ts";

const both = (text: string) => ({ fr: text, en: text });

/** Names that mean something in SQL, in JavaScript, in our own statements or in templates, and may be fields all the same. */
const odd = [
  ..."abcdefghijklmnopqrstuvwxyz",
  ...[
    "select",
    "order",
    "group",
    "table",
    "all",
    "any",
    "array",
    "left",
    "lateral",
    "to",
    "end",
    "case",
    "desc",
    "natural",
  ],
  ...[
    "prototype",
    "valueof",
    "oid",
    "json",
    "items",
    "bound",
    "keys",
    "value",
    "label",
    "ids",
    "own",
    "sent",
  ],
  ...["who", "via", "op", "old", "record", "revision", "at", "kind", "name", "text", "column", "entries"],
  ...[
    "now",
    "size",
    "string",
    "int",
    "has",
    "duration",
    "date",
    "double",
    "matches",
    "contains",
    "today",
    "number",
  ],
  ...[
    "count",
    "sum",
    "share",
    "min",
    "limit",
    "filter",
    "sort",
    "search",
    "after",
    "trash",
    "first",
    "snippet",
    "j1",
    "d0",
  ],
];

const type: MetadataDocument = {
  kind: "type",
  name: "odd",
  label: both("Odd"),
  title: "a",
  fields: [
    ...odd.map((name) => ({ name, type: "text", label: both(name), searchable: true })),
    { name: "nr", type: "sequence", label: both("Number") },
    { name: "other", type: "reference", to: "odd", label: both("Other") },
    { name: "kids", type: "children", of: "odd", by: "other", label: both("Kids") },
  ],
};
const values = (word: string) => Object.fromEntries(odd.map((name) => [name, `${word} ${name}`]));

let crm: TestCrm;
let record: { id: string };

beforeAll(async () => {
  const [app] = house;
  crm = await testCrm({ documents: app ? [app, type] : [type], jobs: false });
  record = await ask("/api/records/odd", { json: { ...values("v"), kids: [values("k")] } });
});
afterAll(() => crm?.[Symbol.asyncDispose]());

async function ask(path: string, init: TestRequest = {}) {
  const answer = await crm.request(path, init, "administrator");
  const body = await answer.text();
  expect([answer.status, answer.status < 300 ? "" : body]).toEqual([
    expect.toSatisfy((status) => status < 300),
    "",
  ]);
  return body.startsWith("{") ? JSON.parse(body) : body;
}

test("fields of any name are written, read, changed and traced", async () => {
  const path = `/api/records/odd/${record.id}`;
  expect(await ask(path)).toMatchObject(values("v"));
  await ask(path, { method: "PATCH", json: values("w") });
  await ask("/api/records/odd/batch", {
    json: { update: [{ id: record.id, ...values("zebra") }], create: [values("v")] },
  });
  const { items } = await ask(`/api/history/odd/${record.id}`);
  expect(items[0].changes).toHaveLength(odd.length);
  expect(await ask(`${path}?asOf=2100-01-01T00:00:00Z`)).toMatchObject(values("zebra"));
  expect(await ask(`${path}?select=*,other(*),kids(*)`)).toMatchObject({
    ...values("zebra"),
    kids: [values("k")],
  });
});

test("fields of any name are searched, exported and described", async () => {
  expect((await ask("/api/records/odd?search=zebra")).items).toHaveLength(1);
  expect((await ask("/api/search?q=zebra")).items).toHaveLength(1);
  expect((await ask("/api/suggest/odd?q=zebra")).items).toHaveLength(1);
  expect(await ask("/api/export/odd")).toContain("zebra valueof");
  expect(Object.keys((await ask("/api/openapi.json")).components.schemas.odd.properties)).toEqual(
    expect.arrayContaining(odd),
  );
});

test.each(odd)("a field called %s is sorted, grouped, measured and filtered by", async (name) => {
  const filter = `${name} == "v ${name}" || other.${name} == "y" || kids.exists(k, k.${name} == "z")`;
  expect((await ask(`/api/records/odd?sort=-${name},other.${name}&limit=1&count=exact`)).items).toHaveLength(
    1,
  );
  expect(
    (await ask(`/api/records/odd?${new URLSearchParams({ filter })}`)).items.length,
  ).toBeGreaterThanOrEqual(1);
  const measured = await ask(`/api/aggregate/odd?group=${name}&measures=count,max:${name}&sort=-max:${name}`);
  expect(measured.groups[0].keys[0].value).toMatch(new RegExp(` ${name}$`));
});

test("asking for a value by name beside all of them is no contradiction", async () => {
  const read = await ask(`/api/records/odd/${record.id}?select=title,*,other(title),a`);
  expect(read).toMatchObject({ a: expect.stringMatching(/ a$/), other: null });
});

test.each(["constructor", "ctid", "tableoid", "user", "true", "id", "title", "in"])(
  "a field cannot be called %s",
  async (name) => {
    const documents = [{ ...type, fields: [{ name, type: "text", label: both(name) }], title: undefined }];
    const { faults } = await ask("/api/metadata/plan", { json: { documents } });
    expect(faults).toMatchObject([{ path: "type/odd fields[0].name", code: "metadata.reserved" }]);
  },
);
