import { expect, test } from "vitest";
import type * as z from "zod";
import { buildModel } from "./build-model.ts";
import { type MetadataDocument, typeDocument } from "./kinds/index.ts";

const label = { en: "X" };
const type = (document: Omit<z.input<typeof typeDocument>, "kind" | "label">): MetadataDocument =>
  typeDocument.parse({ kind: "type", label, ...document });
const text = (name: string, more: object = {}) => ({ name, type: "text", label, ...more });

test("a subtype has the fields, title, state, rules and capabilities of those above it", () => {
  const rule = { when: "due == null", refuse: label };
  const model = buildModel([
    type({
      name: "breakdown",
      extends: "case",
      fields: [text("serial", { unique: true })],
      rules: [rule],
      capabilities: { merge: {} },
    }),
    type({
      name: "case",
      abstract: true,
      title: "subject",
      state: "state",
      icon: "ticket",
      fields: [text("subject"), text("due"), text("state")],
      rules: [rule],
      unique: [{ fields: ["subject", "due"] }],
      capabilities: { journal: {} },
    }),
  ]);

  const breakdown = model.types.get("breakdown");
  expect(breakdown).toMatchObject({
    base: "case",
    parent: "case",
    lineage: ["breakdown", "case"],
    concrete: ["breakdown"],
    table: "record_case",
    title: "subject",
    state: "state",
    icon: "ticket",
    rules: [rule, rule],
    unique: [{ fields: ["subject", "due"] }, { fields: ["serial"] }],
  });
  expect([...(breakdown?.fields.keys() ?? [])]).toEqual(["subject", "due", "state", "serial"]);
  expect(breakdown?.fields.get("due")?.declaredIn).toBe("case");
  expect([...(breakdown?.capabilities.keys() ?? [])]).toEqual(["journal", "merge"]);
  expect(model.types.get("case")?.concrete).toEqual(["breakdown"]);
});

test("a type that says nothing is named by its first text", () => {
  const model = buildModel([
    type({ name: "a", fields: [{ name: "at", type: "date", label }, text("name"), text("other")] }),
    type({ name: "b", fields: [] }),
  ]);
  expect(model.types.get("a")?.title).toBe("name");
  expect(model.types.get("b")?.title).toBe('""');
});

test("fields that capabilities bring are fields like others", () => {
  const field = { name: "visit", type: "reference", to: "visit", label };
  const model = buildModel([type({ name: "entry", fields: [text("text")] }), type({ name: "visit" })], {
    brought: [{ on: "entry", by: "journal", field }],
  });
  expect(model.types.get("entry")?.fields.get("visit")?.document).toBe(field);
});

test("a column carries its field's name unless the registry knows another", () => {
  const documents = [type({ name: "case", fields: [text("serial"), text("other")] })];
  const model = buildModel(documents, { columns: { case: { "case.serial": "serial_2" } }, revision: 7 });
  expect(model.types.get("case")?.fields.get("serial")?.column).toBe("serial_2");
  expect(model.types.get("case")?.fields.get("other")?.column).toBe("other");
  expect(model.revision).toBe(7);
});

test("types that extend each other or nothing are left out, the others stay", () => {
  const model = buildModel([
    type({ name: "a", extends: "b" }),
    type({ name: "b", extends: "a" }),
    type({ name: "c", extends: "nobody" }),
    type({ name: "d" }),
  ]);
  expect([...model.types.keys()]).toEqual(["d"]);
});

test("a model of nothing has the habits of the house", () => {
  expect(buildModel([])).toMatchObject({
    revision: 0,
    language: "fr",
    app: { country: "CH", currency: "CHF" },
  });
});
