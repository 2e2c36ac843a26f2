import { expect, test } from "vitest";
import { buildModel } from "../../metamodel/build-model.ts";
import { freeName, isName, nameFrom, takenNames } from "./field-names.ts";

test.each([
  ["Date d’échéance", "date_d_echeance"],
  ["  Cœur & âme ", "coeur_ame"],
  ["2e numéro", "n_2e_numero"],
  ["日本語", ""],
  ["x".repeat(60), "x".repeat(40)],
])("a label proposes an internal name: %s", (label, name) => {
  expect(nameFrom(label)).toBe(name);
  if (name) expect(isName(name)).toBe(true);
});

test("a name that is taken or means something else gets a number, within 40 characters", () => {
  expect(freeName("fee", new Set())).toBe("fee");
  expect(freeName("fee", new Set(["fee", "fee_2"]))).toBe("fee_3");
  expect(freeName("version", new Set())).toBe("version_2");
  expect(freeName("x".repeat(40), new Set(["x".repeat(40)]))).toBe(`${"x".repeat(38)}_2`);
});

test("fields of base and subtypes take names, those of siblings do not", () => {
  const text = (name: string) => ({ name, type: "text", label: { fr: name } });
  const type = (name: string, parent: string | null) => ({
    kind: "type" as const,
    name,
    label: { fr: name },
    ...(parent ? { extends: parent } : {}),
    fields: [text(`${name}_field`)],
  });
  const model = buildModel([type("case", null), type("offer", "case"), type("complaint", "case")]);
  expect([...takenNames(model, "offer")]).toEqual(["case_field", "offer_field"]);
  expect([...takenNames(model, "case")]).toEqual(["case_field", "offer_field", "complaint_field"]);
});
