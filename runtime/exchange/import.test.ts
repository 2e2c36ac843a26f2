import { afterAll, beforeAll, expect, test } from "vitest";
import * as z from "zod";
import { newId } from "../../core/ids.ts";
import { type TestCrm, testCrm } from "../../test/support/crm.ts";
import { analyse, exchangeDocuments, records, runToEnd, send, undo } from "./exchange.test-data.ts";
import { removeOldUploads } from "./uploads.ts";

let crm: TestCrm;
beforeAll(async () => {
  crm = await testCrm({ documents: exchangeDocuments });
});
afterAll(async () => {
  await crm?.[Symbol.asyncDispose]();
});

const orders = (name: string) => `filter=${encodeURIComponent(`number.startsWith("${name}")`)}&sort=number`;

test("each refused line is told with its column and reason, and comes back as a CSV to be corrected", async () => {
  await crm.request("/api/records/firm", { json: { name: "Twin" } }, "administrator");
  await crm.request("/api/records/firm", { json: { name: "Twin" } }, "administrator");
  const content = [
    "Numéro;Échéance;Montant;Client;État",
    "R-1;04.03.2026;10;;",
    "R-2;31.02.2026;10;;",
    ";04.03.2026;10;;",
    "R-4;;;;Terminée",
    "R-5;;;Nobody;",
    "R-6;;;Twin;",
    "R-7;;;;Perdue",
    "R-1;;;;;too;many",
  ].join("\n");
  const found = await analyse(crm, content);
  const mapping = { ...found.mapping, key: undefined };
  const preview = await crm.request(
    "/api/import/order",
    { json: { file: found.file, mode: "preview", mapping } },
    "clerk",
  );
  expect(await preview.json()).toMatchObject({ created: 1, refused: 7, complete: true });
  expect(await records(crm, "order", orders("R-"))).toEqual([]);

  const { id, report } = await runToEnd(crm, { file: found.file, mapping });
  expect(report).toMatchObject({ state: "done", created: 1, refused: 7 });
  const told = report.refusedLines.map(({ line, faults }) => [line, faults[0]?.column, faults[0]?.message]);
  expect(told).toEqual([
    [3, "Échéance", "« 31.02.2026 » n’est pas une date."],
    [4, "Numéro", "« Numéro » est obligatoire."],
    [5, "Montant", "Il manque le montant"],
    [6, "Client", "« Client » : aucune fiche n’est connue sous « Nobody »."],
    [7, "Client", "« Client » : 2 fiches sont connues sous « Twin »."],
    [8, "État", "« Perdue » n’est pas un choix proposé."],
    [9, null, expect.stringMatching(/7 cellules pour 5 colonnes/)],
  ]);
  const csv = await (await crm.request(`/api/imports/${id}/refused.csv`, {}, "clerk")).text();
  expect(csv.split("\r\n")[0]).toBe("Numéro;Échéance;Montant;Client;État;Ligne;Motif");
  expect(csv).toContain("R-2;31.02.2026;10;;;3;Échéance: « 31.02.2026 » n’est pas une date.");
  expect((await crm.request(`/api/imports/${id}`, {}, "reader")).status).toBe(404);
});

test("a parent that comes after its child is found, and a circle is refused", async () => {
  const found = await analyse(crm, "name;mother\nGrandchild;Child\nChild;Root\nRoot;\nHen;Egg\nEgg;Hen\n", {
    type: "firm",
  });
  const { report } = await runToEnd(crm, { file: found.file, mapping: found.mapping }, { type: "firm" });
  expect(report).toMatchObject({ created: 3, refused: 2 });
  const firms = await records(crm, "firm", `filter=${encodeURIComponent("mother != null")}&sort=name`);
  expect(firms).toMatchObject([
    { name: "Child", mother: { title: "Root" } },
    { name: "Grandchild", mother: { title: "Child" } },
  ]);
});

