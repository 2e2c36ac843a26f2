import { expect, test } from "vitest";
import { type Field, fieldTypes } from "../../../metamodel/index.ts";
import { type FieldAt, isChip, toCel, toChips } from "./filter-chips.ts";

/** One sample field of every type on the shelf, named after its type. */
const fields = new Map<string, Field>(
  [...fieldTypes.values()].map((type) => {
    const name = type.name.replaceAll("-", "_");
    const document = { ...type.sample(), name };
    return [name, { name, document, type, declaredIn: "sample", column: name, label: document.label }];
  }),
);
const fieldAt: FieldAt = (path) => fields.get(path.replace(/^customer\./, "")) ?? null;

const values = (field: Field, takes: string): readonly unknown[] => {
  const examples = field.type.examples.slice(0, 2);
  if (takes === "nothing") return [null];
  if (takes === "text") return ["Duc && fils", 'dit "le grand"', "a || b", "(", "\\"];
  if (takes === "number") return [7];
  return takes === "values" ? [examples] : examples;
};

const everyWord = [...fields.values()].flatMap((field) =>
  Object.entries(field.type.operators).flatMap(([operator, word]) =>
    values(field, word.takes).map((value) => [field.name, operator, value] as const),
  ),
);

test.each(everyWord)("the filter %s %s %j reads back from its CEL text", (name, operator, value) => {
  for (const path of [name, `customer.${name}`]) {
    const cel = toCel([{ path, operator, value }], fieldAt);
    const chips = toChips(cel, fieldAt);
    expect(chips).toHaveLength(1);
    const [chip] = chips;
    expect(chip && isChip(chip)).toBe(true);
    expect(toCel(chips, fieldAt)).toBe(cel);
  }
});

test("an amount typed by hand is read like one that was chosen", () => {
  const [chip] = toChips("money > 1000.50", fieldAt);
  expect(chip).toEqual({ path: "money", operator: "above", value: "1000.50" });
  expect(toChips("money > 1000", fieldAt)).toEqual([{ path: "money", operator: "above", value: "1000" }]);
});

test("several filters keep their order and each its own chip", () => {
  const chips = [
    { path: "select", operator: "oneOf", value: ["open", "planned"] },
    { path: "date", operator: "nextDays", value: 7 },
    { path: "text", operator: "contains", value: "a && b" },
  ];
  expect(toChips(toCel(chips, fieldAt), fieldAt)).toEqual(chips);
});

test("what no filter word can say stays as text and is joined without changing its meaning", () => {
  const cel = 'select == "open" || date < today()';
  expect(toChips(cel, fieldAt)).toEqual([{ cel }]);
  const both = toCel([{ cel }, { path: "text", operator: "is", value: "x" }], fieldAt);
  expect(both).toBe(`(${cel}) && text == "x"`);
  expect(toChips(both, fieldAt)).toEqual([{ cel: `(${cel})` }, { path: "text", operator: "is", value: "x" }]);
});

test.each(["", "   ", "((((", '"', "&&", "text ==", "unknown == 1 && ", "text.includesText(", "}{"])(
  "broken text %j is kept in one piece or dropped, never thrown at the reader",
  (cel) => {
    expect(() => toChips(cel, fieldAt)).not.toThrow();
    expect(toChips(cel, fieldAt).every((part) => !isChip(part))).toBe(true);
  },
);
