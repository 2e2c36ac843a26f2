import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as z from "zod";
import { type TestCrm, testCrm } from "../../test/support/crm.ts";
import { parsedDocuments } from "../../test/support/parsed.ts";

const en = (text: string) => ({ en: text, fr: text });
const documents = parsedDocuments([
  { kind: "app", name: "house", label: en("House") },
  {
    kind: "type",
    name: "customer",
    label: en("Customer"),
    title: "name",
    fields: [
      { name: "name", type: "text", label: en("Name"), searchable: true },
      { name: "region", type: "text", label: en("Region") },
    ],
  },
  {
    kind: "type",
    name: "matter",
    label: en("Matter"),
    title: 'subject + " / " + customer.name',
    fields: [
      { name: "subject", type: "text", label: en("Subject"), searchable: true },
      { name: "hours", type: "integer", label: en("Hours") },
      { name: "step", type: "integer", label: en("Step") },
      { name: "due", type: "date", label: en("Due") },
      { name: "tags", type: "tags", label: en("Tags") },
      { name: "secret", type: "text", label: en("Secret") },
      { name: "customer", type: "reference", to: "customer", label: en("Customer") },
      { name: "double", type: "formula", expression: "hours * 2", as: "integer", label: en("Double") },
    ],
  },
  { kind: "type", name: "complaint", extends: "matter", label: en("Complaint"), fields: [] },
  {
    kind: "role",
    name: "guest",
    label: en("Guest"),
    types: { matter: { see: true, history: false }, customer: { see: true } },
  },
  {
    kind: "role",
    name: "clerk",
    label: en("Clerk"),
    types: {
      matter: { see: 'customer.region == "west"', fields: { secret: "hidden" } },
      customer: { see: 'region == "west"' },
    },
  },
]);

let crm: TestCrm;
beforeAll(async () => {
  crm = await testCrm({ documents });
});
afterAll(() => crm[Symbol.asyncDispose]());

const page = z.object({
  items: z.array(z.looseObject({ id: z.string(), version: z.number(), title: z.string().nullable() })),
  next: z.string().nullable(),
  count: z.object({ value: z.number() }).nullable(),
});
const send = (path: string, method: string, json?: unknown) =>
  crm.request(`/api/records/${path}`, { method, ...(json === undefined ? {} : { json }) }, "administrator");

async function made(type: string, values: object): Promise<string> {
  return z.object({ id: z.string() }).parse(await (await send(type, "POST", values)).json()).id;
}

async function list(type: string, query: Record<string, string>, who = "administrator") {
  const answer = await crm.request(`/api/records/${type}?${new URLSearchParams(query)}`, {}, who);
  return page.parse(await answer.json());
}

/** An instant that no change shares a millisecond with. */
async function instant(): Promise<string> {
  await wait(4);
  const [row] = await crm.database.sql<{ now: Date }[]>`select clock_timestamp()::timestamptz(3) as now`;
  await wait(4);
  return row?.now.toISOString() ?? "";
}

/** Numbers that are the same each time, below `most`. */
function numbers(seed: number): (most: number) => number {
  let state = seed;
  return (most) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % most;
  };
}

const everything = { select: "*", sort: "subject,-hours", archived: "with", limit: "200" };
const questions: readonly Record<string, string>[] = [
  everything,
  {
    filter: "hours > 3 && customer.name != 'Favre'",
    sort: "-hours,subject",
    select: "subject,customer(name,region)",
  },
  { filter: "double == 8 || due == null", select: "double,tags" },
  { search: "pump", select: "subject" },
  { trash: "true" },
  { archived: "only", select: "subject,archived_at" },
];

