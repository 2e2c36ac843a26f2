import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestCrm, type TestRequest, testCrm } from "../support/crm.ts";
import { guardedHouse } from "./guarded-house.ts";

let crm: TestCrm;
const id: Record<string, string> = {};
const nothing = "019a8b6c-1f2e-7c3d-8a4b-5c6d7e8f9a0b";

beforeAll(async () => {
  crm = await testCrm({ documents: guardedHouse });
  const make = async (name: string, type: string, json: object) => {
    const { body } = await ask(`/api/records/${type}`, { json }, "administrator");
    id[name] = body.id;
  };
  await make("vault", "vault", { code: "4711" });
  await make("near", "customer", { name: "Nestor", city: "Vevey", secret: "zebra", vault: id.vault });
  await make("far", "customer", { name: "Lausanne AG", city: "Lausanne", secret: "gnu" });
  await make("ours", "contract", {
    subject: "ours",
    customer: id.near,
    payer: id.far,
    lines: [{ text: "open", cost: "9.00" }, { text: "unspoken" }],
  });
  await make("theirs", "contract", { subject: "theirs", customer: id.far, payer: id.near });
});
afterAll(() => crm?.[Symbol.asyncDispose]());

async function ask(path: string, init: TestRequest = {}, who = "guard") {
  const answer = await crm.request(path, init, who);
  const text = await answer.text();
  return { status: answer.status, text, body: text.startsWith("{") ? JSON.parse(text) : null };
}

const patch = (json: unknown): TestRequest => ({ method: "PATCH", json });
const upload = (name: string): TestRequest => {
  const body = new FormData();
  body.append("file", new File(["of the house"], name));
  return { method: "POST", body };
};

test.each([{ city: "Vevey" }, { nope: 1 }, { secret: "x" }, { city: 3 }])(
  "a record out of reach answers a change like one that does not exist: %j",
  async (values) => {
    const far = await ask(`/api/records/customer/${id.far}`, patch(values));
    const none = await ask(`/api/records/customer/${nothing}`, patch(values));
    expect([far.status, far.body]).toEqual([none.status, none.body]);
    const batch = (key: string | undefined) =>
      ask("/api/records/customer/batch", { json: { update: [{ id: key, ...values }] } });
    expect((await batch(id.far)).body).toEqual((await batch(nothing)).body);
  },
);

test("a hidden field cannot be written, and its unique values cannot be tried out", async () => {
  for (const secret of ["gnu", "unused"]) {
    const answer = await ask("/api/records/customer", { json: { name: "N", city: "Vevey", secret } });
    expect(answer.body).toMatchObject({
      code: "record.invalid",
      errors: [{ path: "secret", code: "record.unknown-field" }],
    });
  }
});

test("a link to a record out of reach cannot be set, but stays where it is", async () => {
  const ours = `/api/records/contract/${id.ours}`;
  expect((await ask(ours, patch({ customer: id.far }))).body).toMatchObject({
    errors: [{ path: "customer", code: "record.reference-missing" }],
  });
  const kept = await ask(ours, patch({ subject: "ours again", payer: id.far }));
  expect(kept.body).toMatchObject({ subject: "ours again", payer: { id: id.far, title: null } });
});

test("a list of lines that is sent back as it was seen leaves the unseen ones as they are", async () => {
  const path = `/api/records/contract/${id.ours}?select=lines(text)`;
  const { body } = await ask(path);
  expect(body.lines.map(({ text }: { text: string }) => text)).toEqual(["open"]);
  const lines = body.lines.map((line: { id: string }) => ({ id: line.id, text: "opened" }));
  expect((await ask(`/api/records/contract/${id.ours}`, patch({ lines }))).status).toBe(200);
  const { body: whole } = await ask(path, {}, "administrator");
  expect(whole.lines.map(({ text }: { text: string }) => text)).toEqual(["opened", "unspoken"]);
});

test("a record that others hold back does not tell which, where they are out of sight", async () => {
  const answer = await ask(`/api/records/customer/${id.near}`, { method: "DELETE" });
  expect(answer.body).toMatchObject({
    code: "record.in-use",
    detail: expect.stringMatching(/d’autres fiches/),
  });
  expect(answer.text).not.toMatch(/Contract|Payer/);
  const boss = await ask(`/api/records/customer/${id.near}`, { method: "DELETE" }, "administrator");
  expect(boss.body.detail).toMatch(/1 Contract \(Customer\), 1 Contract \(Payer\)/);
});

test("a file is opened by who sees a record that holds it, and nobody takes it by its key", async () => {
  const { body: file } = await ask("/api/files", upload("plan.txt"), "administrator");
  const steal = await ask("/api/records/customer", { json: { name: "Thief", city: "Vevey", scan: file.id } });
  expect(steal.body).toMatchObject({ errors: [{ path: "scan", code: "record.reference-missing" }] });
  expect((await ask(`/api/files/${file.id}`)).status).toBe(404);
  await ask(`/api/records/customer/${id.far}`, patch({ scan: file.id }), "administrator");
  expect((await ask(`/api/files/${file.id}`)).status).toBe(404);

  await ask(`/api/records/customer/${id.near}`, patch({ scan: file.id }), "administrator");
  expect(await ask(`/api/files/${file.id}`)).toMatchObject({ status: 200, text: "of the house" });
  const resent = await ask(`/api/records/customer/${id.near}`, patch({ scan: file.id, name: "Nestor II" }));
  expect(resent.body).toMatchObject({ name: "Nestor II", scan: { id: file.id } });

  const { body: own } = await ask("/api/files", upload("own.txt"));
  const mine = await ask("/api/records/customer", { json: { name: "Own", city: "Vevey", scan: own.id } });
  expect(mine.body.scan).toMatchObject({ id: own.id, name: "own.txt" });
});

test("documents are attached only to what is in sight", async () => {
  expect((await ask(`/api/records/customer/${id.far}/documents`, upload("a.txt"))).status).toBe(404);
  expect((await ask(`/api/records/customer/${id.near}/documents`, upload("a.txt"))).status).toBe(201);
});

test("events name keys and types that the listener may see, never a value or somebody else’s job", async () => {
  const answer = await crm.request("/api/events", {}, "guard");
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  await ask(`/api/records/vault/${id.vault}`, patch({ code: "4712" }), "administrator");
  const run = { json: { type: "customer", ids: [id.near], output: "documents" } };
  const { body } = await ask("/api/merge/open_letter", run, "administrator");
  await crm.runtime.jobs.finished(body.job);
  await ask(`/api/records/customer/${id.near}`, patch({ secret: "okapi" }), "administrator");
  let heard = "";
  while (!heard.includes('"customer"')) heard += (await reader?.read())?.value ?? "";
  await reader?.cancel();
  expect(heard).toContain(id.near);
  expect(heard).not.toMatch(/vault|4712|okapi|Nestor|"job"/);
}, 120_000);
