import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestCrm, type TestRequest, testCrm } from "../support/crm.ts";
import { house } from "./house.ts";

let crm: TestCrm;
beforeAll(async () => {
  crm = await testCrm({ documents: house, jobs: false });
});
afterAll(() => crm?.[Symbol.asyncDispose]());

async function ask(path: string, init: TestRequest = {}) {
  const answer = await crm.request(path, init, "administrator");
  return { status: answer.status, body: await answer.json() };
}

const label = { fr: "x" };
const field = (name: string, more: object = {}) => ({ name, type: "text", label, ...more });
const type = (more: object = {}) => ({ kind: "type", name: "odd", label, fields: [], ...more });
const withField = (more: object) => type({ fields: [field("a", more)] });
const template = (body: string) => ({
  kind: "template",
  name: "t",
  type: "thing",
  label,
  channel: "letter",
  subject: label,
  body: { fr: body },
});
const nested = (levels: number): unknown => JSON.parse("[".repeat(levels) + "]".repeat(levels));

const wrong: readonly [string, unknown, string][] = [
  [
    "an unknown field type",
    withField({ type: "constructor" }),
    "type/odd fields[0].type metadata.field-type-unknown",
  ],
  [
    "a reference to nothing",
    withField({ type: "reference", to: "nobody" }),
    "type/odd fields[0].to metadata.type-unknown",
  ],
  ["itself for its base", type({ extends: "odd" }), "type/odd extends metadata.cycle"],
  [
    "2,000 fields",
    type({ fields: Array.from({ length: 2_000 }, (_, at) => field(`f${at}`)) }),
    "type/odd fields metadata.shape",
  ],
  ["a help of 10 MB", type({ help: { fr: "x".repeat(10_000_000) } }), "type/odd help.fr metadata.shape"],
  ["a letter of 10 MB", template("x".repeat(10_000_000)), "template/t body.fr metadata.shape"],
  ["a null character in a label", type({ label: { fr: "a\0b" } }), "type/odd label.fr text.unreadable"],
  [
    "half a character in a default",
    withField({ default: "\ud800" }),
    "type/odd fields[0].default text.unreadable",
  ],
  [
    "a default nested without end",
    withField({ default: nested(50_000) }),
    "type/odd fields[0].default text.too-deep",
  ],
  [
    "settings nested without end",
    type({ capabilities: { journal: { x: nested(50_000) } } }),
    "type/odd capabilities.journal.x text.too-deep",
  ],
  ["a field that is none", type({ fields: [null] }), "type/odd fields[0] metadata.shape"],
  ["fields that are no list", type({ fields: {} }), "type/odd fields metadata.shape"],
  ["a field twice", type({ fields: [field("a"), field("a")] }), "type/odd fields[1].name metadata.duplicate"],
  [
    "a currency of its own",
    withField({ type: "money", currency: "chf" }),
    "type/odd fields[0].currency metadata.shape",
  ],
  [
    "limits the wrong way round",
    withField({ type: "integer", min: 5, max: 1 }),
    "type/odd fields[0] metadata.limits-crossed",
  ],
  [
    "a pattern that looks around",
    withField({ pattern: "(?=x)" }),
    "type/odd fields[0].pattern metadata.shape",
  ],
  ["a title made of itself", type({ title: "title" }), "type/odd title expression.title-broken"],
  [
    "a formula that cannot be read and says no type of its own",
    withField({ type: "formula", expression: "1 +" }),
    "type/odd fields[0].expression expression.ends-early",
  ],
  [
    "a title that cannot be read, in a formula",
    type({ title: "a +", fields: [field("a"), field("b", { type: "formula", expression: "title" })] }),
    "type/odd title expression.ends-early",
  ],
  [
    "a rule about nothing",
    type({ rules: [{ when: "nope", refuse: label }] }),
    "type/odd rules[0].when expression.unknown-name",
  ],
  [
    "a capability that JavaScript has",
    type({ capabilities: { constructor: {} } }),
    "type/odd capabilities.constructor metadata.capability-unknown",
  ],
  [
    "a prototype in a letter",
    template("{{constructor.prototype}}"),
    "template/t body.fr.line 1 template.field-unknown",
  ],
  [
    "a right over nothing",
    { kind: "role", name: "r", label, types: { thing: { fields: { nope: "hidden" } } } },
    "role/r types.thing.fields.nope metadata.field-unknown",
  ],
  [
    "a time zone on Mars",
    { kind: "app", name: "house", label, timeZone: "Mars/Olympus" },
    "app/house timeZone metadata.time-zone",
  ],
  ["no kind at all", { kind: {} }, "documents[0].kind metadata.kind-unknown"],
];

test.each(wrong)(
  "metadata with %s is refused with its place, and nothing changes",
  async (_, document, fault) => {
    const before = await ask("/api/metadata");
    const plan = await ask("/api/metadata/plan", { json: { documents: [document] } });
    const places = (found: { path: string; code: string }[]) =>
      found.map(({ path, code }) => `${path} ${code}`);
    expect([plan.status, places(plan.body.faults)]).toEqual([200, expect.arrayContaining([fault])]);
    expect(plan.body.steps).toEqual([]);
    const good = { ...type(), name: "good" };
    const applied = await ask("/api/metadata/apply", { json: { documents: [good, document] } });
    expect([applied.status, applied.body.code]).toEqual([422, "metadata.invalid"]);
    expect(await ask("/api/metadata")).toEqual(before);
  },
);

test("markup in labels is a text like any other", async () => {
  const markup = '<img src=x onerror="alert(1)">&amp;</script>';
  const document = type({
    label: { fr: markup, en: markup },
    fields: [field("a", { help: { fr: markup } })],
  });
  expect((await ask("/api/metadata/apply", { json: { documents: [document] } })).status).toBe(200);
  expect((await ask("/api/metadata/type/odd")).body).toMatchObject(document);
  const { body } = await ask("/api/records/odd", { json: { b: 1, a: 3 } });
  expect(body.errors.map(({ path }: { path: string }) => path)).toEqual(["b", "a"]);
});

test.each([
  "",
  "null",
  "[]",
  "{",
  '{"documents":{}}',
  '{"documents":[],"x":1}',
  '{"remove":[{"kind":"type"}]}',
])("a change set that is none is refused: %j", async (body) => {
  const init = { method: "POST", headers: { "content-type": "application/json" }, body };
  for (const path of ["/api/metadata/plan", "/api/metadata/apply"])
    expect(await ask(path, init)).toMatchObject({ status: 400, body: { code: "request.invalid" } });
});