test("a key changes what is there, a second row of the same key changes the first, and undo sets all back", async () => {
  const first = await crm.request(
    "/api/records/order",
    { json: { number: "K-1", fee: "5.00", note: "old" } },
    "administrator",
  );
  const { id } = await first.json();
  const found = await analyse(crm, "number;fee;note\nK-1;6;new\nK-2;7;a\nK-2;8;b\nK-3;9;\nK-4;1;\n");
  expect(found.mapping).toMatchObject({ key: ["number"] });
  const run = await runToEnd(crm, { file: found.file, mapping: found.mapping });
  expect(run.report).toMatchObject({ created: 3, changed: 2, refused: 0 });
  expect(await records(crm, "order", orders("K-"))).toMatchObject([
    { fee: "6.00", note: "new" },
    { fee: "8.00", note: "b" },
    { fee: "9.00" },
    { fee: "1.00" },
  ]);

  await crm.request(`/api/records/order/${id}`, { method: "PATCH", json: { note: "by hand" } }, "clerk");
  const [third] = await records(crm, "order", orders("K-3"));
  await crm.request(`/api/records/order/${third?.id}`, { method: "PATCH", json: { fee: "99" } }, "clerk");
  const undone = await undo(crm, run.id);
  const told = await crm.request(`/api/history/order/${id}`, {}, "administrator");
  const jobs = (await told.json()).items.map(({ job }: { job: string | null }) => job);
  expect(jobs).toEqual([undone.id, null, expect.any(String), null]);
  expect(undone).toMatchObject({ state: "done", result: { deleted: 2, restored: 0, conflicts: 2 } });
  expect(await records(crm, "order", orders("K-"))).toMatchObject([
    { number: "K-1", fee: "5.00", note: "by hand" },
    { number: "K-3", fee: "99.00" },
  ]);
  const report = await (await crm.request(`/api/imports/${run.id}`, {}, "clerk")).json();
  expect(report).toMatchObject({
    state: "undone",
    conflicts: [
      { line: 2, message: expect.stringMatching(/« K-1 » a été modifié depuis l’import.*Remarque/) },
      { line: 5, message: expect.stringMatching(/« K-3 »/) },
    ],
  });
  const twice = await crm.request(`/api/imports/${run.id}/undo`, { method: "POST" }, "clerk");
  expect(await twice.json()).toMatchObject({ code: "import.not-undoable" });
});

test("who may only change is refused each new record and keeps his changes", async () => {
  await crm.request("/api/records/order", { json: { number: "C-1" } }, "administrator");
  const found = await analyse(crm, "number;fee\nC-1;3\nC-2;4\n", { who: "importer" });
  const { report } = await runToEnd(crm, { file: found.file, mapping: found.mapping }, { who: "importer" });
  expect(report).toMatchObject({ created: 0, changed: 1, refused: 1 });
  const others = await crm.request(
    "/api/import/order",
    { json: { file: found.file, mode: "preview", mapping: found.mapping } },
    "clerk",
  );
  expect(await others.json()).toMatchObject({ code: "import.file-unknown" });
});

test("a wrong mapping is refused with the place of each mistake", async () => {
  const found = await analyse(crm, "number;fee\nM-1;3\n");
  const columns = [
    { column: "numbre", field: "number" },
    { column: "fee", field: "feee" },
    { column: "number", field: "number" },
    { column: "fee", field: "firm", match: "nothing" },
  ];
  const answer = await crm.request(
    "/api/import/order",
    { json: { file: found.file, mode: "run", mapping: { columns, key: ["due"] } } },
    "clerk",
  );
  expect(await answer.json()).toMatchObject({
    code: "import.mapping-wrong",
    errors: [
      { path: "mapping.columns[0].column", message: expect.stringMatching(/« number »/) },
      { path: "mapping.columns[1].field", message: expect.stringMatching(/« fee »/) },
      { path: "mapping.columns[3].match" },
      { path: "mapping.key[0]" },
    ],
  });
});

