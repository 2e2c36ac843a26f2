import { afterAll, beforeAll, expect, test } from "vitest";
import { buildModel } from "../../metamodel/build-model.ts";
import { choosableFilter } from "../../metamodel/choosable.ts";
import { fieldStates, initialValues } from "../../metamodel/field-states.ts";
import { type MetadataDocument, typeDocument } from "../../metamodel/index.ts";
import { type TestCrm, testCrm } from "../../test/support/crm.ts";

/** What fields say about each other holds through every door: the API, batches, lists inside a record. */

const en = (text: string) => ({ en: text });
const option = (value: string, when?: string) => ({ value, label: en(value), ...(when && { when }) });

const documents: MetadataDocument[] = [
  typeDocument.parse({
    kind: "type",
    name: "offer",
    label: en("Offer"),
    title: "subject",
    state: "state",
    fields: [
      { name: "subject", type: "text", label: en("Subject") },
      { name: "customer", type: "reference", to: "customer", label: en("Customer") },
      {
        name: "state",
        type: "select",
        default: "open",
        label: en("State"),
        options: [
          option("open"),
          option("sent", "lines.count() > 0"),
          option("won", "has(won_on)"),
          option("lost"),
        ],
      },
      {
        name: "contact",
        type: "reference",
        to: "person",
        label: en("Contact"),
        where: "employer == record.customer && !left",
      },
      { name: "won_on", type: "date", label: en("Won on") },
      { name: "reason", type: "text", label: en("Reason"), visible: 'state == "lost"', required: true },
      { name: "discount", type: "percent", label: en("Discount"), required: 'state == "sent"' },
      { name: "language", type: "text", label: en("Language"), defaultExpression: "customer.language" },
      {
        name: "greeting",
        type: "text",
        label: en("Greeting"),
        defaultExpression: 'language == "fr" ? "Bonjour" : "Hello"',
      },
      { name: "made_on", type: "date", label: en("Made on"), defaultExpression: "today()", required: true },
      { name: "price", type: "money", label: en("Price"), readOnly: 'state in ["won", "lost"]' },
      {
        name: "lines",
        type: "children",
        of: "line",
        by: "offer",
        label: en("Lines"),
        readOnly: 'state == "won"',
      },
      {
        name: "tags",
        type: "multi-select",
        label: en("Tags"),
        options: [option("a"), option("vip", "price > 1000")],
      },
    ],
    rules: [{ when: "lines.sum(l, l.amount) > 100", refuse: en("Too much."), at: ["lines"] }],
    unique: [{ fields: ["customer"], when: 'state in ["open", "sent"]' }],
  }),
  typeDocument.parse({
    kind: "type",
    name: "line",
    label: en("Line"),
    fields: [
      { name: "offer", type: "reference", to: "offer", label: en("Offer") },
      { name: "text", type: "text", label: en("Text") },
      { name: "amount", type: "integer", label: en("Amount"), required: 'text != "free"' },
    ],
  }),
  typeDocument.parse({
    kind: "type",
    name: "person",
    label: en("Person"),
    fields: [
      { name: "employer", type: "reference", to: "customer", label: en("Employer") },
      { name: "left", type: "boolean", default: false, label: en("Left") },
    ],
  }),
  typeDocument.parse({
    kind: "type",
    name: "customer",
    label: en("Customer"),
    fields: [
      { name: "name", type: "text", label: en("Name") },
      { name: "language", type: "text", label: en("Language") },
    ],
  }),
];

const admin = "administrator@test.example";
let crm: TestCrm;
const line = { text: "a", amount: 10 };

beforeAll(async () => {
  crm = await testCrm({ documents, jobs: false });
}, 60_000);

afterAll(async () => {
  await crm?.[Symbol.asyncDispose]();
});

test("a field is required where its condition holds, over the whole record", async () => {
  await refused({ state: "sent", lines: [line] }, ["discount", "record.required"]);
  const { id } = await made({ state: "sent", lines: [line], discount: "5" });
  await refused({ discount: null }, ["discount", "record.required"], id);
  const open = await made({});
  await refused({ state: "sent", lines: [line] }, ["discount", "record.required"], open.id);
});

test("a field that is not shown is not asked for, and one that is shown is", async () => {
  await made({ state: "open" });
  await refused({ state: "lost" }, ["reason", "record.required"]);
  await made({ state: "lost", reason: "price" });
});

test("an option is taken only where its condition holds, and stays where it was", async () => {
  await refused({ state: "won" }, ["state", "record.not-offered"]);
  const { id } = await made({ state: "won", won_on: "2026-03-01" });
  await changed(id, { won_on: null });
  await changed(id, { subject: "x" });
  await refused({ tags: ["vip"], price: "10.00" }, ["tags", "record.not-offered"]);
  await made({ tags: ["vip", "a"], price: "2000.00" });
});

test("conditions and rules that read lists see the lists that come with the record", async () => {
  await refused({ state: "sent", discount: "1", lines: [] }, ["state", "record.not-offered"]);
  await made({ state: "sent", discount: "1", lines: [line] });
  await refused(
    {
      lines: [
        { text: "a", amount: 60 },
        { text: "b", amount: 60 },
      ],
    },
    ["lines", "record.rule"],
  );
  const { id } = await made({ lines: [{ text: "a", amount: 90 }] });
  await refused(
    {
      lines: [
        { text: "a", amount: 90 },
        { text: "b", amount: 20 },
      ],
    },
    ["lines", "record.rule"],
    id,
  );
  const { lines } = await read(id);
  expect(lines).toMatchObject([{ amount: 90 }]);
});

