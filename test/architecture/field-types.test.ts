import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { fieldTypes } from "../../metamodel/index.ts";
import { root, sourceFiles } from "./rooms.ts";

const names = [...fieldTypes.keys()].join("|");
const question = new RegExp(
  `\\b(?:document|field|column|type)\\??\\.(?:type|type\\.name|fieldType)\\s*[!=]==\\s*"(?:${names})"`,
);

/** Documents that nobody has checked yet have no faces to ask. */
const unchecked = new Set(["metamodel/standard/index.ts"]);

test("no room asks which type a field has: it asks the type itself", () => {
  const asking = sourceFiles()
    .filter((file) => !file.startsWith("metamodel/fields/") && !/\.test(-data)?\.tsx?$/.test(file))
    .filter((file) => !unchecked.has(file) && question.test(readFileSync(join(root, file), "utf8")));
  expect(asking).toEqual([]);
});
