import { expect, test } from "vitest";
import { buildModel } from "../../../metamodel/build-model.ts";
import { type JsonSchema, typeDocument } from "../../../metamodel/index.ts";
import { formValidator } from "./validator.ts";

const label = { en: "X" };
const model = buildModel([
  typeDocument.parse({
    kind: "type",
    name: "label",
    label,
    fields: [
      { name: "tint", type: "colour", label },
      { name: "code", type: "text", maxLength: 3, label },
    ],
  }),
]);

test("a form takes a value in every spelling that the API takes, and refuses what it refuses", () => {
  const type = model.types.get("label");
  if (!type) throw new Error("the label is not in the model");
  const properties: Record<string, JsonSchema> = Object.fromEntries(
    [...type.fields.values()].map((field) => [field.name, field.type.jsonSchema(field.document)]),
  );
  const shown = () => ({ visible: true, required: false, readOnly: false, withheld: new Set<string>() });
  const validator = formValidator((words) => String(words), type, shown);
  const isRight = (values: Readonly<Record<string, unknown>>) =>
    validator.isValid({ type: "object", properties }, values, {});
  expect(["#fff", "#FFFFFF", "1c7ed6"].map((tint) => isRight({ tint, code: "abc" }))).toEqual([
    true,
    true,
    true,
  ]);
  expect([isRight({ tint: "bleu" }), isRight({ code: "abcd" })]).toEqual([false, false]);
});
