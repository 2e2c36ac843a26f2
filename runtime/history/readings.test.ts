import { setTimeout as wait } from "node:timers/promises";
import { pino } from "pino";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import * as z from "zod";
import { openDatabase } from "../../core/database/index.ts";
import { type TestCrm, testCrm } from "../../test/support/crm.ts";
import { parsedDocuments } from "../../test/support/parsed.ts";
import { writeReadings } from "../readings/index.ts";
import { enqueue } from "../readings/queue.ts";
import { sealJournals, verifyJournal } from "./index.ts";

const en = (text: string) => ({ en: text });
const documents = parsedDocuments([
  { kind: "app", name: "house", label: en("House") },
  {
    kind: "type",
    name: "patient",
    label: en("Patient"),
    title: "name",
    traceReads: true,
    fields: [
      { name: "name", type: "text", label: en("Name"), searchable: true },
      { name: "finding", type: "text", label: en("Finding") },
      { name: "scan", type: "file", label: en("Scan") },
    ],
  },
  { kind: "type", name: "child", extends: "patient", label: en("Child"), fields: [] },
  {
    kind: "type",
    name: "visit",
    label: en("Visit"),
    fields: [{ name: "patient", type: "reference", to: "patient", label: en("Patient") }],
  },
  {
    kind: "role",
    name: "nurse",
    label: en("Nurse"),
    types: { patient: { see: true, history: false }, visit: { see: true } },
  },
  {
    kind: "role",
    name: "doctor",
    label: en("Doctor"),
    types: { patient: { see: true, change: true, export: true } },
  },
]);

let crm: TestCrm;
let [anna, boris]: string[] = [];
beforeAll(async () => {
  crm = await testCrm({ documents });
  anna = await made("patient", { name: "Anna", finding: "measles" });
  boris = await made("child", { name: "Boris" });
  await made("visit", { patient: anna });
});
afterAll(() => crm[Symbol.asyncDispose]());
beforeEach(async () => {
  await writeReadings(crm.database);
});

async function made(type: string, json: unknown): Promise<string> {
  const answer = await crm.request(`/api/records/${type}`, { json }, "administrator");
  return z.object({ id: z.string() }).parse(await answer.json()).id;
}

const items = z.object({
  items: z.array(z.looseObject({ how: z.string(), by: z.object({ name: z.string() }).nullable() })),
});

/** Who read a record, newest first, beginning with the first reading that is not of the test’s own past. */
async function readings(id: string | undefined, who = "administrator") {
  await writeReadings(crm.database);
  const answer = await crm.request(`/api/history/patient/${id}/readings`, {}, who);
  return items.parse(await answer.json()).items;
}

test("whoever reads a record of a traced type is in its history, whatever way he came by it", async () => {
  const before = (await readings(anna)).length;
  await crm.request(`/api/records/patient/${anna}`, {}, "nurse");
  await crm.request("/api/records/patient?filter=name+%21%3D+%22x%22", {}, "nurse");
  await crm.request("/api/records/visit?select=patient(finding)", {}, "nurse");
  await crm.request("/api/search?q=anna", {}, "doctor");
  const file = await crm.request("/api/export/patient", {}, "doctor");
  expect(await file.text()).toContain("measles");
  await crm.request(`/api/records/patient/${anna}`, { method: "PATCH", json: {} }, "doctor");
  await crm.request(`/api/history/patient/${anna}`, {}, "administrator");
  const told = await readings(anna);
  const nurse = { name: "nurse@test.example" };
  expect(told.slice(0, told.length - before)).toMatchObject([
    { how: "history", count: 1, via: "web" },
    { how: "record", by: { name: "doctor@test.example" } },
    { how: "export", count: 2, by: { name: "doctor@test.example" } },
    { how: "search", by: { name: "doctor@test.example" } },
    { how: "list", count: 1, by: nurse },
    { how: "list", count: 2, by: nurse },
    { how: "record", count: 1, by: nurse, request: expect.any(String), key: null, job: null },
  ]);
  expect((await readings(boris)).map(({ how }) => how)).toContain("list");
});

test("an answer that is given again is read again", async () => {
  const post = async () => {
    const sent = { json: { name: "Dora", finding: "cold" }, headers: { "idempotency-key": "dora" } };
    const answer = await crm.request("/api/records/patient", sent, "administrator");
    return z.object({ id: z.string(), finding: z.string() }).parse(await answer.json());
  };
  const { id } = await post();
  expect(await readings(id)).toEqual([]);
  expect((await post()).finding).toBe("cold");
  expect((await readings(id)).map(({ how }) => how)).toEqual(["record"]);
});

test("a title beside a link is no reading, and neither is a record of a type that traces none", async () => {
  const before = (await readings(anna)).length;
  await crm.request("/api/records/visit", {}, "nurse");
  await crm.request("/api/records/visit?select=patient", {}, "nurse");
  await crm.request(`/api/suggest/patient?q=ann`, {}, "nurse");
  expect(await readings(anna)).toHaveLength(before);
});

test("who opens a file reads the record that holds it", async () => {
  const form = new FormData();
  form.set("file", new File(["scan"], "scan.txt"));
  const sent = await crm.request("/api/files", { method: "POST", body: form }, "administrator");
  const scan = z.looseObject({ id: z.string() }).parse(await sent.json());
  const holder = await made("patient", { name: "Carla", scan: scan.id });
  const opened = await crm.request(`/api/files/${scan.id}`, {}, "administrator");
  expect(await opened.text()).toBe("scan");
  expect((await readings(holder)).map(({ how, file }) => [how, file])).toEqual([["document", "scan.txt"]]);
});

test("figures over traced records are kept as a reading of the type", async () => {
  await crm.request("/api/aggregate/patient?group=finding", {}, "nurse");
  await writeReadings(crm.database);
  const [last] = await crm.database.sql`
    select type, how, record, detail from kernel_reading order by id desc limit 1`;
  expect(last).toEqual({
    type: "patient",
    how: "figures",
    record: null,
    detail: { group: "finding", measures: "count" },
  });
});

test("only who may see the history is told who read", async () => {
  const refused = await crm.request(`/api/history/patient/${anna}/readings`, {}, "nurse");
  expect(refused.status).toBe(403);
});

test("readings are in the database within a second, sealed, and none is taken out unnoticed", async () => {
  await crm.request(`/api/records/patient/${anna}`, {}, "nurse");
  await wait(900);
  const { sql } = crm.database;
  const [row] = await sql<
    { count: number }[]
  >`select count(*)::int as count from kernel_reading where at > now() - interval '5 seconds'`;
  expect(row?.count).toBeGreaterThan(0);
  await sealJournals(crm.database);
  expect((await verifyJournal(crm.database)).findings).toEqual([]);
  await sql`delete from kernel_reading where id = (select max(id) from kernel_reading)`;
  const { findings } = await verifyJournal(crm.database);
  expect(findings).toHaveLength(1);
});

test("readings that cannot be written when the house closes are told and given up", async () => {
  const { url, schema } = crm.database;
  const database = await openDatabase({ data: "", databaseUrl: url, schema, pool: 1 });
  const told: string[] = [];
  const log = pino({ base: null, timestamp: false }, { write: (line: string) => told.push(line) });
  const reading = { who: null, via: "web", trace: null, type: "patient", record: null, how: "list" };
  await enqueue({ database, log }, [{ ...reading, detail: null }]);
  await database.close();
  await writeReadings(database, { isLast: true });
  await enqueue({ database, log }, [{ ...reading, detail: null }]);
  await wait(1_300);
  expect(told).toHaveLength(2);
  expect(told[0]).toContain('"lost":1');
});
