import { afterAll, beforeAll, expect, test } from "vitest";
import { type MetadataDocument, roleDocument, typeDocument } from "../../metamodel/index.ts";
import { type TestCrm, testCrm } from "../support/crm.ts";

/** Personal data leaves the house in files only for those whose role says so. */

const en = (text: string) => ({ en: text });
const option = (value: string, retired = false) => ({ value, label: en(value), retired });
const role = (name: string, more: object) =>
  roleDocument.parse({
    kind: "role",
    name,
    label: en(name),
    export: true,
    types: { person: { see: true, change: true } },
    ...more,
  });

const documents: MetadataDocument[] = [
  typeDocument.parse({
    kind: "type",
    name: "person",
    label: en("Person"),
    title: "name",
    fields: [
      { name: "name", type: "text", label: en("Name") },
      { name: "phone", type: "phone", label: en("Phone"), sensitive: true },
      { name: "greeting", type: "formula", expression: 'name + " " + phone', label: en("Greeting") },
      { name: "kind", type: "select", label: en("Kind"), options: [option("new"), option("old", true)] },
    ],
  }),
  role("clerk", {}),
  role("officer", { sensitive: true }),
];

let crm: TestCrm;
beforeAll(async () => {
  crm = await testCrm({ documents, jobs: false });
}, 60_000);
afterAll(async () => {
  await crm?.[Symbol.asyncDispose]();
});

test("exports mask personal data and what is worked out from it, unless the role gives it", async () => {
  await send("person", { json: { name: "Iris", phone: "+41213124567" } });
  const csv = async (who: string) =>
    (await crm.request("/api/export/person?format=csv", {}, `${who}@test.example`)).text();
  expect(await csv("clerk")).toMatch(/Iris[;,]•••[;,]•••/);
  expect(await csv("clerk")).not.toContain("3124567");
  expect(await csv("officer")).toContain("3124567");
  expect(await csv("administrator")).toContain("3124567");
});

test("an option that is no longer offered is kept where it is and taken nowhere else", async () => {
  const { id } = await (await send("person", { json: { name: "Paul", kind: "new" } })).json();
  expect((await send(`person/${id}`, { method: "PATCH", json: { kind: "old" } })).status).toBe(422);
  await crm.database.sql`update record_person set kind = 'old'`;
  expect((await send(`person/${id}`, { method: "PATCH", json: { kind: "old", name: "P." } })).status).toBe(
    200,
  );
});

function send(path: string, init: object): Promise<Response> {
  return crm.request(`/api/records/${path}`, init, "administrator@test.example");
}
