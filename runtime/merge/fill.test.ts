import { expect, test } from "vitest";
import { type Habits, swissFrench } from "../../core/language/index.ts";
import { buildModel } from "../../metamodel/build-model.ts";
import type { Model, ModelType } from "../../metamodel/index.ts";
import { compileFiller } from "./fill.ts";
import { mergeRecord } from "./merge-value.ts";

const label = (text: string) => ({ fr: text, en: text });
const model: Model = buildModel([
  {
    kind: "type",
    name: "offer",
    label: label("Offre"),
    fields: [
      { name: "number", type: "text", label: label("Numéro") },
      { name: "date", type: "date", label: label("Date") },
      { name: "fee", type: "money", currency: "CHF", label: label("Prix") },
      { name: "accepted", type: "boolean", label: label("Acceptée") },
      { name: "note", type: "long-text", label: label("Note") },
      { name: "customer", type: "reference", to: "customer", label: label("Client") },
      { name: "lines", type: "children", of: "line", by: "offer", label: label("Lignes") },
    ],
  },
  {
    kind: "type",
    name: "customer",
    label: label("Client"),
    fields: [{ name: "name", type: "text", label: label("Nom") }],
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
]);

const values = {
  id: "1",
  type: "offer",
  title: "O-12",
  number: "O-12",
  date: "2026-03-04",
  fee: "1234.50",
  accepted: false,
  note: "Un <b>\nDeux",
  customer: { id: "2", type: "customer", title: "Duc & Fils", name: "Duc & Fils" },
  lines: [
    { id: "3", type: "line", title: "a", text: "Pompe" },
    { id: "4", type: "line", title: "b", text: "Vanne" },
  ],
};

function fill(
  text: string,
  { output = "html", habits = swissFrench }: { output?: "html" | "text"; habits?: Habits } = {},
) {
  const type = model.types.get("offer") as ModelType;
  return compileFiller(text, { output })(
    {
      record: mergeRecord({ model, habits }, { type, values }),
      sender: { name: "Anne", email: "anne@lemanix.example" },
      house: { name: "Lémanix" },
    },
    { habits, now: new Date("2026-03-04T09:00:00Z") },
  );
}

test("values are written as people of the country write them", () => {
  expect(fill("{{fee}} · {{date}}")).toBe("CHF\u00a01’234.50 · 04.03.2026");
  expect(fill("{{date date 'long'}}")).toBe("4 mars 2026");
  expect(fill("{{date '2026-03-01' 'long'}}, {{date '2026-03-01' 'full'}}")).toBe(
    "1er mars 2026, dimanche 1er mars 2026",
  );
  expect(fill("{{date date 'long'}}", { habits: { ...swissFrench, language: "en" } })).toContain("March");
});

test("a field called like a function is still the field", () => {
  expect(fill("{{number}} {{date}} {{number fee}}")).toBe("O-12 04.03.2026 1’234.50");
  expect(fill("{{eq number 'O-12'}}")).toBe("true");
});

test("markup in values is text in HTML and stays itself in subject lines", () => {
  expect(fill("{{customer.name}} {{note}}")).toBe("Duc &amp; Fils Un &lt;b&gt;\nDeux");
  expect(fill("{{lines note}}")).toBe("Un &lt;b&gt;<br>Deux");
  expect(fill("{{customer.name}}", { output: "text" })).toBe("Duc & Fils");
});

test("a link without a field of its own shows the other record's title", () => {
  expect(fill("{{customer}}", { output: "text" })).toBe("Duc & Fils");
});

test("conditions ask the value and not its words", () => {
  expect(fill("{{#if accepted}}oui{{else}}non{{/if}} {{#unless accepted}}pas encore{{/unless}}")).toBe(
    "non pas encore",
  );
  expect(fill('{{choose number "O-11" "onze" "O-12" "douze" "autre"}}')).toBe("douze");
  expect(fill('{{choose number "O-11" "onze" "autre"}}')).toBe("autre");
  expect(fill('{{default missing "rien"}}')).toBe("rien");
});

test("lists repeat, and see what is around them", () => {
  expect(fill("{{#each lines}}{{@index}} {{text}} ({{../number}}); {{/each}}")).toBe(
    "0 Pompe (O-12); 1 Vanne (O-12); ",
  );
});

test("prototypes and foreign functions cannot be reached, whatever was checked before", () => {
  expect(fill("{{constructor}}{{toString}}{{__proto__}}{{customer.constructor.name}}")).toBe("");
  expect(() => fill("{{lookup this 'constructor'}}")).toThrow();
  expect(() => fill("{{log 'x'}}")).toThrow();
  expect(() => fill("{{> partial}}")).toThrow();
});
