import { expect, test } from "vitest";
import { buildModel } from "../../metamodel/build-model.ts";
import { fieldTypes, recordSchema, typeDocument, valueFaults } from "../../metamodel/index.ts";

const label = { fr: "Champ", en: "Field" };
const options = [{ value: "a", label }];

/** A property, its value, and a value that is taken without it and refused with it. */
const limits: readonly (readonly [string, unknown, unknown])[] = [
  ["date.min", "2026-01-01", "2025-12-31"],
  ["date.max", "2026-01-01", "2026-01-02"],
  ["decimal.min", "1", "0.99"],
  ["decimal.max", "1", "1.01"],
  ["decimal.decimals", 1, "1.25"],
  ["duration.min", 10, 9],
  ["duration.max", 10, 11],
  ["integer.min", 10, 9],
  ["integer.max", 10, 11],
  ["long-text.maxLength", 3, "four"],
  ["money.min", "1", "0.99"],
  ["money.max", "1", "1.01"],
  ["percent.min", "1", "0.9"],
  ["percent.max", "1", "1.1"],
  ["percent.decimals", 0, "1.2"],
  ["rating.max", 3, 4],
  ["rich-text.maxLength", 10, "<p>more than ten letters</p>"],
  ["text.maxLength", 3, "four"],
  ["text.minLength", 5, "four"],
  ["text.pattern", "[0-9]+", "four"],
];

function isTaken(type: string, more: object, value: unknown): boolean {
  const document = typeDocument.parse({
    kind: "type",
    name: "held",
    label,
    fields: [{ ...fieldTypes.get(type)?.sample(), name: "held", label, ...more }],
  });
  const model = buildModel([document]);
  const held = model.types.get("held");
  if (!held) throw new Error(type);
  return valueFaults(recordSchema(held, { mode: "create", model }), { held: value }).length === 0;
}

test.each(limits)("the property %s (%j) refuses %j, which is taken without it", (property, limit, value) => {
  const [type = "", name = ""] = property.split(".");
  const wide = name === "decimals" ? { decimals: 4 } : {};
  expect([isTaken(type, wide, value), isTaken(type, { [name]: limit }, value)]).toEqual([true, false]);
});

test.each([
  ["select.options", "a", "b"],
  ["multi-select.options", ["a"], ["b"]],
] as const)("the property %s takes %j and refuses %j", (property, known, unknown) => {
  const [type = ""] = property.split(".");
  expect([isTaken(type, { options }, known), isTaken(type, { options }, unknown)]).toEqual([true, false]);
});

const habits = { language: "fr", country: "CH", timeZone: "Europe/Zurich", currency: "CHF" } as const;

test.each([
  ["integer.unit", { fr: "km" }, 12],
  ["decimal.unit", { fr: "kg" }, "1.5"],
  ["money.currency", "EUR", "12.50"],
  ["select.options.label", undefined, "a"],
  ["multi-select.options.label", undefined, ["a"]],
])("the property %s (%j) is read with a value", (property, said, value) => {
  const [type = "", name = ""] = property.split(".");
  const found = fieldTypes.get(type);
  const document = { name: "held", type, label, ...(name === "options" ? { options } : { [name]: said }) };
  expect(found?.format(value, document, habits)).toContain(
    typeof said === "string" ? said : (said ?? label).fr,
  );
});

test.each(["select", "multi-select"])(
  "a retired option of %s stays where it is and is offered to no new record",
  (type) => {
    const document = { name: "held", type, label, options: [{ value: "a", label, retired: true }] };
    const value = type === "select" ? "a" : ["a"];
    const takes = (creating: boolean) =>
      valueFaults(fieldTypes.get(type)?.jsonSchema(document, { creating }) ?? {}, value).length === 0;
    expect([takes(false), takes(true)]).toEqual([true, false]);
  },
);

test.each(["reference", "references"])("%s names and labels the list on the other side", (type) => {
  const reverse = { name: "named_here", label: { fr: "Nommés ici" } };
  const document = (name: string, fields: readonly object[]) =>
    typeDocument.parse({ kind: "type", name, label, fields });
  const model = buildModel([
    document("one", [{ name: "to_two", type, to: "two", label, reverse }]),
    document("two", []),
  ]);
  const field = model.types.get("two")?.fields.get("named_here");
  expect(field?.label).toEqual(reverse.label);
  expect(field?.type.relation(field.document)).toMatchObject({ kind: "many", of: "one", by: "to_two" });
});
