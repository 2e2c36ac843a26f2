import { expect, test } from "vitest";
import { buildModel } from "../build-model.ts";
import type { Model, ModelType } from "../index.ts";
import { readTemplate, selectOf } from "./index.ts";

const label = (text: string) => ({ fr: text, en: text });
const model: Model = buildModel(
  [
    {
      kind: "app",
      name: "test",
      label: label("Test"),
      languages: ["fr", "en"],
      country: "CH",
      currency: "CHF",
      timeZone: "Europe/Zurich",
      modules: [],
      standard: false,
      plugins: [],
    },
    {
      kind: "type",
      name: "customer",
      label: label("Client"),
      fields: [
        { name: "name", type: "text", label: label("Nom") },
        { name: "city", type: "text", label: label("Ville") },
      ],
    },
    {
      kind: "type",
      name: "offer",
      label: label("Offre"),
      fields: [
        { name: "number", type: "text", label: label("Numéro") },
        { name: "fee", type: "money", label: label("Prix") },
        { name: "customer", type: "reference", to: "customer", label: label("Client") },
        { name: "lines", type: "children", of: "line", by: "offer", label: label("Lignes") },
      ],
    },
    {
      kind: "type",
      name: "line",
      label: label("Ligne"),
      fields: [
        { name: "text", type: "text", label: label("Texte") },
        { name: "offer", type: "reference", to: "offer", label: label("Offre") },
      ],
    },
  ],
  { revision: 1, columns: {}, brought: [] },
);

function offer(): ModelType {
  const type = model.types.get("offer");
  if (!type) throw new Error("the test model has no offer");
  return type;
}

function read(text: string) {
  const { needs, faults } = readTemplate(model, { type: offer(), text });
  return { select: selectOf(needs), codes: faults.map(({ code }) => code), faults };
}

test("a template's own text says which fields are fetched, references and children included", () => {
  const text =
    "{{number}} {{customer.name}} {{customer.city}} {{#each lines}}{{text}} {{../fee}} {{@index}}{{/each}}";
  expect(read(text)).toMatchObject({ select: "number,customer(name,city),lines(text),fee", codes: [] });
});

test("functions and conditions need the fields they are given", () => {
  const text = '{{#if (eq number "1")}}{{money fee}}{{else}}{{default customer.name "?"}}{{/if}}';
  expect(read(text)).toMatchObject({ select: "number,fee,customer(name)", codes: [] });
});

test("inside a block with a reference, names are the other record's", () => {
  expect(read("{{#with customer}}{{city}}{{/with}}")).toMatchObject({ select: "customer(city)", codes: [] });
});

test("a field that does not exist is told with its line and the nearest name", () => {
  const { faults } = read("{{number}}\n{{customer.nmae}}");
  expect(faults).toEqual([
    {
      path: "line 2",
      code: "template.field-unknown-near",
      values: { line: 2, path: "customer.nmae", type: label("Client"), near: "name" },
    },
  ]);
});

test("a plain value has nothing inside it", () => {
  expect(read("{{number.length}}").codes).toEqual(["template.field-unknown"]);
});

test("prototypes, unknown functions, raw output, partials and decorators are refused", () => {
  expect(read("{{constructor}}").codes).toEqual(["template.field-unknown"]);
  expect(read("{{__proto__.polluted}}").codes).toEqual(["template.field-unknown"]);
  expect(read("{{lookup customer 'constructor'}}").codes).toEqual(["template.helper-unknown"]);
  expect(read("{{{number}}}").codes).toEqual(["template.raw-refused"]);
  expect(read("{{> other}}").codes).toEqual(["template.form-refused"]);
  expect(read("{{#> layout}}{{/layout}}").codes).toEqual(["template.form-refused"]);
  expect(read("{{* decorate}}").codes).toEqual(["template.form-refused"]);
  expect(read("{{#log number}}{{/log}}").codes).toEqual(["template.helper-unknown"]);
});

test("a text that is no template is told with its line", () => {
  expect(read("one\n{{#if number}}").faults[0]).toMatchObject({ code: "template.broken" });
  expect(read("{{").codes).toEqual(["template.broken"]);
  expect(read("x".repeat(200_001)).codes).toEqual(["template.too-long"]);
});

test("blocks within blocks without end are refused before the parser sees them, wherever they nest", () => {
  const nested = (open: string, close: string, depth: number) =>
    `${open.repeat(depth)}x${close.repeat(depth)}`;
  expect(read(nested("{{#if number}}", "{{/if}}", 64)).codes).toEqual([]);
  expect(read(nested("{{#if number}}", "{{/if}}", 3_000)).faults).toEqual([
    { path: "line 1", code: "template.too-deep", values: { line: 1, limit: 64 } },
  ]);
  expect(read(nested("{{#if number}}{{else}}", "{{/if}}", 65)).codes).toEqual(["template.too-deep"]);
  expect(read(nested("{{^number}}", "{{/number}}", 65)).codes).toEqual(["template.too-deep"]);
  expect(read(`{{money ${nested("(money ", ")", 3_000)}}}`).codes).toEqual(["template.too-deep"]);
  expect(read(nested("{{#if number}}{{!-- {{/if}} --}}\\{{/if}}", "{{/if}}", 65)).codes).toEqual([
    "template.too-deep",
  ]);
  expect(read("{{#if number}}{{else if fee}}{{/if}}".repeat(500)).codes).toEqual([]);
  expect(read(`{{#if a}}${"{{else if number}}".repeat(3_000)}{{/if}}`).codes).toEqual(["template.too-deep"]);
});

test("who sends and the house are known without a field", () => {
  expect(read("{{sender.name}} {{house.name}} {{today}}")).toMatchObject({ select: "", codes: [] });
});
