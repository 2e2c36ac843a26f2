import { afterAll, beforeAll, expect, test } from "vitest";
import type { TestCrm } from "../../test/support/crm.ts";
import { putInOutbox } from "./mailer.ts";
import { addPerson, ended, openWritingHouse } from "./merge-sample.ts";

let crm: TestCrm;
let anne: string;

beforeAll(async () => {
  crm = await openWritingHouse();
  anne = await addPerson(crm, {
    name: "Favre",
    first_name: "Anne",
    email: "anne@favre.example",
    language: "fr",
  });
});
afterAll(() => crm[Symbol.asyncDispose]());

const merge = (template: string, body: object, who = "writer") =>
  crm.request(`/api/merge/${template}`, { json: { type: "person", ...body } }, who);

test("a preview shows the letter filled with a real record, and what is empty in it", async () => {
  const nameless = await addPerson(crm, { name: "Sans Prénom" });
  const answer = await merge("hello", { ids: [nameless], output: "preview" });
  expect(answer.status).toBe(200);
  const preview = await answer.json();
  expect(preview).toMatchObject({ subject: "Lettre à Sans Prénom", channel: "letter", language: "fr" });
  expect(preview.html).toContain("Sans Prénom");
  expect(preview.missing).toContain("first_name");
});

test("a recipient is written to in his language", async () => {
  const john = await addPerson(crm, { name: "Smith", first_name: "John", language: "en" });
  const preview = await (await merge("hello", { ids: [john], output: "preview" })).json();
  expect(preview).toMatchObject({ subject: "Letter to Smith", language: "en" });
});

test("a preview of a letter can be had as the PDF that will be printed", async () => {
  const answer = await crm.request(
    "/api/merge/hello?pdf",
    { json: { type: "person", ids: [anne], output: "preview" } },
    "writer",
  );
  expect(answer.headers.get("content-type")).toBe("application/pdf");
  const pdf = Buffer.from(await answer.arrayBuffer());
  expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
  expect(pdf.toString("latin1")).toContain("/Type /Page");
});

test("a produced letter is a document of its record, noted in its journal, in the writer's name", async () => {
  const run = await ended(crm, await merge("hello", { ids: [anne], output: "documents" }));
  expect(run).toMatchObject({ state: "done", done: 1, total: 1, result: { done: 1, failed: [] } });
  const list = await (
    await crm.request("/api/records/document?select=name,template,file,party,kind", {}, "writer")
  ).json();
  expect(list.items[0]).toMatchObject({
    name: "Lettre à Favre.pdf",
    template: "hello",
    kind: "produced",
    party: { id: anne },
    file: { mime: "application/pdf" },
  });
  const told = await crm.request(`/api/history/document/${list.items[0].id}`, {}, "administrator");
  expect((await told.json()).items).toMatchObject([{ op: "create", via: "merge", job: run.id }]);
  const file = await crm.request(`/api/documents/${list.items[0].id}`, {}, "writer");
  expect(
    Buffer.from(await file.arrayBuffer())
      .subarray(0, 5)
      .toString(),
  ).toBe("%PDF-");
  const journal = await (
    await crm.request(
      `/api/records/entry?filter=${encodeURIComponent(`party == "${anne}"`)}&select=*`,
      {},
      "writer",
    )
  ).json();
  expect(journal.items[0]).toMatchObject({ kind: "letter", direction: "out", subject: "Lettre à Favre" });
});

test("without a mail server, mails wait in the outbox where they can be read and taken out", async () => {
  const run = await ended(crm, await merge("news", { ids: [anne], output: "send" }));
  expect(run.result).toEqual({ done: 1, failed: [] });
  const outbox = await (await crm.request("/api/outbox?state=waiting", {}, "writer")).json();
  expect(outbox.canSend).toBe(false);
  expect(outbox.items[0]).toMatchObject({
    to: "anne@favre.example",
    subject: "Des nouvelles, Favre",
    state: "waiting",
  });
  const path = `/api/outbox/${outbox.items[0].id}`;
  const mail = await (await crm.request(path, {}, "writer")).json();
  expect(mail.html).toContain("Bonjour Favre de Les Écrivains");
  expect(mail.text).toContain("Bonjour Favre de Les Écrivains");
  const send = await crm.request(`${path}/send`, { method: "POST" }, "writer");
  expect(send.status).toBe(409);
  expect((await crm.request(path, { method: "DELETE" }, "writer")).status).toBe(204);
  expect((await crm.request(path, {}, "writer")).status).toBe(404);
});