test("rows of a list are held to their own conditions, at their place", async () => {
  await refused({ lines: [{ text: "free" }, { text: "b" }] }, ["lines[1].amount", "record.required"]);
});

test("what is locked stays as it is, lists too", async () => {
  const { id } = await made({ state: "won", won_on: "2026-03-01", price: "5.00" });
  await refused({ price: "6.00" }, ["price", "record.read-only"], id);
  await changed(id, { price: "5.00", subject: "same" });
  await refused({ lines: [line] }, ["lines", "record.read-only"], id);
});

test("defaults are worked out from what is given, from others and from today", async () => {
  const customer = await (await send("customer", { json: { name: "R", language: "fr" } })).json();
  const offer = await made({ customer: customer.id });
  expect(offer).toMatchObject({
    language: "fr",
    greeting: "Bonjour",
    made_on: expect.stringMatching(/^\d{4}-/),
  });
  expect(await made({ language: "de" })).toMatchObject({ language: "de", greeting: "Hello" });
});

test("a unique set holds among the records of its condition alone", async () => {
  const { id: customer } = await (await send("customer", { json: { name: "U" } })).json();
  await made({ customer });
  await refused({ customer, state: "open" }, ["customer", "record.not-unique"], undefined, 409);
  await made({ customer, state: "lost", reason: "x" });
  const { id } = await made({ customer, state: "lost", reason: "y" });
  await refused({ state: "open" }, ["customer", "record.not-unique"], id, 409);
});

test("a reference takes only records that fit the record, and is asked again when that changes", async () => {
  const [one, other] = await Promise.all(["A", "B"].map((name) => sent("customer", { name })));
  const [own, strange, gone] = await Promise.all(
    [{ employer: one }, { employer: other }, { employer: one, left: true }].map((each) =>
      sent("person", each),
    ),
  );
  const { id } = await made({ customer: one, contact: own });
  for (const contact of [strange, gone])
    await refused({ customer: one, state: "won", won_on: "2026-01-01", contact }, [
      "contact",
      "record.not-choosable",
    ]);
  await refused({ customer: other }, ["contact", "record.not-choosable"], id);
  await changed(id, { customer: other, contact: strange });
  const model = crm.runtime.model();
  const filter = choosableFilter("employer == record.customer && !left", {
    ...{ model, type: "offer" },
    record: { customer: { id: one, title: "A" } },
  });
  const answer = await send(`person?filter=${encodeURIComponent(filter ?? "")}`, {});
  expect((await answer.json()).items).toMatchObject([{ id: own }]);
});

test("a batch tells each record what it lacks", async () => {
  const batch = { create: [{ state: "lost" }, { subject: "ok" }, { state: "won" }], atomic: false };
  const answer = await (await send("offer/batch", { json: batch })).json();
  const faults = answer.errors.map(({ path, code }: { path: string; code: string }) => [path, code]);
  expect(faults).toEqual([
    ["create[0].reason", "record.required"],
    ["create[2].state", "record.not-offered"],
  ]);
});

test("a form knows the same from what it holds, and leaves open what it cannot know", () => {
  const model = buildModel(documents);
  const type = model.types.get("offer");
  if (!type) throw new Error("no type");
  const over = { model, record: { state: "lost", lines: [] } };
  const states = fieldStates(type, over);
  expect(states.get("reason")).toMatchObject({ visible: true, required: true });
  expect(states.get("price")?.readOnly).toBe(true);
  expect([...(states.get("state")?.withheld ?? [])]).toEqual(["sent", "won"]);
  const open = fieldStates(type, { model, record: { state: "open" } });
  expect(open.get("reason")).toMatchObject({ visible: false, required: false });
  expect([...(open.get("state")?.withheld ?? [])]).toEqual(["won"]);
  const initial = initialValues(type, { model, record: { customer: { id: "1", language: "fr" } } });
  expect(initial).toMatchObject({ state: "open", language: "fr", greeting: "Bonjour" });
});

// biome-ignore lint/suspicious/noExplicitAny: what the server answers is looked at by the tests.
async function made(values: object): Promise<any> {
  const answer = await send("offer", { json: values });
  const body = await answer.json();
  expect(answer.status, JSON.stringify(body)).toBe(201);
  return body;
}

async function changed(id: string, values: object): Promise<void> {
  const answer = await send(`offer/${id}`, { method: "PATCH", json: values });
  expect(answer.status, JSON.stringify(await answer.json())).toBe(200);
}

async function refused(
  values: object,
  [path, code]: readonly [string, string],
  id?: string,
  status = 422,
): Promise<void> {
  const answer = await (id
    ? send(`offer/${id}`, { method: "PATCH", json: values })
    : send("offer", { json: values }));
  expect([answer.status, await answer.json()]).toMatchObject([status, { errors: [{ path, code }] }]);
}

// biome-ignore lint/suspicious/noExplicitAny: what the server answers is looked at by the tests.
async function read(id: string): Promise<any> {
  return (await send(`offer/${id}?select=*,lines(*)`, {})).json();
}

async function sent(type: string, values: object): Promise<string> {
  return (await (await send(type, { json: values })).json()).id;
}

function send(path: string, init: object): Promise<Response> {
  return crm.request(`/api/records/${path}`, init, admin);
}
