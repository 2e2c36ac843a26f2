import { expect, test } from "vitest";
import { testCrm } from "../../test/support/crm.ts";
import { batchRecords, changeRecord, createRecord, listPage, readRecord } from "./index.ts";

const label = (text: string) => ({ en: text });
const kinds = ["text", "integer", "date", "boolean", "decimal", "long-text", "email", "time", "multi-select"];
const more = {
  reference: { to: "place" },
  "multi-select": { options: [{ value: "a", label: label("A") }] },
};
const values = {
  text: "words",
  integer: 7,
  date: "2026-02-28",
  boolean: true,
  decimal: "1.5",
  "long-text": "many words",
  email: "a@example.ch",
  time: "08:30",
  "multi-select": ["a"],
};

const fields = Array.from({ length: 990 }, (_, at) => {
  const type = at < 40 ? "reference" : (kinds[at % kinds.length] ?? "text");
  return { name: `f${at}`, type, label: label(`Field ${at}`), ...more[type as keyof typeof more] };
});
const documents = [
  {
    kind: "type",
    name: "place",
    label: label("Place"),
    fields: [{ name: "town", type: "text", label: label("Town") }],
  },
  { kind: "type", name: "order", label: label("Order"), fields },
];
const valuesOf = (isFilled: (at: number) => boolean) =>
  Object.fromEntries(
    fields.flatMap(({ name, type }, at) =>
      type === "reference" || !isFilled(at) ? [] : [[name, values[type as keyof typeof values]]],
    ),
  );

test("a type with as many fields as a table holds is written, changed, read and listed", async () => {
  await using house = await testCrm({ documents: documents as never });
  const crm = house.as("administrator");
  const all = valuesOf((at) => at % 2 === 0);
  const { id: vevey } = await createRecord(crm, { type: "place", values: { town: "Vevey" } });
  const { id } = await createRecord(crm, { type: "order", values: all });
  await createRecord(crm, { type: "order", values: { ...all, f39: vevey } });
  await changeRecord(crm, { type: "order", id, values: { ...all, f45: "changed", f39: vevey } });
  const read = await readRecord(crm, { type: "order", id });
  expect(JSON.parse(read?.json ?? "")).toMatchObject({ ...all, f45: "changed", f39: { title: "Vevey" } });
  const batch = await batchRecords(crm, {
    type: "order",
    create: [all, { f46: 1 }],
    update: [{ ...all, id, f45: "once more" }],
  });
  expect(batch.created.every((one) => one !== null)).toBe(true);
  const page = await listPage(crm, { type: "order", filter: "f46 == 7", sort: "-f38.town,f45" });
  expect(JSON.parse(`[${page.items}]`)).toHaveLength(3);
});

test("a record that fills more than PostgreSQL's row holds is refused in words, and nothing is kept", async () => {
  await using house = await testCrm({ documents: documents as never });
  const crm = house.as("administrator");
  const create = createRecord(crm, { type: "order", values: valuesOf(() => true) });
  await expect(create).rejects.toMatchObject({
    code: "record.invalid",
    faults: [{ code: "record.too-wide" }],
  });
  const page = await listPage(crm, { type: "order" });
  expect(page.items).toBe("");
});
