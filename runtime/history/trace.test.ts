import { expect, test } from "vitest";
import * as z from "zod";
import { testCrm } from "../../test/support/crm.ts";
import { parsedDocuments } from "../../test/support/parsed.ts";
import { noteSecurityEvent } from "./index.ts";

const documents = parsedDocuments([
  { kind: "app", name: "house", label: { en: "House" } },
  {
    kind: "type",
    name: "offer",
    label: { en: "Offer" },
    fields: [{ name: "subject", type: "text", label: { en: "Subject" } }],
  },
]);
const created = z.object({ id: z.string() });
const items = z.object({ items: z.array(z.looseObject({ op: z.string() })) });

test("a history tells in which request and under which revision each change was made, the creation included", async () => {
  await using crm = await testCrm({ documents });
  const made = await crm.request("/api/records/offer", { json: { subject: "Pump" } }, "administrator");
  const { id } = created.parse(await made.json());
  const path = `/api/records/offer/${id}`;
  const changed = await crm.request(path, { method: "PATCH", json: { subject: "Boiler" } }, "administrator");
  const trashed = await crm.request(path, { method: "DELETE" }, "administrator");
  const restored = await crm.request(`${path}/restore`, { method: "POST" }, "administrator");
  await crm.database.sql`update record_offer set subject = 'by hand'`;
  const later = { ...documents[1], label: { en: "Tender" } };
  const put = await crm.request("/api/metadata/type/offer", { method: "PUT", json: later }, "administrator");
  expect(put.status).toBeLessThan(300);
  await crm.request(path, { method: "PATCH", json: { subject: "Stove" } }, "administrator");

  const answer = await crm.request(`/api/history/offer/${id}`, {}, "administrator");
  const told = items.parse(await answer.json()).items;
  const first = crm.runtime.model().revision - 1;
  const number = (response: Response) => response.headers.get("x-request-id");
  expect(told).toMatchObject([
    { op: "change", via: "web", revision: first + 1 },
    { op: "change", via: "sql", by: null, request: null, revision: first, erased: false },
    { op: "restore", via: "web", request: number(restored) },
    { op: "delete", via: "web", request: number(trashed) },
    { op: "change", via: "web", request: number(changed) },
    { op: "create", via: "web", request: number(made), key: null, job: null, for: null, reason: null },
  ]);
  expect(told.at(-1)).toMatchObject({ revision: first, erased: false });
});

test("a history tells which API key a change came with", async () => {
  await using crm = await testCrm({ documents });
  const added = await crm.request("/api/keys", { json: { name: "Website" } }, "administrator");
  const { key } = z.object({ key: z.string() }).parse(await added.json());
  const headers = { authorization: `Bearer ${key}` };
  const made = await crm.request("/api/records/offer", { json: { subject: "Pump" }, headers });
  const { id } = created.parse(await made.json());
  const answer = await crm.request(`/api/history/offer/${id}`, {}, "administrator");
  const [first] = items.parse(await answer.json()).items;
  expect(first).toMatchObject({ via: "api", key: { name: "Website" } });
});

test("a security event keeps who, the door, the address and what it is about", async () => {
  await using crm = await testCrm();
  const { sql } = crm.database;
  const address = "192.0.2.7";
  await noteSecurityEvent(sql, {
    kind: "sign-in-failed",
    who: null,
    via: "web",
    trace: { request: "abc" },
    address,
    detail: { email: "x@example.test" },
  });
  const events = await sql`
    select kind, via, trace, address, detail from kernel_security_event where kind = 'sign-in-failed'`;
  expect(events).toEqual([
    {
      kind: "sign-in-failed",
      via: "web",
      trace: { request: "abc" },
      address,
      detail: { email: "x@example.test" },
    },
  ]);
});
