import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestCrm, type TestRequest, testCrm } from "../support/crm.ts";
import { house } from "./house.ts";

let crm: TestCrm;
let thing: string;
const nothing = "019a8b6c-1f2e-7c3d-8a4b-5c6d7e8f9a0b";

beforeAll(async () => {
  crm = await testCrm({ documents: house, jobs: false });
  thing = (await ask("/api/records/thing", { json: { subject: "kept", code: "taken" } })).body.id;
});
afterAll(() => crm?.[Symbol.asyncDispose]());

async function ask(path: string, init: TestRequest = {}) {
  const answer = await crm.request(path, init, "administrator");
  const text = await answer.text();
  return { status: answer.status, body: text.startsWith("{") ? JSON.parse(text) : null };
}

const raw = (body: string): TestRequest => ({
  method: "POST",
  headers: { "content-type": "application/json" },
  body,
});
const patch = (json: unknown): TestRequest => ({ method: "PATCH", json });
const count = async () => (await ask("/api/records/thing?count=exact&limit=1")).body.count.value;
const faultsOf = ({ body }: { body: { errors: { path: string; code: string }[] } }) =>
  body.errors.map(({ path, code }) => `${path} ${code}`);
const nested = (levels: number) => "[".repeat(levels) + "]".repeat(levels);

const records: readonly [string, unknown, string][] = [
  ["a list", [], " record.not-an-object"],
  ["null", null, " record.not-an-object"],
  ["a text", "x", " record.not-an-object"],
  ["a number for a text", { subject: 3 }, "subject record.wrong-type"],
  ["a list for a text", { subject: ["x"] }, "subject record.wrong-type"],
  ["an object for a text", { subject: { a: 1 } }, "subject record.wrong-type"],
  ["a text that is too long", { short: "12345678901" }, "short record.too-long"],
  ["an unknown field", { subjet: "x" }, "subjet record.unknown-field"],
  ["a null character", { subject: "a\0b" }, "subject text.unreadable"],
  ["half a character", { subject: "\ud800" }, "subject text.unreadable"],
  [
    "half a character in a line",
    { lines: [{ text: "x" }, { text: "\udc00" }] },
    "lines[1].text text.unreadable",
  ],
  ["an odd name", { "a\0b": 1 }, "a\0b record.unknown-field"],
  ["a number beyond what JSON keeps", { count: 2 ** 53 }, "count record.too-large"],
  ["a huge number", { count: 1e300 }, "count record.too-large"],
  ["a fraction for a whole number", { count: 1.5 }, "count record.wrong-type"],
  ["a number for money", { amount: 12.5 }, "amount record.wrong-type"],
  ["money beyond all measure", { amount: "9".repeat(40) }, "amount record.wrong-format"],
  ["money with an exponent", { amount: "1e400" }, "amount record.wrong-format"],
  ["money with three decimals", { amount: "1.234" }, "amount record.too-precise"],
  ["no number", { weight: "NaN" }, "weight record.wrong-format"],
  ["infinity", { weight: "Infinity" }, "weight record.wrong-format"],
  ["a very long duration", { minutes: 1e15 }, "minutes record.too-large"],
  ["a text for a boolean", { done: "true" }, "done record.wrong-type"],
  ["a day that does not exist", { day: "2024-02-30" }, "day record.wrong-format"],
  ["PostgreSQL’s own infinity", { day: "infinity" }, "day record.wrong-format"],
  ["a year of five digits", { day: "99999-01-01" }, "day record.wrong-format"],
  ["an hour that does not exist", { at: "2024-01-01T25:00:00Z" }, "at record.wrong-format"],
  ["a word for an instant", { at: "now" }, "at record.wrong-format"],
  ["an unknown choice", { state: "nope" }, "state record.not-an-option"],
  ["a choice twice", { tags: ["a", "a"] }, "tags record.repeated"],
  ["no choice at all", { tags: ["a", null] }, "tags[1] record.not-an-option"],
  ["no mail address", { mail: "x" }, "mail record.wrong-format"],
  ["a script for a link", { link: "javascript:alert(1)" }, "link record.wrong-format"],
  ["a word for a key", { owner: "x" }, "owner record.wrong-format"],
  ["a reference to nothing", { owner: nothing }, "owner record.reference-missing"],
  ["a collaborator who is none", { who: nothing }, "who record.reference-missing"],
  ["an object without a key", { owner: { name: "x" } }, "owner record.wrong-type"],
  ["a file that is none", { scan: nothing }, "scan record.reference-missing"],
  ["a number of one’s own", { number: "T-9999" }, "number record.read-only"],
  ["a system value", { created_by: nothing }, "created_by record.read-only"],
  ["a key that is none", { id: `${nothing}'` }, "id record.wrong-key"],
  ["another type", { type: "person" }, "type record.not-an-option"],
  ["a value that must be unique", { code: "taken" }, "code record.not-unique"],
  ["a line that is none", { lines: [1] }, "lines[0] record.wrong-type"],
  ["a line with an unknown field", { lines: [{}, { nope: 1 }] }, "lines[1].nope record.unknown-field"],
  ["a line of another record", { lines: [{ id: nothing }] }, "lines[0].id record.not-found"],
  ["1,001 lines", { lines: Array.from({ length: 1_001 }, () => ({})) }, "lines record.too-many"],
];

