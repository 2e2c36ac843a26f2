import { afterAll, beforeAll, expect, test } from "vitest";
import { type MetadataDocument, typeDocument } from "../../metamodel/index.ts";
import { type TestCrm, testCrm } from "../../test/support/crm.ts";

/** A record becomes one of another subtype and keeps the values of both. */

const en = (text: string) => ({ en: text });
const text = (name: string, more: object = {}) => ({ name, type: "text", label: en(name), ...more });

const documents: MetadataDocument[] = [
  typeDocument.parse({
    kind: "type",
    name: "matter",
    abstract: true,
    label: en("Matter"),
    title: "subject",
    fields: [text("subject")],
  }),
  typeDocument.parse({
    kind: "type",
    name: "breakdown",
    extends: "matter",
    label: en("Breakdown"),
    fields: [text("serial"), { name: "number", type: "sequence", pattern: "B-{000}", label: en("Number") }],
  }),
  typeDocument.parse({
    kind: "type",
    name: "complaint",
    extends: "matter",
    label: en("Complaint"),
    fields: [
      text("grief", { required: true }),
      { name: "code", type: "sequence", pattern: "C-{000}", label: en("Code") },
    ],
    rules: [{ when: 'grief == "none"', refuse: en("No grief."), at: ["grief"] }],
  }),
  typeDocument.parse({
    kind: "type",
    name: "repair",
    label: en("Repair"),
    fields: [
      { name: "of", type: "reference", to: "breakdown", label: en("Breakdown") },
      { name: "about", type: "reference", to: "matter", label: en("Matter") },
    ],
  }),
  {
    kind: "role",
    name: "mechanic",
    label: en("Mechanic"),
    types: { breakdown: { see: true, create: true, change: true }, complaint: { see: true } },
  },
];

const admin = "administrator@test.example";
let crm: TestCrm;
beforeAll(async () => {
  crm = await testCrm({ documents, jobs: false });
}, 60_000);
afterAll(async () => {
  await crm?.[Symbol.asyncDispose]();
});

test("a record becomes another subtype, gets its number, and finds its old values again on the way back", async () => {
  const { body: made } = await send("breakdown", { json: { subject: "Pump", serial: "S1" } });
  const there = await patch(made.id, { type: "complaint", grief: "slow" });
  expect(there).toMatchObject({
    status: 200,
    body: { type: "complaint", subject: "Pump", grief: "slow", code: "C-001" },
  });
  expect(there.body).not.toHaveProperty("serial");
  const back = await patch(made.id, { type: "breakdown" });
  expect(back.body).toMatchObject({ type: "breakdown", serial: "S1", number: "B-001" });
  const again = await patch(made.id, { type: "complaint" });
  expect(again.body).toMatchObject({ grief: "slow", code: "C-001" });
  const told = await crm.request(`/api/history/complaint/${made.id}`, {}, admin);
  const { items } = await told.json();
  const became = items.flatMap(({ changes }: { changes: { field: string }[] }) =>
    changes.filter(({ field }) => field === "type"),
  );
  expect(became).toEqual([
    { field: "type", before: "breakdown", after: "complaint" },
    { field: "type", before: "complaint", after: "breakdown" },
    { field: "type", before: "breakdown", after: "complaint" },
  ]);
});

test("what the new subtype requires and refuses is asked of the whole record, and nothing changes then", async () => {
  const { body: made } = await send("breakdown", { json: { subject: "Pump" } });
  expect(await patch(made.id, { type: "complaint" })).toMatchObject({
    status: 422,
    body: { errors: [{ path: "grief", code: "record.required" }] },
  });
  expect(await patch(made.id, { type: "complaint", grief: "none" })).toMatchObject({
    status: 422,
    body: { errors: [{ path: "grief", code: "record.rule" }] },
  });
  expect(await patch(made.id, { type: "repair" })).toMatchObject({
    status: 422,
    body: { errors: [{ path: "type" }] },
  });
  const { body } = await send(`matter/${made.id}`, {});
  expect(body).toMatchObject({ type: "breakdown", version: 1 });
});

test("a record that is referred to as what it was stays that", async () => {
  const { body: made } = await send("breakdown", { json: { subject: "Held" } });
  const { body: repair } = await send("repair", { json: { of: made.id, about: made.id } });
  expect(await patch(made.id, { type: "complaint", grief: "x" })).toMatchObject({
    status: 409,
    body: { code: "record.held-as" },
  });
  await send(`repair/${repair.id}`, { method: "PATCH", json: { of: null } });
  expect((await patch(made.id, { type: "complaint", grief: "x" })).status).toBe(200);
});

test("who may not create the new subtype, or comes too late, changes nothing", async () => {
  const { body: made } = await send("breakdown", { json: { subject: "Mine" } });
  const change = { type: "complaint", grief: "x" };
  expect((await patch(made.id, change, "mechanic@test.example")).status).toBe(403);
  expect((await patch(made.id, { ...change, version: 7 })).status).toBe(412);
});

function patch(id: string, json: object, who = admin) {
  return send(`matter/${id}`, { method: "PATCH", json }, who);
}

// biome-ignore lint/suspicious/noExplicitAny: what the server answers is looked at by the tests.
async function send(path: string, init: object, who = admin): Promise<{ status: number; body: any }> {
  const answer = await crm.request(`/api/records/${path}`, init, who);
  return { status: answer.status, body: await answer.json() };
}