test("one recipient without an address is told with the reason, and the others get their mail", async () => {
  const mute = await addPerson(crm, { name: "Muet" });
  const run = await ended(crm, await merge("news", { ids: [anne, mute], output: "send" }));
  expect(run.result).toMatchObject({
    done: 1,
    failed: [{ id: mute, problem: { code: "merge.no-address" } }],
  });
});

test("whoever may not write letters is told so, and sees no outbox", async () => {
  expect((await merge("hello", { ids: [anne], output: "preview" }, "reader")).status).toBe(403);
  expect((await crm.request("/api/outbox", {}, "reader")).status).toBe(403);
});

test("a mail of somebody else is not there for me", async () => {
  await ended(crm, await merge("news", { ids: [anne], output: "send" }, "administrator"));
  const all = await (await crm.request("/api/outbox", {}, "administrator")).json();
  const theirs = all.items.find(({ by }: { by: string }) => by.startsWith("administrator"));
  expect((await crm.request(`/api/outbox/${theirs.id}`, {}, "writer")).status).toBe(404);
});

test("wrong orders are refused with what to do", async () => {
  const codeOf = async (answer: Response) => (await answer.json()).code;
  expect(await codeOf(await merge("helo", { ids: [anne], output: "preview" }))).toBe("metadata.not-found");
  expect(await codeOf(await merge("hello", { filter: 'name == "nobody"', output: "preview" }))).toBe(
    "merge.nobody",
  );
  expect(await codeOf(await merge("hello", { filter: 'name == "nobody"', output: "documents" }))).toBe(
    "merge.nobody",
  );
  expect(await codeOf(await merge("hello", { type: "dossier", output: "preview" }))).toBe("merge.other-type");
  expect((await merge("hello", { output: "print" })).status).toBe(400);
  expect((await merge("hello", { ids: ["1 or 1=1"], output: "preview" })).status).toBe(400);
});

test("a template that names what does not exist is refused when it is saved, with its line", async () => {
  const template = {
    kind: "template",
    name: "broken",
    type: "person",
    label: { fr: "Cassé" },
    channel: "letter",
    subject: { fr: "x" },
    body: { fr: "<p>\n{{frist_name}}</p>" },
  };
  const answer = await crm.request(
    "/api/metadata/apply",
    { json: { documents: [template] } },
    "administrator",
  );
  expect(answer.status).toBe(422);
  const [fault] = (await answer.json()).errors;
  expect(fault).toMatchObject({ code: "template.field-unknown-near" });
  expect(fault.path).toContain("body.fr");
  expect(fault.message).toContain("first_name");
});

test("only administrators preview a template that is not saved", async () => {
  const draft = {
    kind: "template",
    name: "d",
    type: "person",
    label: { fr: "d" },
    channel: "letter",
    subject: { fr: "s" },
    body: { fr: "{{name}}" },
  };
  expect((await merge("d", { ids: [anne], output: "preview", draft })).status).toBe(403);
  const answer = await merge("d", { ids: [anne], output: "preview", draft }, "administrator");
  expect((await answer.json()).html).toContain("Favre");
});

test("hostile names reach neither headers, file names nor the page", async () => {
  const name = 'Bob\r\nBcc: x@y.example <script>alert("1")</script> ../../etc';
  const bob = await addPerson(crm, { name, email: "bob@example.example" });
  await ended(crm, await merge("news", { ids: [bob], output: "send" }));
  const outbox = await (await crm.request("/api/outbox", {}, "writer")).json();
  const mail = await (await crm.request(`/api/outbox/${outbox.items[0].id}`, {}, "writer")).json();
  expect(mail.subject).not.toMatch(/[\r\n]/);
  expect(mail.html).not.toContain("<script>alert");
  await ended(crm, await merge("hello", { ids: [bob], output: "documents" }));
  const list = await (await crm.request("/api/records/document?select=name&limit=1", {}, "writer")).json();
  expect(list.items[0].name).not.toMatch(/[/\\<>"\r\n]/);
});

test("a run that is begun again after a crash puts no second mail into the outbox", async () => {
  const mail = { language: "fr", subject: "s", html: "h", text: "t", to: null } as const;
  const run = crypto.randomUUID();
  const put = { mail, to: "anne@favre.example", template: "news", type: "person", record: anne, run };
  const first = await putInOutbox(crm.as("writer"), put);
  expect(await putInOutbox(crm.as("writer"), put)).toBe(first);
  expect(await putInOutbox(crm.as("writer"), { ...put, run: null })).not.toBe(first);
});
