import { expect, test } from "vitest";
import { type Ask, fieldState, hasConditions } from "./conditions.ts";
import { fieldTypes } from "./fields/index.ts";

const answers: Readonly<Record<string, unknown>> = { yes: true, no: false, unknown: null };
const ask: Ask = (condition) => answers[condition];
const field = (more: object) => {
  const type = fieldTypes.get("select");
  if (!type) throw new Error("select is not on the shelf");
  return { type, document: { ...type.sample(), ...more } };
};

test.each([
  ["yes", true],
  ["no", false],
  ["unknown", true],
  ["elsewhere", true],
])("a field that is visible where “%s” is shown: %s", (visible, isShown) => {
  expect(fieldState(field({ visible }), ask).visible).toBe(isShown);
});

test.each([
  [true, true],
  [undefined, false],
  ["yes", true],
  ["unknown", false],
  ["elsewhere", false],
])("required and read-only: %j asks for it: %s", (property, isAsked) => {
  expect(fieldState(field({ required: property, readOnly: property }), ask)).toMatchObject({
    required: isAsked,
    readOnly: isAsked,
  });
});

test("what is not shown is not required", () => {
  expect(fieldState(field({ required: true, visible: "no" }), ask).required).toBe(false);
});

test("an option is offered where its condition holds, and always where it has none", () => {
  const label = { en: "X" };
  const options = [...["yes", "no", "unknown", "elsewhere"].map((when) => ({ value: when, label, when }))];
  const { withheld } = fieldState(field({ options: [...options, { value: "plain", label }] }), ask);
  expect([...withheld]).toEqual(["no", "unknown"]);
});

test("only fields that depend on others need an answer", () => {
  expect(hasConditions(field({ required: true, readOnly: false }))).toBe(false);
  expect(hasConditions(field({ where: "active" }))).toBe(true);
  expect(hasConditions(field({ options: [{ value: "a", label: { en: "A" }, when: "yes" }] }))).toBe(true);
});
