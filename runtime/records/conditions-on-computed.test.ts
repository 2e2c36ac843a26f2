import { afterAll, beforeAll, expect, test } from "vitest";
import { type MetadataDocument, typeDocument } from "../../metamodel/index.ts";
import { type TestCrm, testCrm } from "../../test/support/crm.ts";

/** What is asked of a record as it will be — rules, conditions, rights — is asked of its computed values as they will be. */

const en = (text: string) => ({ en: text });
const field = (name: string, type: string, more: object = {}) => ({ name, type, label: en(name), ...more });
const kept = { stored: true };
const documents: MetadataDocument[] = [
  typeDocument.parse({
    kind: "type",
    name: "offer",
    label: en("Offer"),
    fields: [
      field("sector", "text"),
      field("state", "text"),
      field("fee", "integer"),
      field("reason", "text", { required: "double > 40" }),
      field("double", "formula", { expression: "fee * 2", ...kept }),
      field("north", "formula", { expression: 'sector == "north"' }),
      field("north_kept", "formula", { expression: "north", ...kept }),
    ],
    rules: [{ when: "double > 100", refuse: en("Too dear."), at: ["fee"] }],
  }),
  {
    kind: "role",
    name: "virtual",
    label: en("Virtual"),
    types: { offer: { see: true, create: "north", change: "north" } },
  },
  {
    kind: "role",
    name: "kept",
    label: en("Kept"),
    types: { offer: { see: true, create: "north_kept", change: "north_kept" } },
  },
];

let crm: TestCrm;
beforeAll(async () => {
  crm = await testCrm({ documents, jobs: false });
}, 60_000);
afterAll(async () => {
  await crm?.[Symbol.asyncDispose]();
});

const send = async (path: string, json: object, { method = "POST", who = "administrator" } = {}) => {
  const answer = await crm.request(`/api/records/offer${path}`, { json, method }, who);
  return { status: answer.status, body: await answer.json() };
};

test("a rule and a condition over a stored field hold from the first write on", async () => {
  expect((await send("", { fee: 60 })).body).toMatchObject({
    errors: [{ path: "reason" }, { path: "fee", code: "record.rule" }],
  });
  expect((await send("", { fee: 21 })).body).toMatchObject({ errors: [{ path: "reason" }] });
  const { body } = await send("", { fee: 10 });
  expect(body.double).toBe(20);
  expect((await send(`/${body.id}`, { fee: 51 }, { method: "PATCH" })).status).toBe(422);
  expect((await send(`/${body.id}`, { fee: 21 }, { method: "PATCH" })).body).toMatchObject({
    errors: [{ path: "reason" }],
  });
  expect((await send(`/${body.id}`, { fee: 21, reason: "why" }, { method: "PATCH" })).body).toMatchObject({
    double: 42,
  });
  expect((await send(`/${body.id}`, { fee: 1 }, { method: "PATCH" })).body).toMatchObject({ double: 2 });
  expect((await send(`/${body.id}`, { reason: null }, { method: "PATCH" })).status).toBe(200);
});

test.each(["virtual", "kept"])(
  "a right over a %s formula is asked of the record as it will be",
  async (who) => {
    expect((await send("", { sector: "south" }, { who })).status).toBe(403);
    const { status, body } = await send("", { sector: "north" }, { who });
    expect(status).toBe(201);
    expect((await send(`/${body.id}`, { state: "open" }, { who, method: "PATCH" })).status).toBe(200);
    expect((await send(`/${body.id}`, { sector: "south" }, { who, method: "PATCH" })).status).toBe(403);
  },
);
