import { afterAll, beforeAll, expect, test } from "vitest";
import { kinds } from "../../metamodel/index.ts";
import { type TestCrm, testCrm } from "../../test/support/crm.ts";
import { analyse, exchangeDocuments, records, runToEnd } from "./exchange.test-data.ts";

const mapping = (name: string, type: string, column: string) =>
  kinds.mapping.parse({
    kind: "mapping",
    name,
    type,
    label: { fr: `Fichier ${name}` },
    columns: [{ column, field: type === "firm" ? "name" : "number" }],
  });

let crm: TestCrm;
beforeAll(async () => {
  crm = await testCrm({
    documents: [...exchangeDocuments, mapping("erp", "order", "Nr"), mapping("shop", "firm", "Nom")],
  });
  for (const [name, city] of [
    ["Duc", "Nyon"],
    ["Roy", "Morges"],
  ])
    await crm.request("/api/records/firm", { json: { name, city } }, "administrator");
});
afterAll(() => crm[Symbol.asyncDispose]());

/** Imports one cell, and tells what is in the field afterwards. */
async function imported(cell: string, column: { field: string; [said: string]: string }) {
  const number = crypto.randomUUID();
  const { file } = await analyse(crm, `Nr;Cellule\n${number};${cell}\n`);
  const columns = [
    { column: "Nr", field: "number" },
    { column: "Cellule", ...column },
  ];
  const { report } = await runToEnd(crm, { file, mapping: { columns } });
  expect(report.refusedLines).toEqual([]);
  const [order] = await records(crm, "order", `filter=${encodeURIComponent(`number == "${number}"`)}`);
  return order?.[column.field];
}

test.each([
  ["d/m/y", "2026-02-01"],
  ["m/d/y", "2026-01-02"],
])("a column whose dates are said to be %s is read so", async (dates, read) => {
  expect(await imported("1/2/2026", { field: "due", dates })).toBe(read);
});

test.each([
  [",", "12.50", "12,50"],
  [".", "12.50", "12.50"],
  [",", "1234.00", "1.234"],
])("a column whose decimals are said to stand behind “%s” reads %s from %s", async (decimal, read, cell) => {
  expect(await imported(cell, { field: "fee", decimal })).toBe(read);
});

test("a reference is found by the field that its column says, else by the title", async () => {
  expect(await imported("Nyon", { field: "firm", match: "city" })).toMatchObject({ title: "Duc" });
  expect(await imported("Roy", { field: "firm" })).toMatchObject({ title: "Roy" });
});

test("kept mappings are offered by their labels, to files for their type", async () => {
  const { mappings } = await analyse(crm, "Nr\n1\n");
  expect(mappings).toEqual([{ name: "erp", label: { fr: "Fichier erp" }, fits: true }]);
  const firms = await analyse(crm, "Nom\nDuc\n", { type: "firm" });
  expect(firms.mappings).toMatchObject([{ name: "shop", label: { fr: "Fichier shop" } }]);
});
