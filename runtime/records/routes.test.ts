import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestCrm, testCrm } from "../../test/support/crm.ts";
import { sample } from "./records-sample.ts";

let house: TestCrm;

beforeAll(async () => {
  house = await testCrm({ documents: sample });
});
afterAll(() => house?.[Symbol.asyncDispose]());

const call = (path: string, init: Parameters<TestCrm["request"]>[1] = {}) =>
  house.request(path, init, "administrator");
const post = (path: string, json: unknown, headers: Record<string, string> = {}) =>
  call(path, { json, headers });

async function made(values: object = {}) {
  const answer = await post("/api/records/contract", { subject: "Pompe", ...values });
  return answer.json();
}

test("a record is created with its address and version, read, changed, deleted and restored over HTTP", async () => {
  const created = await post("/api/records/contract", { subject: "Pompe", fee: "12.00" });
  expect(created.status).toBe(201);
  expect(created.headers.get("etag")).toBe('"1"');
  expect(created.headers.get("content-type")).toContain("application/json");
  const { id, version } = await created.json();
  expect(created.headers.get("location")).toBe(`/api/records/contract/${id}`);
  const path = `/api/records/contract/${id}`;

  const read = await call(`${path}?select=fee`);
  expect([read.status, read.headers.get("etag")]).toEqual([200, '"1"']);
  expect(await read.json()).toMatchObject({ id, version, fee: "12.00" });

  const changed = await call(path, {
    method: "PATCH",
    json: { fee: "13.00" },
    headers: { "if-match": '"1"' },
  });
  expect([changed.status, changed.headers.get("etag")]).toEqual([200, '"2"']);
  const stale = await call(path, { method: "PATCH", json: { fee: "14.00" }, headers: { "if-match": '"1"' } });
  expect([stale.status, (await stale.json()).code]).toEqual([412, "record.stale"]);

  for (const verb of ["archive", "reactivate"]) expect((await post(`${path}/${verb}`, {})).status).toBe(200);
  expect((await call(path, { method: "DELETE" })).status).toBe(204);
  expect((await call(path)).status).toBe(404);
  expect((await call(`${path}?trash=true`)).status).toBe(200);
  expect(await (await post(`${path}/restore`, {})).json()).toMatchObject({ id });
});

test("a refused record answers 422 with each field and a sentence in the reader's language", async () => {
  const answer = await post("/api/records/contract", { subject: "", fee: "x" });
  const problem = await answer.json();
  expect(answer.status).toBe(422);
  expect(problem).toMatchObject({ code: "record.invalid", status: 422 });
  expect(problem.errors.map(({ path, code }: { path: string; code: string }) => [path, code]).sort()).toEqual(
    [
      ["fee", "record.wrong-format"],
      ["subject", "record.required"],
    ],
  );
  expect(problem.errors.every(({ message }: { message: string }) => !/[{}]|undefined/.test(message))).toBe(
    true,
  );
});

test("a list pages through by its cursor, and figures and searches answer", async () => {
  const path = "/api/records/contract?sort=-number&select=number&limit=2";
  for (let n = 0; n < 3; n++) await made();
  const first = await (await call(path)).json();
  expect(first.items).toHaveLength(2);
  expect(first.count).toMatchObject({ exact: true });
  const second = await (await call(`${path}&after=${first.next}`)).json();
  expect(second.items[0].number < first.items[1].number).toBe(true);
  const figures = await (await call("/api/aggregate/contract?group=state&measures=count,sum:fee")).json();
  expect(figures.groups[0].keys[0]).toEqual({ value: "draft", label: "Brouillon" });
  expect((await (await call("/api/search?q=pompe")).json()).items.length).toBeGreaterThan(0);
  expect((await (await call("/api/suggest/contract?q=pompe")).json()).items.length).toBeGreaterThan(0);
});

test("a batch answers what became of each item; too many are refused", async () => {
  const answer = await post("/api/records/contract/batch", { create: [{ subject: "a" }, {}], atomic: false });
  const { created, errors } = await answer.json();
  expect(created).toEqual([{ id: expect.any(String), version: 1 }, null]);
  expect(errors).toMatchObject([
    { path: "create[1].subject", code: "record.required", message: expect.any(String) },
  ]);
  const create = Array.from({ length: 10_001 }, () => ({}));
  expect((await post("/api/records/contract/batch", { create })).status).toBe(422);
});

test("a repeated call with the same key is done once and answered twice", async () => {
  const key = { "idempotency-key": crypto.randomUUID() };
  const answers = [
    await post("/api/records/contract", { subject: "once" }, key),
    await post("/api/records/contract", { subject: "once" }, key),
  ];
  const [first, second] = await Promise.all(answers.map((answer) => answer.json()));
  expect(second).toEqual(first);
  expect(answers.map(({ status }) => status)).toEqual([201, 201]);
  expect(answers[1]?.headers.get("etag")).toBe('"1"');
  const list = await call(`/api/records/contract?filter=${encodeURIComponent('subject == "once"')}`);
  expect((await list.json()).items).toHaveLength(1);
  const other = await post("/api/records/contract", { subject: "other" }, key);
  expect([other.status, (await other.json()).code]).toEqual([422, "query.idempotency"]);
});

test("a refused call may be repeated with its key once it is right", async () => {
  const key = { "idempotency-key": crypto.randomUUID() };
  expect((await post("/api/records/contract", { subject: "" }, key)).status).toBe(422);
  expect((await post("/api/records/contract", { subject: "right" }, key)).status).toBe(201);
});

test.each<[string, RequestInit & { json?: unknown }, number]>([
  ["/api/records/nothing", {}, 404],
  ["/api/records/contract/12", {}, 404],
  ["/api/records/contract?limit=x", {}, 400],
  ["/api/records/contract?limit=5000", {}, 400],
  ["/api/records/contract?count=all", {}, 400],
  ["/api/records/contract?sort=nothing", {}, 400],
  ["/api/records/contract?filter=1%20%3D", {}, 400],
  ["/api/records/contract?filter=%00", {}, 400],
  ["/api/records/contract?after=xyz", {}, 400],
  ["/api/records/contract?select=a((", {}, 400],
  [
    "/api/records/contract",
    { method: "POST", body: "{", headers: { "content-type": "application/json" } },
    400,
  ],
  ["/api/records/contract", { json: [] }, 422],
  ["/api/records/contract/batch", { json: { create: {} } }, 400],
  ["/api/records/contract/batch", { json: { creat: [] } }, 400],
  ["/api/aggregate/contract?measures=x", {}, 400],
  ["/api/aggregate/nothing", {}, 404],
  ["/api/aggregate/contract?asOf=2026-01-01T00:00:00Z", {}, 400],
])("%s with %j answers %i and never 500", async (path, init, status) => {
  const answer = await call(path, init);
  expect(answer.status).toBe(status);
  expect(answer.headers.get("content-type")).toContain("application/problem+json");
});

test.each(['"x"', "1", '"-1"', "3"])("an If-Match of %s is refused rather than ignored", async (match) => {
  const { id } = await made();
  const answer = await call(`/api/records/contract/${id}`, {
    method: "PATCH",
    json: { hours: 1 },
    headers: { "if-match": match },
  });
  expect(answer.status).toBe(400);
});
