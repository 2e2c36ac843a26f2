import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { readAppFolder, writeAppFolder } from "./index.ts";

const type =
  '{\n "$schema": "../../../metamodel/generated/type.json", "name": "offer", "label": { "en": "Offer" },\n "fields": [] }';
const template = {
  $schema: "../../../metamodel/generated/template.json",
  name: "letter",
  type: "offer",
  label: { en: "Letter" },
  channel: "letter",
  subject: { en: "Letter" },
  body: { en: "file:letters/letter.en.html" },
};

async function folder(files: Readonly<Record<string, string>>) {
  const path = await mkdtemp(join(tmpdir(), "dossier-folder-"));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(path, name)), { recursive: true });
    await writeFile(join(path, name), content);
  }
  return {
    path,
    read: (name: string) => readFile(join(path, name), "utf8"),
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  };
}

test("an app folder is read with its kinds, subfolders and text files", async () => {
  await using app = await folder({
    "metadata/offer.json": `\uFEFF${type}`,
    "metadata/letters/letter.json": JSON.stringify(template),
    "templates/letters/letter.en.html": "<p>{{name}}</p>\n",
    "metadata/readme.txt": "not metadata",
  });
  expect(await readAppFolder(app.path)).toMatchObject([
    { kind: "template", name: "letter", body: { en: "<p>{{name}}</p>\n" } },
    { kind: "type", name: "offer" },
  ]);
});

const wrong: readonly [string, Readonly<Record<string, string>>, object][] = [
  ["broken JSON", { "metadata/a.json": "{ name: }" }, { path: "metadata/a.json", code: "metadata.file" }],
  [
    "a binary file",
    { "metadata/a.json": "\u0000\u0001\u0002" },
    { path: "metadata/a.json", code: "metadata.file" },
  ],
  [
    "an unknown kind",
    { "metadata/a.json": '{ "name": "a" }' },
    { path: "metadata/a.json", code: "metadata.kind-unknown" },
  ],
  [
    "a wrong property",
    { "metadata/a.json": type.replace('"fields"', '"feilds"') },
    { path: "metadata/a.json feilds" },
  ],
  [
    "the same document twice",
    { "metadata/a.json": type, "metadata/b.json": type },
    { path: "metadata/b.json", code: "metadata.twice" },
  ],
  [
    "a text file that is missing",
    { "metadata/a.json": JSON.stringify(template) },
    { path: "metadata/a.json", code: "metadata.file" },
  ],
  [
    "a text file outside of the folder",
    { "metadata/a.json": JSON.stringify({ ...template, body: { en: "file:../../../etc/passwd" } }) },
    { path: "metadata/a.json", code: "metadata.file" },
  ],
];

test.each(wrong)("%s is refused with its file and place", async (_, files, fault) => {
  await using app = await folder(files);
  await expect(readAppFolder(app.path)).rejects.toMatchObject({
    code: "metadata.invalid",
    faults: [expect.objectContaining(fault)],
  });
});

test("every wrong file is told at once", async () => {
  await using app = await folder({
    "metadata/a.json": "{",
    "metadata/b.json": "[]",
    "metadata/c.json": type,
  });
  await expect(readAppFolder(app.path)).rejects.toMatchObject({ values: { count: 2 } });
});

test("a folder without metadata is no app", async () => {
  await expect(readAppFolder("/nonexistent")).rejects.toMatchObject({ code: "metadata.no-folder" });
});

test("what was pulled is pushed back as the same documents, and untouched files stay as they were written", async () => {
  await using app = await folder({
    "metadata/offer.json": type,
    "metadata/letter.json": JSON.stringify(template),
    "templates/letters/letter.en.html": "<p>old</p>",
    "metadata/gone.json": type.replace('"offer"', '"gone"'),
  });
  const documents = (await readAppFolder(app.path)).filter(({ name }) => name !== "gone");
  const [letter, offer] = documents;
  if (letter?.kind !== "template" || letter.channel !== "letter" || !offer) throw new Error("no letter");
  const added = { ...letter, name: "second", body: { en: "<p>en</p>", fr: "<p>fr</p>" } };
  const changed = [{ ...letter, body: { en: "<p>new</p>" } }, offer, added];
  const done = await writeAppFolder(app.path, { documents: changed });
  expect(done.unchanged).toBe(1);
  expect(done.removed).toEqual(["metadata/gone.json"]);
  expect(await app.read("metadata/offer.json")).toBe(type);
  expect(await app.read("templates/letters/letter.en.html")).toBe("<p>new</p>");
  expect(await app.read("templates/second.fr.html")).toBe("<p>fr</p>");
  const again = await readAppFolder(app.path);
  expect(again.map(({ name }) => name).sort()).toEqual(["letter", "offer", "second"]);
  expect(again).toContainEqual(expect.objectContaining({ name: "second", body: added.body }));
  expect((await writeAppFolder(app.path, { documents: changed })).written).toEqual([]);
});