test("an administrator keeps a mapping under a name, and the next file of its kind goes by it", async () => {
  const found = await analyse(crm, "Nr;Betrag\nS-1;GTX\n", { who: "administrator" });
  const mapping = {
    columns: [
      { column: "Nr", field: "number" },
      { column: "Betrag", field: "note", aliases: { GTX: "GTX Pro" } },
    ],
  };
  const json = { file: found.file, mode: "run", mapping, saveAs: "Fichier de l’ERP" };
  const answer = await crm.request("/api/import/order", { json }, "administrator");
  const { job, mapping: name } = await answer.json();
  expect(name).toBe("fichier_de_l_erp");
  await crm.runtime.jobs.finished(job);
  expect(await records(crm, "order", orders("S-"))).toMatchObject([{ note: "GTX Pro" }]);
  const next = await analyse(crm, "Betrag;Nr\nGTX;S-2\n");
  expect(next.mapping.columns).toContainEqual(expect.objectContaining({ column: "Nr", field: "number" }));
  const denied = await crm.request(
    "/api/import/order",
    { json: { ...json, file: next.file, saveAs: "Autre" } },
    "clerk",
  );
  expect(denied.status).toBe(403);
});

test("what cannot be found is told with what could be meant, and the field that finds the most is proposed", async () => {
  await crm.request("/api/records/firm", { json: { name: "GTX Pro", city: "Vevey" } }, "administrator");
  const found = await analyse(crm, "Numéro;Client;État\nA-1;GTX Pro;open\nA-2;GTXPro;Opne\n");
  expect(found.columns).toMatchObject([
    {},
    {
      entry: { field: "firm", match: "name" },
      unknown: 1,
      unknownValues: [{ value: "GTXPro", near: "GTX Pro" }],
    },
    { unknown: 1, unknownValues: [{ value: "Opne", near: "open" }] },
  ]);
});

test("an interrupted import is told, and goes on with the first row that is not in", async () => {
  const rows = Array.from({ length: 2_500 }, (_, index) => `I-${index};${index}`);
  const found = await analyse(crm, `number;fee\n${rows.join("\n")}\n`);
  const { id } = await runToEnd(crm, { file: found.file, mapping: found.mapping });
  const { sql } = crm.database;
  // As a process that was killed for good after its second batch leaves it.
  await sql`delete from record_order where number ~ '^I-2[0-9]{3}$'`;
  await sql`update kernel_import set state = 'running', done = 2000, created = 2000, job = ${newId()} where id = ${id}`;
  expect(await (await crm.request(`/api/imports/${id}`, {}, "clerk")).json()).toMatchObject({
    state: "interrupted",
  });
  await sql`update kernel_import set job = null where id = ${id}`;
  const states = async () =>
    z.object({ state: z.string() }).parse(await (await crm.request(`/api/imports/${id}`, {}, "clerk")).json())
      .state;
  expect(await states()).toBe("running");
  await sql`update kernel_import set touched_at = now() - interval '2 minutes' where id = ${id}`;
  expect(await states()).toBe("interrupted");
  const again = await crm.request(`/api/imports/${id}/continue`, { method: "POST" }, "clerk");
  const { job } = await again.json();
  expect(await crm.runtime.jobs.finished(job)).toMatchObject({
    state: "done",
    done: 2_500,
    result: { created: 2_500, changed: 0, unchanged: 0, refused: 0 },
  });
  expect((await send(crm, "x", { who: "reader" })).status).toBe(403);
});

test("files are forgotten after seven days, but for contents that somebody still needs", async () => {
  const old = await analyse(crm, "number;fee\nold;1\n");
  const twin = await analyse(crm, "number;fee\ntwin;1\n");
  await analyse(crm, "number;fee\ntwin;1\n");
  const { database, storage } = crm.runtime;
  const uploads = await database.sql<{ hash: string }[]>`
    update kernel_upload set created_at = now() - interval '8 days' where id = any(${[old.file, twin.file]})
    returning hash`;
  expect(await removeOldUploads(crm.runtime)).toBe(2);
  const kept = await Promise.all(uploads.map(({ hash }) => storage.has(hash)));
  expect(kept.sort()).toEqual([false, true]);
  const gone = await crm.request("/api/import/order", { json: { file: old.file, mode: "analyse" } }, "clerk");
  expect(await gone.json()).toMatchObject({ code: "import.file-unknown" });
});
