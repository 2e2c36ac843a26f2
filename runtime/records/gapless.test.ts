import { afterAll, beforeAll, expect, test } from "vitest";
import { type MetadataDocument, typeDocument } from "../../metamodel/index.ts";
import { type TestCrm, testCrm } from "../../test/support/crm.ts";

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
