import { readdir, readFile } from "node:fs/promises";
import { Ajv } from "ajv";
import { expect, test } from "vitest";
import { parseDocument } from "../../metamodel/check/index.ts";
import { fieldTypes, type Kind } from "../../metamodel/index.ts";
import { standardDocuments } from "../../metamodel/standard/index.ts";
import { generatedFiles, generatedFolder } from "./generate.ts";

test("the generated schemas are those of the kinds; otherwise run `node runtime/command/generate.ts`", async () => {
  const files = generatedFiles();
  expect(await readdir(generatedFolder)).toEqual([...files.keys()].sort());
  for (const [name, text] of files)
    expect(await readFile(new URL(name, generatedFolder), "utf8"), name).toBe(text);
});

const ajv = new Ajv({ strict: false });
const schemas = new Map(
  [...generatedFiles()].map(([name, text]) => [name.replace(".json", ""), JSON.parse(text)]),
);

function accepts(kind: Kind, document: unknown): boolean {
  return ajv.validate(schemas.get(kind), document);
}

test("an editor accepts every document of the standard model, with its kind and without", () => {
  for (const document of standardDocuments) {
    const { kind, ...rest } = document;
    expect(accepts(kind, document), `${kind}/${document.name}`).toBe(true);
    expect(accepts(kind, { $schema: `../generated/${kind}.json`, ...rest })).toBe(true);
  }
});

test("an editor knows every field type with its own properties and no others", () => {
  const label = { fr: "X" };
  for (const type of fieldTypes.values()) {
    const document = { name: "x", label, fields: [type.sample()] };
    expect(accepts("type", document), type.name).toBe(true);
    expect(accepts("type", { ...document, fields: [{ ...type.sample(), colour: "red" }] }), type.name).toBe(
      false,
    );
  }
  expect(accepts("type", { name: "x", label, fields: [{ name: "a", type: "moneyy", label }] })).toBe(false);
});

test.each([
  ["type", { name: "x", label: {}, fields: [] }],
  ["type", { name: "X", label: { fr: "x" } }],
  ["view", { name: "x", type: "y", label: { fr: "x" }, columns: [] }],
  ["view", { name: "x", type: "y", label: { fr: "x" }, shape: "board" }],
  ["dashboard", { name: "x", label: { fr: "x" }, tiles: [{ name: "t" }] }],
  ["role", { name: "x", label: { fr: "x" }, types: { case: { se: true } } }],
] as const)("an editor and the parser both refuse this %s: %j", (kind, document) => {
  expect(accepts(kind, document)).toBe(false);
  expect(parseDocument(kind, document)).toHaveProperty("faults");
});
