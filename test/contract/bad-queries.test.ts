import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestCrm, testCrm } from "../support/crm.ts";
import { house } from "./house.ts";

let crm: TestCrm;
let thing: string;

beforeAll(async () => {
  crm = await testCrm({ documents: house, jobs: false });
  const made = await crm.request(
    "/api/records/thing",
    { json: { subject: "one", at: "2026-01-01T00:00:00Z" } },
    "administrator",
  );
  thing = (await made.json()).id;
});
afterAll(() => crm?.[Symbol.asyncDispose]());

const hostile = [
  "\0",
  "\ud800",
  "'",
  '"',
  ";",
  "--",
  "%",
  "\\",
  "x".repeat(9_000),
  "constructor",
  "__proto__",
  "é",
  "null",
];
const deep = `${"(".repeat(900)}true${")".repeat(900)}`;

/** What each part of a query must refuse with a code. */
const refused: Readonly<Record<string, readonly string[]>> = {
  limit: ["", "0", "-1", "abc", "1.5", "NaN", "Infinity", "10001", "99999999999999999999"],
  sort: ["nope", "--subject", "a,b,c,d,e", "subject desc", "owner.nope", "lines", "tags", "scan", ...hostile],
  select: [
    "nope",
    "subject(",
    "owner(name",
    "owner()",
    "subject,,",
    "((((",
    "scan(hash)",
    "owner(owner)",
    ...hostile,
  ],
  count: ["", "x", ...hostile],
  after: ["x", "AAAA", "W10", ...hostile],
  filter: [
    "nope == 1",
    "subject",
    "subject == 1",
    'subject == "',
    "subject.matches('(')",
    "subject == '\0'",
    "count == 1e400",
    "day == date('2024-02-30')",
    "owner == 'x'",
    "owner.name.name == 'x'",
    "lines.all(l, l.nope == 1)",
    "user.password == 'x'",
    "{'a': 1}.a == 1",
    "b'x' == b'x'",
    `subject in [${"'x',".repeat(2_000)}'y']`,
    "!".repeat(200).concat("done"),
    deep,
    "subject = 'x'; drop table record_thing",
    ...hostile,
  ],
  group: [
    "nope",
    "subject:month",
    "day:x",
    "day:month:year",
    "tags",
    "scan",
    "lines",
    "id",
    "a,b,c,d",
    ...hostile,
  ],
  measures: [
    " ",
    ",",
    "sum",
    "sum:subject",
    "sum:nope",
    "count(",
    "count()",
    "share",
    "share(1)",
    "count,".repeat(20),
    ...hostile,
  ],
};

const listed = new Set(["sort", "select", "count", "after", "filter", "limit"]);
const cases = Object.entries(refused).flatMap(([part, values]) =>
  values.map((value) => [part, value] as const),
);

test.each(cases)("%s=%.40j is refused with a code", async (part, value) => {
  const path = listed.has(part) ? "records" : "aggregate";
  const answer = await crm.request(
    `/api/${path}/thing?${new URLSearchParams({ [part]: value })}`,
    {},
    "administrator",
  );
  const body = await answer.json();
  expect([answer.status, body.code]).toEqual([400, expect.stringMatching(/^(query|expression|request)\./)]);
  for (const { path: where, code } of body.errors) expect([where, code]).toEqual([part, expect.any(String)]);
});

test.each([
  "count / 0 == 1",
  "count == 99999999999999999999",
  "count + 9223372036854775807 > 0",
  "weight * weight * weight > 1.0",
  "int(subject) == 1",
  "amount / weight > 1.0",
  "subject.matches('(a+)+$') && count > 0",
  "subject.contains('%') || subject.startsWith('_')",
  "lines.exists(l, l.text == 'x')",
])("%s is no failure: there is just nothing", async (filter) => {
  const answer = await crm.request(
    `/api/records/thing?${new URLSearchParams({ filter })}`,
    {},
    "administrator",
  );
  expect([answer.status, (await answer.json()).items]).toEqual([200, []]);
});

test("a cursor that was tampered with is refused", async () => {
  const list = async (after: string) => {
    const query = new URLSearchParams({ limit: "1", sort: "count,subject", after });
    return (await crm.request(`/api/records/thing?${query}`, {}, "administrator")).json();
  };
  await crm.request("/api/records/thing", { json: { subject: "two" } }, "administrator");
  const { next } = await list("");
  const mark = Buffer.from(next, "base64url").toString().slice(0, 8);
  const key = "019a8b6c-1f2e-7c3d-8a4b-5c6d7e8f9a0b";
  for (const values of [
    ["x", "a", key],
    ["1", "a", "x"],
    ["1", "a\0", key],
    ["9".repeat(30), "a", key],
    ["1", key],
    [1, 2, 3],
    [null, null, null],
    {},
    "x",
  ])
    expect(await list(Buffer.from(mark + JSON.stringify(values)).toString("base64url"))).toMatchObject({
      code: "query.cursor",
    });
});

const keys = [
  "x",
  "%00",
  "..%2f..%2f",
  "019a8b6c-1f2e-7c3d-8a4b-5c6d7e8f9a0b",
  "constructor",
  "__proto__",
  "%ff",
  "%E0%A4%A",
];
const places: readonly (readonly [string, string])[] = [
  ["GET", "/api/records/thing/KEY"],
  ["PATCH", "/api/records/thing/KEY"],
  ["DELETE", "/api/records/thing/KEY"],
  ["POST", "/api/records/thing/KEY/restore"],
  ["POST", "/api/records/thing/KEY/archive"],
  ["GET", "/api/records/KEY"],
  ["POST", "/api/records/KEY"],
  ["GET", "/api/aggregate/KEY"],
  ["GET", "/api/suggest/KEY"],
  ["GET", "/api/history/thing/KEY"],
  ["GET", "/api/history/KEY/KEY"],
  ["GET", "/api/documents/KEY"],
  ["GET", "/api/files/KEY"],
  ["GET", "/api/dashboards/KEY"],
  ["GET", "/api/metadata/type/KEY"],
  ["GET", "/api/metadata/KEY/thing"],
  ["GET", "/api/metadata/removed/KEY"],
  ["GET", "/api/jobs/KEY"],
  ["GET", "/api/outbox/KEY"],
  ["GET", "/api/imports/KEY"],
  ["GET", "/api/export/KEY"],
  ["POST", "/api/import/KEY"],
];

test.each(places)("%s %s with an odd key is not found", async (method, place) => {
  for (const key of keys) {
    const init = method === "GET" ? {} : { method, json: { subject: "x" } };
    const answer = await crm.request(place.replaceAll("KEY", key), init, "administrator");
    expect([key, answer.status]).toEqual([key, 404]);
    expect((await answer.json()).code).toMatch(/not-found|unknown/);
  }
});

test("a record is read as of an instant, or refused where there is none", async () => {
  const asOf = (instant: string) =>
    crm.request(`/api/records/thing/${thing}?${new URLSearchParams({ asOf: instant })}`, {}, "administrator");
  for (const instant of ["", "x", "2024-13-01", "infinity", "\0", "'"])
    expect((await asOf(instant)).status).toBe(400);
  for (const instant of ["1970-01-01", "-200000-01-01T00:00:00Z"])
    expect((await asOf(instant)).status).toBe(404);
  expect(await (await asOf("9999-12-31")).json()).toMatchObject({
    subject: "one",
    at: "2026-01-01T00:00:00.000Z",
  });
});