test.each(records)(
  "a record with %s is refused with its place, and nothing is kept",
  async (_, json, fault) => {
    const before = await count();
    const created = await ask("/api/records/thing", { json });
    expect([created.status, faultsOf(created)]).toEqual([expect.toSatisfy(isRefusal), [fault]]);
    const batch = await ask("/api/records/thing/batch", { json: { create: [{ subject: "good" }, json] } });
    expect(batch.status).toBe(422);
    expect(batch.body.errors[0].path.startsWith("create[1]")).toBe(true);
    expect(await count()).toBe(before);
  },
);

test.each([
  ['{"__proto__":{"subject":"x"}}', "__proto__ record.unknown-field"],
  ['{"constructor":{"prototype":{"subject":"x"}}}', "constructor record.unknown-field"],
  ['{"lines":[{"__proto__":{"text":"x"}}]}', "lines[0].__proto__ record.unknown-field"],
  [`{"subject":${nested(50_000)}}`, "subject[0][0] text.too-deep"],
  [`{"tags":${nested(50_000)}}`, "tags[0][0] text.too-deep"],
  [`{"owner":${'{"id":'.repeat(50_000)}1${"}".repeat(50_000)}}`, "owner.id.id text.too-deep"],
  [`{"subject":1${',"subject":1'.repeat(50_000)}}`, "subject record.wrong-type"],
])("%.60s is refused", async (body, fault) => {
  const answer = await ask("/api/records/thing", raw(body));
  expect(answer.status).toBe(422);
  expect(faultsOf(answer)[0]).toMatch(
    new RegExp(`^${fault.replaceAll(/[[\]]/g, "\\$&").split(" ").join(".* ")}$`),
  );
});

test.each(["", "{", "[1,", '"', "\u0000", "undefined", "{'a':1}", `${nested(200_000).slice(1)}`])(
  "a body that is no JSON is refused: %.20j",
  async (body) => {
    for (const path of [
      "/api/records/thing",
      "/api/records/thing/batch",
      "/api/metadata/plan",
      "/api/merge/x",
    ])
      expect((await ask(path, raw(body))).status).toBe(400);
  },
);

test("a call takes 10,000 records and no more, and only what it knows", async () => {
  const many = Array.from({ length: 10_001 }, () => ({}));
  const batch = (json: unknown) => ask("/api/records/thing/batch", { json });
  expect((await batch({ create: many })).body.code).toBe("record.too-many-items");
  expect((await batch({ creates: [] })).body.code).toBe("request.invalid");
  expect((await batch([])).body.code).toBe("request.invalid");
  const mixed = await batch({
    create: [3, null, "x"],
    update: [{}, { id: "x" }, { id: nothing }, { id: thing, version: 1e15 }],
    delete: [3, {}, nothing, { id: thing, version: 1.5 }],
    atomic: false,
  });
  expect(mixed.status).toBe(200);
  expect(mixed.body.errors).toHaveLength(11);
  expect((await ask(`/api/records/thing/${thing}`)).body).toMatchObject({ subject: "kept", version: 1 });
});

test.each<[string, number]>([
  ['"0"', 412],
  ['"999999999"', 412],
  ['"9999999999"', 400],
  ["1", 400],
  ['"x"', 400],
  ['"1","2"', 400],
  ["é", 400],
])("If-Match: %s never changes anything", async (version, status) => {
  const headers = { "if-match": version };
  const path = `/api/records/thing/${thing}`;
  expect((await ask(path, { ...patch({ subject: "lost" }), headers })).status).toBe(status);
  expect((await ask(path, { method: "DELETE", headers })).status).toBe(status);
  expect((await ask(`${path}/archive`, { method: "POST", headers })).status).toBe(status);
  expect((await ask(path)).body).toMatchObject({ subject: "kept", version: 1, archived_at: null });
});

test.each([0, -1, 1.5, "1", 1e15, 2 ** 31, [], {}])("a version of %j changes nothing", async (version) => {
  const answer = await ask(`/api/records/thing/${thing}`, patch({ version, subject: "lost" }));
  expect([412, 422]).toContain(answer.status);
  expect((await ask(`/api/records/thing/${thing}`)).body.subject).toBe("kept");
});

test("an idempotency key is one to 200 characters of any kind, for one request", async () => {
  const send = (key: string, subject = "once") =>
    ask("/api/records/thing", { headers: { "idempotency-key": key }, json: { subject } });
  for (const key of ["", "x".repeat(201)]) expect((await send(key)).body.code).toBe("request.invalid");
  for (const key of ["é", "'; drop table record_thing; --", "x".repeat(200)]) {
    const first = await send(key);
    expect(first.status).toBe(201);
    expect((await send(key)).body.id).toBe(first.body.id);
    expect((await send(key, "other")).body.code).toBe("query.idempotency");
  }
});

function isRefusal(status: number): boolean {
  return status === 422 || status === 409;
}
