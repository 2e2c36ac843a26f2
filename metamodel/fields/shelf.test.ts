import { expect, test } from "vitest";
import { buildModel } from "../build-model.ts";
import { checkDocuments, parseDocument } from "../check/index.ts";
import { defineFieldType } from "../field-type.ts";
import type { MetadataDocument } from "../kinds/index.ts";
import { recordAjv } from "../record-ajv.ts";
import { recordSchema } from "../record-schema.ts";
import { fieldTypes, shelf } from "./index.ts";
import { presence } from "./operators.ts";

const colour = defineFieldType<string>({
  name: "shade",
  label: { fr: "Couleur", en: "Colour" },
  help: { fr: "Une couleur.", en: "A colour." },
  icon: "palette",
  properties: {},
  column: () => "text",
  jsonSchema: () => ({ type: "string", pattern: "^#[0-9a-f]{6}$" }),
  widget: "text",
  format: (value) => value,
  toCell: (value) => value,
  fromCell: (cell) => ({ value: String(cell) }),
  operators: presence,
  aggregates: ["count"],
  sort: "plain",
  expressionType: "string",
  examples: ["#ff0000"],
  refused: ["red"],
});

function paint(): MetadataDocument[] {
  const label = { en: "Paint" };
  const parsed = parseDocument("type", {
    name: "paint",
    label,
    fields: [{ name: "shade", type: "shade", label, required: true, default: "#00ff00" }],
  });
  return "document" in parsed ? [parsed.document] : [];
}

test("a new field type needs only its file and one line on the shelf", () => {
  const withColour = shelf([...fieldTypes.values(), colour]);

  expect(checkDocuments(paint(), { shelf: withColour })).toEqual([]);
  const model = buildModel(paint(), { shelf: withColour });
  const type = model.types.get("paint");
  if (!type) throw new Error("no type");
  expect(type.fields.get("shade")?.type).toBe(colour);
  const accepts = recordAjv().compile(recordSchema(type, { mode: "change", model }));
  expect(accepts({ shade: "#ff0000" })).toBe(true);
  expect(accepts({ shade: "red" })).toBe(false);
});

test("a field type that is not on the shelf is a fault", () => {
  expect(checkDocuments(paint())).toMatchObject([
    { path: "type/paint fields[0].type", code: "metadata.field-type-unknown", values: { name: "shade" } },
  ]);
});
