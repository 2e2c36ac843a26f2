import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { testCrm } from "../../test/support/crm.ts";
import { mendStored } from "../tables/index.ts";

/** The first load fills bare tables; what the house works out and numbers is right from the first moment. */

const en = (text: string) => ({ en: text });
const field = (name: string, type: string, more: object = {}) => ({ name, type, label: en(name), ...more });
const documents = [
  { kind: "app", name: "house", label: en("House"), standard: false },
  {
    kind: "type",
    name: "folder",
    label: en("Folder"),
    fields: [
      field("name", "text"),
      field("matters", "children", { of: "matter", by: "folder" }),
      field("total", "rollup", { of: "matters.double", function: "sum", stored: true, indexed: true }),
      field("open", "rollup", { of: "matters", function: "count", where: "isOpen", stored: true }),
    ],
  },
  {
    kind: "type",
    name: "matter",
    label: en("Matter"),
    fields: [
      field("folder", "reference", { to: "folder" }),
      field("fee", "decimal", { decimals: 2 }),
      field("isOpen", "boolean"),
      field("double", "formula", { expression: "fee * 2", stored: true }),
      field("folder_name", "lookup", { path: "folder.name", stored: true }),
      field("number", "sequence", { pattern: "{type}-{000}", per: "subtype", unique: true }),
      field("strict", "sequence", { pattern: "S-{000}", gapless: true }),
    ],
  },
  { kind: "type", name: "visit", extends: "matter", label: en("Visit"), fields: [] },
].map((document) => JSON.parse(JSON.stringify(document).replaceAll("isOpen", "is_open")));

/** Three folders of ten matters each, four of them visits. The first visit brings number 40, so the eleven others draw 41 to 51. */
const generate = `
const key = (kind, number) => kind + "0000000-0000-7000-8000-" + String(number).padStart(12, "0");
export function* generate() {
  yield { type: "folder", records: [1, 2, 3].map((number) => ({ id: key("1", number), name: "F" + number })) };
  for (const folder of [1, 2, 3])
    yield {
      type: "matter",
      records: Array.from({ length: 10 }, (_, index) => ({
        type: index % 3 === 0 ? "visit" : "matter",
        folder: key("1", folder),
        fee: String(index) + ".50",
        is_open: index % 2 === 0,
        ...(folder === 1 && index === 0 ? { number: "visit-040", strict: "S-070" } : {}),
      })),
    };
}
`;

test("an app's example data is loaded with its numbers and stored fields, and the house goes on from there", async () => {
  const folder = await mkdtemp(join(tmpdir(), "dossier-first-load-"));
  await mkdir(join(folder, "metadata"));
  await mkdir(join(folder, "data"));
  for (const document of documents)
    await writeFile(join(folder, "metadata", `${document.name}.json`), JSON.stringify(document));
  await writeFile(join(folder, "data", "generate.ts"), generate);
  try {
    await using crm = await testCrm({ app: folder, size: 1 });
    const ask = async (path: string, init: object = {}) =>
      (await crm.request(`/api/records/${path}`, init, "administrator@test.example")).json();
    const folders = await ask("folder?select=name,total,open&sort=name");
    const figures = { total: "100", open: 5 };
    expect(folders.items).toMatchObject([1, 2, 3].map((number) => ({ name: `F${number}`, ...figures })));
    const matters = await ask("matter?select=type,number,strict,double,folder_name&limit=100&sort=number");
    expect(matters.items).toHaveLength(30);
    expect(matters.items[0]).toMatchObject({ number: "matter-001", folder_name: "F1" });
    expect(new Set(matters.items.map((item: { strict: string }) => item.strict)).size).toBe(30);
    expect(await mendStored(crm.database, { model: crm.runtime.model() })).toMatchObject([]);

    const send = (type: string) => ask(type, { json: { folder: folders.items[0].id, fee: "1.00" } });
    expect(await send("matter")).toMatchObject({ number: "matter-019", double: "2", folder_name: "F1" });
    expect((await send("visit")).number).toBe("visit-052");
    expect((await ask(`folder/${folders.items[0].id}`)).total).toBe("104");
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
