import { afterAll, beforeAll, expect, test } from "vitest";
import * as z from "zod";
import { type TestCrm, testCrm } from "../../test/support/crm.ts";
import { parsedDocuments } from "../../test/support/parsed.ts";

const en = (text: string) => ({ en: text, fr: text });
const documents = parsedDocuments([
  { kind: "app", name: "house", label: en("House") },
  {
    kind: "type",
    name: "contract",
    label: en("Contract"),
    asksReason: ["delete"],
    fields: [{ name: "subject", type: "text", label: en("Subject") }],
  },
  {
    kind: "type",
    name: "lease",
    extends: "contract",
    label: en("Lease"),
    asksReason: ["change", "archive"],
    fields: [],
  },
  {
    kind: "type",
    name: "bill",
    label: en("Bill"),
    fields: [{ name: "lines", type: "children", of: "line", by: "bill", label: en("Lines") }],
  },
  {
    kind: "type",
    name: "line",
    label: en("Line"),
    asksReason: ["change", "delete"],
    fields: [
      { name: "bill", type: "reference", to: "bill", required: true, onDelete: "cascade", label: en("Bill") },
      { name: "what", type: "text", label: en("What") },
    ],
  },
]);

let crm: TestCrm;
beforeAll(async () => {
  crm = await testCrm({ documents });
});
afterAll(() => crm[Symbol.asyncDispose]());

const because = (reason: string) => ({ "x-reason": encodeURIComponent(reason) });
const ask = (path: string, method: string, more: object = {}) =>
  crm.request(`/api/records/${path}`, { method, ...more }, "administrator");

async function made(type: string): Promise<string> {
  const answer = await ask(type, "POST", { json: { subject: "Pump" } });
  return z.object({ id: z.string() }).parse(await answer.json()).id;
}

test("what asks for a reason is refused without one and told with it, in a base type’s address too", async () => {
  const id = await made("lease");
  const path = `contract/${id}`;
  const change = { json: { subject: "Boiler" } };
  expect(await (await ask(path, "PATCH", change)).json()).toMatchObject({
    status: 422,
    code: "record.reason-needed",
    detail: "Indiquez un motif pour modifier « Lease ».",
  });
  expect((await ask(`${path}/archive`, "POST")).status).toBe(422);
  expect((await ask(path, "DELETE")).status).toBe(422);
  expect(await (await ask(path, "GET")).json()).toMatchObject({ version: 1, archived_at: null });

  expect((await ask(path, "PATCH", { ...change, headers: because("le client l’a demandé") })).status).toBe(
    200,
  );
  expect((await ask(`${path}/archive`, "POST", { headers: because("ended") })).status).toBe(200);
  expect((await ask(`${path}/reactivate`, "POST", { headers: because("not yet") })).status).toBe(200);
  expect((await ask(path, "DELETE", { headers: because("twice") })).status).toBe(204);
  expect((await ask(`${path}/restore`, "POST")).status).toBe(200);
  const told = await crm.request(`/api/history/contract/${id}`, {}, "administrator");
  const { items } = await told.json();
  expect(items.map(({ op, reason }: { op: string; reason: string | null }) => [op, reason])).toEqual([
    ["restore", null],
    ["delete", "twice"],
    ["reactivate", "not yet"],
    ["archive", "ended"],
    ["change", "le client l’a demandé"],
    ["create", null],
  ]);
});

test("a batch is asked once for all its records", async () => {
  const [lease, contract] = [await made("lease"), await made("contract")];
  const update = [lease, contract].map((id) => ({ id, subject: "Valve" }));
  const batch = { json: { update, delete: [{ id: contract }], atomic: false } };
  const refused = await (await ask("contract/batch", "POST", batch)).json();
  expect(refused.errors.map(({ path, code }: { path: string; code: string }) => [path, code])).toEqual([
    ["update[0]", "record.reason-needed"],
    ["delete[0]", "record.reason-needed"],
  ]);
  const done = await ask("contract/batch", "POST", { ...batch, headers: because("cleared") });
  expect(await done.json()).toMatchObject({ errors: [] });
});

test("a reason is a text of 500 characters at most", async () => {
  const path = `lease/${await made("lease")}`;
  for (const reason of ["%", encodeURIComponent("x".repeat(501))])
    expect((await ask(path, "PATCH", { json: {}, headers: { "x-reason": reason } })).status).toBe(400);
  expect((await ask(path, "PATCH", { json: {}, headers: { "x-reason": "%20" } })).status).toBe(422);
});

test("a line that asks for a reason asks when it is changed or taken out through its record, and only then", async () => {
  const made = await ask("bill", "POST", { json: { lines: [{ what: "Pump" }, { what: "Hose" }] } });
  const { id } = z.object({ id: z.string() }).parse(await made.json());
  const read = async () => {
    const answer = await ask(`bill/${id}?select=lines(id,what)`, "GET");
    return z
      .object({ lines: z.array(z.object({ id: z.string(), what: z.string() })) })
      .parse(await answer.json()).lines;
  };
  const [pump, hose] = await read();
  const save = async (lines: unknown, more: object = {}) => {
    const answer = await ask(`bill/${id}`, "PATCH", { json: { lines }, ...more });
    return z
      .looseObject({ code: z.string().optional(), errors: z.array(z.looseObject({})).optional() })
      .parse(await answer.json());
  };
  expect(await save([pump, hose, { what: "Tap" }])).not.toHaveProperty("code");
  const tap = (await read())[2];
  const changed = [pump, { ...hose, what: "Pipe" }, tap];
  expect(await save(changed)).toMatchObject({
    code: "record.reason-needed",
    errors: [{ path: "lines[1]", code: "record.reason-needed" }],
  });
  expect(await save([pump, hose])).toMatchObject({ code: "record.reason-needed" });
  expect(await save(changed, { headers: because("measured anew") })).not.toHaveProperty("code");
  const history = await crm.request(`/api/history/line/${hose?.id}`, {}, "administrator");
  const { items } = await history.json();
  expect(items[0]).toMatchObject({ reason: "measured anew", changes: [{ before: "Hose", after: "Pipe" }] });
});
