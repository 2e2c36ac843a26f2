import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { checkDocuments, kindOf, parseDocument } from "../check/index.ts";
import { currentFormat } from "../kinds/index.ts";
import { upgradeDocument, upgrades, withFormat } from "./index.ts";
import type { RawDocument } from "./upgrade.ts";

/** A small app as each earlier format wrote it; when the number rises, a sample of the last shape is asked for. */
const formats = Array.from({ length: currentFormat }, (_, index) => index + 1);

describe.each(formats)("documents of format %i", (format) => {
  const documents = sampleOf(format);

  test("are read in today’s shape, and say nothing wrong", () => {
    const parsed = documents.map((json) => {
      const read = parseDocument(kindOf(json), json);
      if ("faults" in read) throw new Error(JSON.stringify(read.faults));
      return read.document;
    });
    expect(checkDocuments(parsed)).toEqual([]);
  });

  test("stay as they are when they are upgraded twice", () => {
    for (const json of documents) {
      const kind = kindOf(json);
      const once = upgradeDocument(json, kind);
      if ("fault" in once) throw new Error(once.fault.code);
      expect(upgradeDocument(once.document, kind)).toEqual(once);
    }
  });
});

test("each step leads to the next format, up to the current one", () => {
  expect(upgrades.map(({ to }) => to)).toEqual(formats.slice(1));
});

test("unique sets of format 1 become objects", () => {
  const type = { kind: "type", name: "a", label: { en: "A" }, unique: [["number", "year"]] };
  expect(upgradeDocument(type, "type")).toEqual({
    document: { ...type, unique: [{ fields: ["number", "year"] }] },
  });
});

test("a document goes out with the number of its format and comes in without", () => {
  const out = withFormat({ kind: "type", name: "a" });
  expect(out.format).toBe(currentFormat);
  expect(upgradeDocument(out, "type")).toEqual({ document: { kind: "type", name: "a" } });
});

test.each([currentFormat + 1, 0, 1.5, "2", null, {}])("a format nobody knows is refused: %s", (format) => {
  const read = parseDocument("type", { kind: "type", name: "a", label: { en: "A" }, format });
  expect(read).toEqual({
    faults: [expect.objectContaining({ path: "type/a format", code: "metadata.format-unknown" })],
  });
});

function sampleOf(format: number): RawDocument[] {
  return JSON.parse(readFileSync(new URL(`./samples/format-${format}.json`, import.meta.url), "utf8"));
}
