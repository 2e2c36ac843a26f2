import { expect, test } from "vitest";
import { editorSchemas } from "../../../metamodel/editor-schemas.ts";
import { fieldTypes, shelf } from "../../../metamodel/index.ts";
import { keepsItsColumns } from "./columns.ts";
import { dimensions } from "./dimensions.ts";
import { keepsItsDoors } from "./doors.ts";
import { keepsItsFaces } from "./faces.ts";
import { keepsItsPapers } from "./files-and-letters.ts";

// All that a new field type takes: its file, and this line.
const held = { shelf: shelf([...fieldTypes.values(), dimensions]), types: [dimensions] };

keepsItsFaces(held);
keepsItsColumns(held);
keepsItsDoors(held);
keepsItsPapers(held);

test("editors complete and check it with its own properties", () => {
  const schema = JSON.stringify(editorSchemas(held.shelf).type);
  expect(schema).toContain('"dimensions"');
  expect(schema).toContain('"largest"');
});
