import { afterAll, beforeAll, expect, test } from "vitest";
import { type MetadataDocument, typeDocument } from "../../metamodel/index.ts";
import { type TestCrm, testCrm } from "../../test/support/crm.ts";
import { batchRecords } from "./index.ts";

/** Each subtype counts its records by itself, from 1, every year anew where the pattern shows the year. */

const en = (text: string) => ({ en: text });
const year = new Date().getFullYear();
const number = (name: string, pattern: string, more: object = {}) => ({
  ...{ name, type: "sequence", pattern, per: "subtype", label: en(name) },
  ...more,
});
const subtypes = ["breakdown", "request"];
const matter = (fields: readonly object[]) =>
  typeDocument.parse({ kind: "type", name: "matter", label: en("Matter"), title: "number", fields });
const subject = { name: "subject", type: "text", label: en("Subject") };
const counted = [
  subject,
  { name: "follows", type: "reference", to: "matter", label: en("Follows") },
  number("number", "{type}-{yyyy}-{000}", { unique: true }),
  number("strict", "S-{000}", { gapless: true, unique: true }),
];
const documents: MetadataDocument[] = [
  matter(counted),
  ...subtypes.map((name) =>
    typeDocument.parse({ kind: "type", name, extends: "matter", label: en(name), fields: [] }),
  ),
  typeDocument.parse({
    kind: "type",
    name: "visit",
    label: en("Visit"),
    fields: [subject, { name: "number", type: "sequence", pattern: "V-{00}", label: en("Number") }],
  }),
];

let crm: TestCrm;
beforeAll(async () => {
  crm = await testCrm({ documents, jobs: false });
}, 60_000);
afterAll(async () => {
  await crm?.[Symbol.asyncDispose]();
});

const send = async (path: string, json: object, method = "POST") => {
  const answer = await crm.request(`/api/records/${path}`, { json, method }, "administrator@test.example");
  return { status: answer.status, body: await answer.json() };
};
const numbersOf = async (type: string, column: string) => {
  const rows = await crm.database.sql.unsafe<{ number: string }[]>(
    `select "${column}" as number from record_matter where type = '${type}' order by 1`,
  );
  return rows.map((row) => row.number);
};

test("writers of both subtypes at once get numbers of their own series, without gaps where that is asked", async () => {
  const writer = async (turn: number) => {
    const type = subtypes[turn % 2] ?? "";
    for (let index = 0; index < 5; index++) {
      const both = { create: subtypes.map((each) => ({ type: each, subject: "both" })) };
      const answers = [await send(type, { subject: `${turn}` }), await send("matter/batch", both)];
      expect(answers.map(({ status }) => status)).toEqual([201, 200]);
    }
  };
  await Promise.all(Array.from({ length: 6 }, (_, turn) => writer(turn)));
  for (const type of subtypes) {
    const strict = await numbersOf(type, "strict");
    expect(strict).toEqual(Array.from({ length: 45 }, (_, index) => `S-${`${index + 1}`.padStart(3, "0")}`));
    const numbers = await numbersOf(type, "number");
    expect(new Set(numbers).size).toBe(45);
    expect(numbers[0]).toBe(`${type}-${year}-001`);
  }
});

test("who changes the subtype keeps the number, and is refused where the other subtype has the same", async () => {
  const { body } = await send("breakdown", { subject: "wrong" });
  expect(body).toMatchObject({ number: `breakdown-${year}-046`, strict: "S-046" });
  const moved = await send(`breakdown/${body.id}`, { type: "request" }, "PATCH");
  expect(moved).toMatchObject({
    status: 200,
    body: { type: "request", number: body.number, strict: "S-046" },
  });
  const taken = await send("breakdown", { subject: "S-047, as the next request" });
  const next = await send("request", { subject: "S-046 is the one that moved here" });
  expect(taken.body.strict).toBe("S-047");
  expect(next).toMatchObject({ status: 201, body: { strict: "S-047", number: `request-${year}-046` } });
  const refused = await send(`breakdown/${taken.body.id}`, { type: "request" }, "PATCH");
  expect(refused).toMatchObject({ status: 409, body: { code: "record.taken" } });
});

test("numbers that an import brings, for new records and for known ones, move the series of their subtype on", async () => {
  const imported = crm.as("administrator@test.example", "import");
  const created = { type: "request", number: `request-${year}-500`, strict: "S-500" };
  await batchRecords(imported, { type: "matter", create: [created] });
  const after = await send("request", { subject: "after" });
  expect(after.body).toMatchObject({ number: `request-${year}-501`, strict: "S-501" });
  const change = { id: after.body.id, number: `request-${year}-900`, strict: "S-900" };
  await batchRecords(imported, { type: "matter", update: [change] });
  const { body } = await send("request", { subject: "after the change" });
  expect(body).toMatchObject({ number: `request-${year}-901`, strict: "S-901" });
  expect((await send("breakdown", {})).body.strict).toBe("S-048");
});

test("a number given by hand is not drawn a second time by who is created with it, in one statement or several", async () => {
  const { body } = await send("request", { subject: "the last one so far" });
  const last = Number(body.strict.slice(2));
  const given = (step: number) => ({
    type: "request",
    number: `request-${year}-${last + step}`,
    strict: `S-${last + step}`,
  });
  const drawn = { type: "request", subject: "drawn" };
  const imported = crm.as("administrator@test.example", "import");
  const newest = async (count: number) => (await numbersOf("request", "strict")).slice(-count);
  const strict = (...steps: number[]) => steps.map((step) => `S-${last + step}`);
  await batchRecords(imported, { type: "matter", create: [drawn, given(1), drawn, given(3)] });
  expect(await newest(4)).toEqual(strict(1, 3, 4, 5));
  // Who refers to another new record is written in a later statement.
  const id = "019f0000-0000-7000-8000-000000000001";
  const create = [
    { ...drawn, id },
    { ...given(6), follows: id },
  ];
  await batchRecords(imported, { type: "matter", create });
  expect(await newest(2)).toEqual(strict(6, 7));
});

test("a field that begins to count by subtype, or without gaps, gives no number a second time", async () => {
  const apply = async (fields: readonly object[]) => {
    const json = { documents: [matter([...counted, ...fields])] };
    const answer = await crm.request("/api/metadata/apply", { json }, "administrator@test.example");
    expect(answer.status).toBe(200);
  };
  const later = { name: "later", type: "sequence", pattern: "L-{00}", label: en("Later") };
  await apply([later]);
  const numbers = async () =>
    (await Promise.all(subtypes.map((type) => send(type, {})))).map(({ body }) => body.later);
  expect((await numbers()).sort()).toEqual(["L-01", "L-02"]);
  await send("breakdown", {});
  await apply([{ ...later, per: "subtype" }]);
  expect((await numbers())[0]).toBe("L-04");
  await apply([{ ...later, per: "subtype", gapless: true }]);
  expect((await numbers())[0]).toBe("L-05");
  await apply([{ ...later, per: "subtype" }]);
  expect((await numbers())[0]).toBe("L-06");
  await apply([later]);
  expect((await numbers()).sort()).toEqual(["L-07", "L-08"]);
});