test("each list is at a past instant as it was read then, whatever happened since", async () => {
  const seed = 20_261_124;
  const draw = numbers(seed);
  const of = <T>(all: readonly T[]) => all[draw(all.length)] as T;
  const customers = [
    await made("customer", { name: "Duc", region: "west" }),
    await made("customer", { name: "Favre" }),
  ];
  const matters: string[] = [];
  // A change that changes nothing raises the version and is in no journal.
  let step = 0;
  const values = () => ({
    step: step++,
    subject: of(["Pump", "Boiler", "Valve", "Pump room"]),
    hours: of([null, 2, 4, 7]),
    due: of([null, "2026-01-31", "2024-02-29"]),
    tags: of([[], ["a"], ["b", "a"]]),
    customer: of([null, ...customers]),
  });
  const work: readonly (() => Promise<unknown>)[] = [
    async () => matters.push(await made(of(["matter", "complaint"]), values())),
    () => send(`matter/${of(matters)}`, "PATCH", values()),
    () => send(`matter/${of(matters)}`, "PATCH", { step: step++, type: of(["matter", "complaint"]) }),
    () => send(`matter/${of(matters)}`, "DELETE"),
    () => send(`matter/${of(matters)}/restore`, "POST"),
    () => send(`matter/${of(matters)}/archive`, "POST"),
    () => send(`matter/${of(matters)}/reactivate`, "POST"),
    () =>
      send(`customer/${of(customers)}`, "PATCH", {
        name: of(["Duc", "Dupont", "Favre"]),
        region: `west ${step++}`,
      }),
  ];
  const shadow: { at: string; query: Record<string, string>; was: unknown }[] = [];
  for (let round = 0; round < 4; round++) {
    for (let deed = 0; deed < 12; deed++) await (matters.length < 3 ? work[0]?.() : of(work)());
    const at = await instant();
    for (const query of questions) shadow.push({ at, query, was: (await list("matter", query)).items });
  }
  for (const { at, query, was } of shadow) {
    const now = await list("matter", { ...query, asOf: at });
    expect({ seed, at, query, items: now.items }).toEqual({ seed, at, query, items: was });
    expect(now.count?.value).toBe(now.items.length);
  }
  const early = await list("matter", { ...everything, asOf: "2001-01-01T00:00:00Z" });
  expect(early).toEqual({ items: [], next: null, count: { value: 0 } });
});

test("pages of the past follow each other by their cursor", async () => {
  for (const subject of ["P1", "P2", "P3"]) await made("matter", { subject });
  const asOf = await instant();
  const filter = 'subject == "P1" || subject == "P2" || subject == "P3"';
  const { items } = await list("matter", { filter, sort: "subject" });
  await send(`matter/${items[1]?.id}`, "PATCH", { subject: "Q" });
  const first = await list("matter", { filter, sort: "subject", limit: "2", asOf });
  expect(first.count?.value).toBe(3);
  const second = await list("matter", { filter, sort: "subject", limit: "2", asOf, after: first.next ?? "" });
  expect([...first.items, ...second.items].map(({ subject }) => subject)).toEqual(["P1", "P2", "P3"]);
});

test("the past is seen with the rights of today: who sees a record now sees what it was, and nobody else", async () => {
  const [west, east] = [
    await made("customer", { name: "W", region: "west" }),
    await made("customer", { name: "E", region: "east" }),
  ];
  const [came, left] = [
    await made("matter", { subject: "R came", customer: east, secret: "x" }),
    await made("matter", { subject: "R left", customer: west, secret: "y" }),
  ];
  const asOf = await instant();
  await send(`matter/${came}`, "PATCH", { customer: west, subject: "R now" });
  await send(`matter/${left}`, "PATCH", { customer: east });
  const query = { filter: 'subject.startsWith("R ")', select: "*", asOf };
  const { items, count } = await list("matter", query, "clerk");
  expect(items).toMatchObject([
    // The customer of then is out of his sight today: its key alone is in the record.
    { id: came, subject: "R came", customer: { id: east, title: null } },
  ]);
  expect(items[0]).not.toHaveProperty("secret");
  expect(count?.value).toBe(1);
  const told = await crm.request(
    `/api/records/matter?asOf=${asOf}&filter=secret+%3D%3D+%22x%22`,
    {},
    "clerk",
  );
  expect(told.status).toBe(400);
});

test("who may not see the history of a type is not shown its past", async () => {
  const refused = await crm.request(`/api/records/matter?asOf=${await instant()}`, {}, "guest");
  expect(refused.status).toBe(403);
  const customers = await list("customer", { asOf: await instant() }, "guest");
  expect(customers.items.length).toBeGreaterThan(0);
});

test("an instant that is none is refused", async () => {
  for (const asOf of ["yesterday", "2026-02-31", ""]) {
    const answer = await crm.request(`/api/records/matter?asOf=${asOf}`, {}, "administrator");
    expect(await answer.json()).toMatchObject({ status: 400, code: "request.invalid" });
  }
});
