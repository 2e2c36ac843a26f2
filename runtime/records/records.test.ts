import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestCrm, testCrm } from "../../test/support/crm.ts";
import type { Crm } from "../crm.ts";
import { createRecord, listRecords, readRecord } from "./index.ts";
import { sample } from "./records-sample.ts";

let house: TestCrm;
let crm: Crm;

beforeAll(async () => {
  house = await testCrm({ documents: sample });
  crm = house.as("administrator");
});
afterAll(() => house?.[Symbol.asyncDispose]());

test("a record is created, numbered and read back in canonical form", async () => {
  const customer = await createRecord(crm, {
    type: "person",
    values: { last_name: "Müller", city: "Vevey" },
  });
  const { id, json } = await createRecord(crm, {
    type: "contract",
    values: {
      subject: "Chaudière",
      customer: customer.id,
      fee: "1234.5",
      trades: ["heating"],
      signed_at: "2026-03-04T10:00:00+01:00",
    },
  });
  const read = await readRecord(crm, { type: "contract", id });
  expect(read?.json).toBe(json);
  expect(JSON.parse(json)).toMatchObject({
    id,
    type: "contract",
    version: 1,
    title: expect.stringMatching(/^C-\d{4}-0001 Chaudière$/),
    fee: "1234.50",
    state: "draft",
    customer: { id: customer.id, type: "person", title: "Müller" },
    trades: ["heating"],
    signed_at: "2026-03-04T09:00:00.000Z",
    created_by: { id: crm.user.id },
  });
  const listed: unknown = JSON.parse(
    await listRecords(crm, {
      type: "contract",
      sort: "-customer.city,title",
      filter: 'customer.city == "Vevey"',
      search: "chaud",
      select: "number,customer(city),lines(*)",
    }),
  );
  expect(listed).toMatchObject({
    items: [{ number: "C-2026-0001", customer: { title: "Müller", city: "Vevey" }, lines: [] }],
    count: { value: 1, exact: true },
  });
});
