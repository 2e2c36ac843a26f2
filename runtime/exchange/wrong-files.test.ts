import { Readable } from "node:stream";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestCrm, testCrm } from "../../test/support/crm.ts";
import { analyseFile } from "./analyse.ts";
import { exchangeDocuments, send } from "./exchange.test-data.ts";
import { keepUpload } from "./uploads.ts";

let crm: TestCrm;
beforeAll(async () => {
  crm = await testCrm({ documents: exchangeDocuments });
});
afterAll(async () => {
  await crm?.[Symbol.asyncDispose]();
});

test.each([
  ["an empty file", "", "import.empty", /vide/],
  ["an executable", new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 3]), "import.binary", /CSV/],
  ["a broken workbook", Buffer.from("PK\x03\x04 nothing behind"), "import.workbook", /Excel/],
  ["quotes that are never closed", 'a;b\n1;2\n3;"open\n4;5\n', "import.quotes", /Ligne 3/],
  ["a million columns", `${"a;".repeat(1_000_000)}\n1\n`, "import.too-many-columns", /au plus 2000/],
  ["a cell of more than a megabyte", `a;b\n1;${"x".repeat(1_000_001)}\n`, "import.cell-too-large", /Ligne 2/],
  ["a row of more than 16 MB", `a;b\n${"x".repeat(17_000_000)}\n`, "import.row-too-large", /Ligne 2/],
  ["a quote that swallows 17 MB", `a;b\n1;"\n${"2;3\n".repeat(4_300_000)}`, "import.quotes", /Ligne 2/],
])("%s is refused with its place", { timeout: 30_000 }, async (_words, content, code, words) => {
  const answer = await send(crm, typeof content === "string" ? content : new Uint8Array(content));
  expect(answer.status).toBe(422);
  expect(await answer.json()).toMatchObject({ code, detail: expect.stringMatching(words) });
});

test("a workbook that unpacks to gigabytes is refused before it is opened", async () => {
  const exported = await crm.request("/api/export/order?format=xlsx", {}, "administrator");
  const bomb = Buffer.from(await exported.arrayBuffer());
  // What its first part says of itself; `core/archive-limits.test.ts` tries those that lie.
  bomb.writeUInt32LE(700_000_000, bomb.indexOf("PK\x01\x02") + 24);
  const answer = await send(crm, new Uint8Array(bomb));
  expect(answer.status).toBe(422);
  expect(await answer.json()).toMatchObject({ code: "archive.too-large" });
});

test("without a file, of an unknown type or without the right nothing is read", async () => {
  const body = new FormData();
  body.append("other", "text");
  const none = await crm.request("/api/import/order", { method: "POST", body }, "clerk");
  expect(await none.json()).toMatchObject({ code: "import.no-file" });
  expect((await send(crm, "a\n1\n", { type: "nothing" })).status).toBe(404);
  expect((await send(crm, "a\n1\n", { who: "reader" })).status).toBe(403);
  expect((await crm.request("/api/export/order", {}, "reader")).status).toBe(403);
});

test("a file of 60 MB is read with bounded memory", { timeout: 120_000 }, async () => {
  const line = `${["A-1", "2026-03-04", "12.50", "x".repeat(200)].join(";")}\n`;
  const chunk = Buffer.from(line.repeat(2_000));
  const chunks = Math.ceil(60_000_000 / chunk.length);
  const content = Readable.from(
    (function* () {
      yield Buffer.from("number;due;fee;note\n");
      for (let index = 0; index < chunks; index++) yield chunk;
    })(),
  );
  const clerk = crm.as("clerk");
  const before = process.memoryUsage().rss;
  let most = before;
  const measure = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss);
  }, 20);
  const upload = await keepUpload(clerk, { name: "large.csv", content });
  const { rows } = await analyseFile(clerk, { upload, type: "order" });
  clearInterval(measure);
  expect(rows).toBe(chunks * 2_000);
  expect(most - before).toBeLessThan(200_000_000);
});
