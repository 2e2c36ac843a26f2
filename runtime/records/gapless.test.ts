import { afterAll, beforeAll, expect, test } from "vitest";
import { type MetadataDocument, typeDocument } from "../../metamodel/index.ts";
import { type TestCrm, testCrm } from "../../test/support/crm.ts";
import { batchRecords, createRecord, readRecord } from "./index.ts";

/** Numbers without gaps, whoever creates at the same time and whatever is refused or taken back. */

const en = (text: string) => ({ en: text });
const documents: MetadataDocument[] = [
  typeDocument.parse({
    kind: "type",
    name: "invoice",
    label: en("Invoice"),
    title: "number",
    fields: [
      { name: "number", type: "sequence", pattern: "F-{0000}", gapless: true, label: en("Number") },
      { name: "fee", type: "integer", label: en("Fee") },
    ],
    unique: [{ fields: ["number"] }],
    rules: [{ when: "fee < 0", refuse: en("Less than nothing."), at: ["fee"] }],
  }),
];

let crm: TestCrm;
beforeAll(async () => {
  crm = await testCrm({ documents, jobs: false });
}, 60_000);
afterAll(async () => {
  await crm?.[Symbol.asyncDispose]();
});

test("eight writers at once, with refusals among them and calls taken back, leave no number out", async () => {
  const writer = async (turn: number) => {
    for (let index = 0; index < 6; index++) {
      await send("invoice", { fee: index % 3 === 0 ? -1 : turn });
      const create = [{ fee: 1 }, { fee: index % 2 === 0 ? -1 : 2 }, { fee: 3 }];
      await send("invoice/batch", { create, atomic: index % 4 < 2 });
    }
  };
  await Promise.all(Array.from({ length: 8 }, (_, turn) => writer(turn)));
  const rows = await crm.database.sql<
    { number: string }[]
  >`select number from record_invoice order by number`;
  const wanted = rows.map((_, index) => `F-${String(index + 1).padStart(4, "0")}`);
  expect(rows.length).toBeGreaterThan(50);
  expect(rows.map(({ number }) => number)).toEqual(wanted);
});

async function send(path: string, json: object): Promise<void> {
  const answer = await crm.request(`/api/records/${path}`, { json }, "administrator@test.example");
  expect(answer.status).toBeLessThan(500);
}

test("a number that is brought along and refused moves no counter, alone or among others", async () => {
  const importer = crm.as("administrator", "import");
  const next = async () => (await crm.database.sql`select value from kernel_counter`)[0]?.value;
  const before = Number(await next());
  const lines = [{ fee: 1 }, { fee: -1, number: "F-7000" }, { fee: 2 }];
  const { created, faults } = await batchRecords(importer, { type: "invoice", create: lines, atomic: false });
  expect(created.map((one) => one !== null)).toEqual([true, false, true]);
  expect(faults.map(({ path }) => path)).toEqual(["create[1].fee"]);
  await batchRecords(importer, { type: "invoice", create: [{ fee: -1, number: "F-8000" }], atomic: false });
  await createRecord(importer, { type: "invoice", values: { fee: -1, number: "F-9000" } }).catch(() => null);
  expect(Number(await next())).toBe(before + 2);
});

test("what is written again because a number was refused tells each fault once", async () => {
  const importer = crm.as("administrator", "import");
  const { id } = await createRecord(importer, { type: "invoice", values: { fee: 1, number: "F-1200" } });
  const lines = [{ fee: -1 }, { fee: 1, number: "F-1200" }, { fee: 1, number: "F-1300" }, { fee: "x" }, {}];
  const { created, faults } = await batchRecords(importer, {
    type: "invoice",
    create: lines,
    update: [{ id, fee: 5 }],
    atomic: false,
  });
  expect(created.map((one) => one !== null)).toEqual([false, false, true, false, true]);
  expect(faults.map(({ path }) => path).sort()).toEqual([
    "create[0].fee",
    "create[1].number",
    "create[3].fee",
  ]);
  const { json } = (await readRecord(importer, { type: "invoice", id: created[4]?.id ?? "" })) ?? {};
  expect(JSON.parse(json ?? "{}").number).toBe("F-1301");
  expect((await createRecord(importer, { type: "invoice", values: {} })).json).toContain("F-1302");
});
