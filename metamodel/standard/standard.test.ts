import { expect, test } from "vitest";
import { buildModel } from "../build-model.ts";
import { checkDocuments, parseDocument } from "../check/index.ts";
import type { MetadataDocument } from "../kinds/index.ts";
import { standardDocuments, standardTypes, withStandard } from "./index.ts";

const label = { fr: "Essai", en: "Trial" };

function app(standard: boolean | string[]): MetadataDocument {
  return document("app", { name: "trial", label, standard });
}

function document(kind: "app" | "type" | "form" | "view", json: Record<string, unknown>): MetadataDocument {
  const parsed = parseDocument(kind, json);
  if ("faults" in parsed) throw new Error(JSON.stringify(parsed.faults));
  return parsed.document;
}

function names(documents: readonly MetadataDocument[]): string[] {
  return documents.map(({ kind, name }) => `${kind}/${name}`);
}

test("the standard model has no fault", () => {
  expect(checkDocuments(withStandard([app(true)]))).toEqual([]);
});

test("every word of it exists in French and English", () => {
  const incomplete: string[] = [];
  JSON.stringify(standardDocuments, (_key, value) => {
    if (typeof value === "object" && value !== null && ("fr" in value || "en" in value))
      if (!value.fr?.trim() || !value.en?.trim()) incomplete.push(JSON.stringify(value));
    return value;
  });
  expect(incomplete).toEqual([]);
});

test("French is written with its own apostrophe and spaces", () => {
  const french: string[] = [];
  JSON.stringify(standardDocuments, (key, value) => {
    if (key === "fr") french.push(value);
    return value;
  });
  expect(french.filter((text) => /['"]|[^\s\u00a0\u202f][:;!?]/.test(text))).toEqual([]);
});

test("every type that can be created has a list and a name for its records", () => {
  const model = buildModel(withStandard([app(true)]));
  for (const type of model.types.values()) {
    expect(type.title, type.name).not.toBe('""');
    const views = [...model.views.values()].filter((view) => type.lineage.includes(view.type));
    expect(views.length, type.name).toBeGreaterThan(0);
  }
});

test("a form shows every field of its type", () => {
  const model = buildModel(withStandard([app(true)]));
  for (const form of model.forms.values()) {
    const placed = new Set(
      form.sections.flatMap(({ fields }) =>
        fields.map((field) => (typeof field === "string" ? field : field.name)),
      ),
    );
    const missing = [...(model.types.get(form.type)?.fields.keys() ?? [])].filter(
      (name) => !placed.has(name),
    );
    expect(missing, form.name).toEqual([]);
  }
});

test("an app gets the types it names and those they need, with their lists", () => {
  expect(names(withStandard([app(["trade"])]))).toEqual(["type/trade", "view/trade_all", "app/trial"]);
  const person = names(withStandard([app(["person"])]));
  expect(person).toEqual(
    expect.arrayContaining(["type/party", "type/address", "type/organisation", "type/entry", "form/person"]),
  );
  expect(checkDocuments(withStandard([app(["person"])]))).toEqual([]);
});

test("each type of the standard model can be taken alone", () => {
  for (const name of standardTypes) expect(checkDocuments(withStandard([app([name])])), name).toEqual([]);
});

test("an app that wants nothing of it gets nothing", () => {
  expect(names(withStandard([app(false)]))).toEqual(["app/trial"]);
  expect(withStandard([])).toEqual([]);
});

test("a type of the app replaces the standard one with its forms and lists", () => {
  const own = document("type", { name: "trade", label, fields: [{ name: "word", type: "text", label }] });
  const all = names(withStandard([app(["trade"]), own]));
  expect(all).toEqual(["app/trial", "type/trade"]);
});

test("a form of the app replaces the standard form of its type, a list the list of its name", () => {
  const form = document("form", { name: "ours", type: "equipment", label, sections: [] });
  const view = document("view", { name: "equipment_all", type: "equipment", label, columns: ["model"] });
  const all = withStandard([app(["equipment"]), form, view]);
  expect(names(all).filter((name) => name.startsWith("form/") && name.includes("equipment"))).toEqual([]);
  expect(names(all).filter((name) => name === "view/equipment_all")).toHaveLength(1);
  expect(all).toContain(view);
});
