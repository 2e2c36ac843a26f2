import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestCrm, type TestRequest, testCrm } from "../support/crm.ts";
import { hostileTexts, storableTexts } from "../support/hostile-texts.ts";
import { house } from "./house.ts";

let crm: TestCrm;
beforeAll(async () => {
  crm = await testCrm({ documents: house });
});
afterAll(() => crm?.[Symbol.asyncDispose]());

async function ask(path: string, init: TestRequest = {}) {
  const answer = await crm.request(path, init, "administrator");
  const text = await answer.text();
  expect([path.slice(0, 100), answer.status]).not.toEqual([expect.anything(), 500]);
  return { status: answer.status, text, body: text.startsWith("{") ? JSON.parse(text) : null };
}

const isStorable = (text: string) => storableTexts.includes(text);
/** What a text becomes in a field: nothing where it is empty. */
const kept = (text: string) => (text === "" ? null : text);
const inFilter = (text: string) =>
  `"${text.replace(/["\\\n\r\t]/g, (sign) => `\\${{ "\n": "n", "\r": "r", "\t": "t" }[sign] ?? sign}`)}"`;

/** Ten at a time. */
async function eachOf(texts: readonly string[], work: (text: string) => Promise<void>) {
  const waiting = [...new Set(texts)];
  const worker = async () => {
    for (let text = waiting.pop(); text !== undefined; text = waiting.pop()) await work(text);
  };
  await Promise.all(Array.from({ length: 10 }, worker));
}

test("every hostile text is kept unchanged in each text field, or refused at its place", async () => {
  const create = hostileTexts.map((text) => ({
    subject: text.slice(0, 10_000),
    notes: text,
    lines: [{ text: text.slice(0, 500) }],
  }));
  const { body } = await ask("/api/records/thing/batch", { json: { create, atomic: false } });
  const refused = hostileTexts.filter((text) => !isStorable(text));
  expect(body.errors.every(({ code }: { code: string }) => code === "text.unreadable")).toBe(true);
  expect(body.created.filter((one: unknown) => one === null)).toHaveLength(refused.length);
  const stored = new Map<string, { id: string }>(
    hostileTexts.flatMap((text, index) => (body.created[index] ? [[text, body.created[index]]] : [])),
  );
  expect(stored.size).toBe(new Set(storableTexts).size);
  for (const [text, { id }] of stored) {
    const { body: read } = await ask(`/api/records/thing/${id}?select=subject,notes,lines(text)`);
    expect(read).toMatchObject({
      subject: kept(text.slice(0, 10_000)),
      notes: kept(text),
      lines: [{ text: kept(text.slice(0, 500)) }],
    });
  }
});

test("every hostile text is searched, suggested and filtered by without a failure, and found where it is", async () => {
  await eachOf(hostileTexts, async (text) => {
    const q = encodeURIComponent(text.slice(0, 2_000).toWellFormed());
    for (const path of [`/api/search?q=${q}`, `/api/suggest/thing?q=${q}`, `/api/records/thing?search=${q}`])
      expect((await ask(path)).status).toBe(200);
    if (text.length > 4_000 || !isStorable(text)) return;
    const filter = encodeURIComponent(text === "" ? "subject == null" : `subject == ${inFilter(text)}`);
    const { body } = await ask(`/api/records/thing?filter=${filter}&select=subject`);
    expect(body.items.map(({ subject }: { subject: string }) => subject)).toContain(kept(text));
  });
}, 120_000);

test("every hostile text labels a type, a field and a choice unchanged, or is refused with its place", async () => {
  const texts = [...new Set(hostileTexts)].filter((text) => text.length <= 200 && text !== "");
  const fields = texts.map((text, index) => ({
    name: `f${index}`,
    type: "select",
    label: { fr: text },
    help: { fr: text, en: text },
    options: [{ value: "a", label: { fr: text } }],
  }));
  const labelled = { kind: "type", name: "labelled", label: { fr: "L" }, fields };
  const refused = await ask("/api/metadata/apply", { json: { documents: [labelled] } });
  expect(refused.body).toMatchObject({ code: "metadata.invalid", errors: [{ code: "text.unreadable" }] });
  const sound = { ...labelled, fields: fields.filter((_, index) => isStorable(texts[index] ?? "")) };
  expect((await ask("/api/metadata/apply", { json: { documents: [sound] } })).status).toBe(200);
  const { body } = await ask("/api/metadata/type/labelled");
  expect(body.fields).toEqual(sound.fields.map((field) => expect.objectContaining(field)));
  expect((await ask("/api/openapi.json")).status).toBe(200);
  expect((await ask("/api/export/labelled")).status).toBe(200);
});

test("every hostile text names a key unchanged but for the blanks around it, or is refused", async () => {
  await eachOf(hostileTexts, async (text) => {
    const name = text.trim();
    const letters = [...name].length;
    const isName = letters > 0 && letters <= 100 && isStorable(text);
    const { status, body } = await ask("/api/keys", { json: { name: text } });
    expect([name.slice(0, 50), status, body.name]).toEqual([
      name.slice(0, 50),
      isName ? 201 : 400,
      isName ? name : undefined,
    ]);
  });
});

test("every hostile text names an account unchanged but for the blanks around it, or is refused", async () => {
  for (const text of new Set(hostileTexts)) {
    const name = text.trim();
    const letters = [...name].length;
    const isName = letters > 0 && letters <= 200 && isStorable(text);
    const { status, body } = await ask("/api/me", { method: "PATCH", json: { name: text } });
    expect([status, body.user?.name]).toEqual(isName ? [200, name] : [400, undefined]);
  }
}, 120_000);

test.each(["a\0@b.ch", "\ud800@b.ch", "' or 1=1 --", "{}"])("nobody signs in as %j", async (email) => {
  const { status } = await ask("/api/auth/sign-in/email", { json: { email, password: email } });
  expect([400, 401]).toContain(status);
});

test("every hostile text stands in a letter as text and never as markup", async () => {
  const draft = {
    kind: "template",
    name: "draft",
    type: "thing",
    label: { fr: "Essai" },
    channel: "letter",
    subject: { fr: "{{subject}}" },
    body: { fr: "<p id=value>{{subject}}</p>" },
  };
  await ask("/api/metadata/apply", { json: { documents: [draft] } });
  await eachOf(storableTexts, async (text) => {
    const { body: made } = await ask("/api/records/thing", { json: { subject: text.slice(0, 10_000) } });
    const { status, body } = await ask("/api/merge/draft", {
      json: { type: "thing", ids: [made.id], output: "preview" },
    });
    const value = /<p id=value>(.*?)<\/p>/s.exec(body?.html ?? "")?.[1];
    expect([status, value]).toEqual([200, expect.not.stringMatching(/[<>"]/)]);
  });
  await eachOf(hostileTexts, async (text) => {
    const body = { fr: text || " " };
    const answer = await ask("/api/merge/draft", {
      json: { type: "thing", output: "preview", draft: { ...draft, body } },
    });
    expect([200, 400, 422]).toContain(answer.status);
  });
}, 120_000);
