import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestCrm, testCrm } from "../../test/support/crm.ts";
import { storableTexts } from "../../test/support/hostile-texts.ts";
import { analyse, exchangeDocuments, records, runToEnd } from "./exchange.test-data.ts";
import { guardCell, unguardCell } from "./formula-guard.ts";

let crm: TestCrm;
beforeAll(async () => {
  crm = await testCrm({ documents: exchangeDocuments });
});
afterAll(async () => {
  await crm?.[Symbol.asyncDispose]();
});

test("a CSV says what the list says, with labels as headers, and takes its filter, columns, sort and language", async () => {
  const firm = await (
    await crm.request("/api/records/firm", { json: { name: "Clinique", city: "Vevey" } }, "administrator")
  ).json();
  const create = [
    { number: "E-1", due: "2026-03-04", fee: "-12.50", firm: firm.id, phone: "+41213124567" },
    { number: "E-2", note: '=cmd|"/C calc"!A0', state: "done", fee: "1234.5" },
  ];
  await crm.request("/api/records/order/batch", { json: { create } }, "administrator");
  const all = await crm.request("/api/export/order?sort=number", {}, "clerk");
  expect(all.headers.get("content-disposition")).toContain("Commandes.csv");
  expect(await textWithMark(all)).toBe(
    "\ufeffNuméro;Échéance;Montant;Client;Remarque;Téléphone;État\r\n" +
      "E-1;2026-03-04;-12.5;Clinique;;+41213124567;open\r\n" +
      `E-2;;1234.5;;"'=cmd|""/C calc""!A0";;done\r\n`,
  );
  const query = new URLSearchParams({
    filter: 'state == "open"',
    select: "id,number,firm(name,city),fee",
    language: "en",
    delimiter: ",",
    decimal: ",",
  });
  const some = await crm.request(`/api/export/order?${query}`, {}, "clerk");
  const [header, line] = (await textWithMark(some)).split("\r\n");
  expect(header).toBe("\ufeffKey,Number,Customer · name,Customer · city,Amount");
  expect(line).toMatch(/^[0-9a-f-]{36},E-1,Clinique,Vevey,"-12,5"$/);
});

test("what cannot be exported is refused before anything is sent", async () => {
  for (const query of ["filter=nothing%20%3D%3D%201", "select=nothing", "format=pdf", "select=firm(nothing)"])
    expect((await crm.request(`/api/export/order?${query}`, {}, "clerk")).status).toBe(400);
});

test.each([
  "=1+1",
  "+1+1",
  "-2+3",
  "@x",
  "\t=1",
  "\r=1",
  "'=1",
  "''-a",
  "＝1",
  "'",
  "-5",
  "+41 21 312 45 67",
  "a=1",
])("the text %j survives the guard against formulas", (text) => {
  expect(unguardCell(guardCell(text))).toBe(text);
  expect(guardCell(text)).not.toMatch(/^[=@\t\r＝]|^[+-](?![\d ]+$|\d)/);
});

test.each(["csv", "xlsx"])(
  "hostile texts go out through %s and come back unchanged",
  { timeout: 60_000 },
  async (format) => {
    const texts = storableTexts.filter((text) => text !== "" && text.length <= 30_000);
    const create = texts.map((note, index) => ({ number: `${format}-${index}`, note }));
    const batch = await crm.request("/api/records/order/batch", { json: { create } }, "administrator");
    expect(await batch.json()).toMatchObject({ errors: [] });
    const filter = encodeURIComponent(`number.startsWith("${format}-")`);
    const file = await crm.request(
      `/api/export/order?format=${format}&select=number,note&filter=${filter}`,
      {},
      "clerk",
    );
    const content = new Uint8Array(await file.arrayBuffer());
    const found = await analyse(crm, content, { name: `orders.${format}` });
    expect(found.rows).toBe(texts.length);
    const mapping = { ...found.mapping, columns: found.mapping.columns };
    const same = await runToEnd(crm, { file: found.file, mapping });
    expect(same.report.refusedLines).toEqual([]);
    expect(same.report).toMatchObject({ created: 0, changed: 0, unchanged: texts.length });

    const emptied = texts.map((_, index) => `${format}-${index};x`).join("\n");
    const other = await analyse(crm, `Numéro;Remarque\n${emptied}\n`);
    await runToEnd(crm, { file: other.file, mapping: other.mapping });
    await runToEnd(crm, { file: found.file, mapping });
    const saved = await records(crm, "order", `filter=${filter}&select=number,note`);
    expect(new Map(saved.map(({ number, note }) => [number, note]))).toEqual(
      new Map(texts.map((note, index) => [`${format}-${index}`, note])),
    );
  },
);

test("dates, money and references of a workbook come back as they were", async () => {
  const create = [{ number: "W-1", due: "2026-12-31", fee: "0.10", phone: "+33612345678", note: "0012" }];
  await crm.request("/api/records/order/batch", { json: { create } }, "administrator");
  const query = `format=xlsx&filter=${encodeURIComponent('number == "W-1"')}`;
  const file = await crm.request(`/api/export/order?${query}`, {}, "clerk");
  const found = await analyse(crm, new Uint8Array(await file.arrayBuffer()), { name: "w.xlsx" });
  const { report } = await runToEnd(crm, { file: found.file, mapping: found.mapping });
  expect(report).toMatchObject({ created: 0, changed: 0, unchanged: 1, refused: 0 });
});

async function textWithMark(response: Response): Promise<string> {
  return Buffer.from(await response.arrayBuffer()).toString("utf8");
}
