import { expect, test } from "vitest";
import { buildModel } from "../../../metamodel/build-model.ts";
import { formDocument, typeDocument } from "../../../metamodel/kinds/index.ts";
import { formTitle, sectionsOf } from "./sections.ts";

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

test("a form says its sections, their fields in order, how wide they are, what is folded, and what helps", () => {
  const text = (name: string) => ({ name, type: "text", label: label(name) });
  const house = buildModel([
    type("offer", { fields: [text("a"), text("b"), text("c"), text("d")] }),
    formDocument.parse({
      kind: "form",
      name: "offer",
      type: "offer",
      label: label("Offre"),
      sections: [
        { label: label("Montants"), help: label("En francs"), fields: [{ name: "c", width: "full" }, "a"] },
        { label: label("Reste"), folded: true, fields: ["b"] },
      ],
    }),
  ]);
  const offer = house.types.get("offer");
  if (!offer) throw new Error("no type");
  const say = (key: string) => key;
  const found = sectionsOf(offer, { model: house, language: "fr", say, isWide: () => false });
  const told = found.map(({ fields, key: _, ...section }) => ({
    ...section,
    fields: fields.map(({ field, width }) => `${field.name} ${width}`),
  }));
  expect(told.slice(0, 2)).toEqual([
    { label: "Montants", help: "En francs", folded: false, fields: ["c full", "a half"] },
    { label: "Reste", help: null, folded: true, fields: ["b half"] },
  ]);
  expect(told[2]?.fields).toEqual(["d half"]);
});
