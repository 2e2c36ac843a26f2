import { expect, test } from "vitest";
import { buildModel } from "../../../metamodel/build-model.ts";
import { formDocument, typeDocument } from "../../../metamodel/kinds/index.ts";
import { formTitle } from "./sections.ts";

const label = (fr: string) => ({ fr });
const type = (name: string, more: object = {}) =>
  typeDocument.parse({ kind: "type", name, label: label(name), ...more });
const model = buildModel([
  type("case"),
  type("fault", { extends: "case" }),
  type("offer"),
  formDocument.parse({
    kind: "form",
    name: "case",
    type: "case",
    label: label("Fiche de cas"),
    sections: [],
  }),
]);

test.each([
  ["case", "Fiche de cas"],
  ["fault", "fault"],
  ["offer", "offer"],
])("the page of a new %s is headed by its own form's label, else by its type's", (name, title) => {
  const found = model.types.get(name);
  expect(found && formTitle(model, found, "fr")).toBe(title);
});
