import { expect, test } from "vitest";
import { swissFrench } from "../../../core/language/index.ts";
import { type Field, fieldTypes } from "../../../metamodel/index.ts";
import { readTyped, readTypedDate, typedText, withDay } from "./typed.ts";

const now = new Date("2026-03-04T10:00:00Z");
const field = (name: string): Field => {
  const type = fieldTypes.get(name);
  if (!type) throw new Error(`${name} is not on the shelf`);
  return {
    name: "sample",
    type,
    document: type.sample(),
    declaredIn: "sample",
    column: "sample",
    label: type.label,
  };
};

test.each([
  ["4.3", "2026-03-04"],
  ["040326", "2026-03-04"],
  ["4.3.26", "2026-03-04"],
  ["auj", "2026-03-04"],
  ["dem", "2026-03-05"],
  ["+10", "2026-03-14"],
  ["2026-12-31", "2026-12-31"],
])("the typed day %s is understood", (text, day) => {
  expect(readTypedDate(field("date"), text, swissFrench, now)).toEqual({ value: day });
});

test.each(["31.2.2026", "demain peut-être", "'; drop table--", "\u0000", "99999999999"])(
  "%j is refused as a day in words, never thrown",
  (text) => {
    expect(readTypedDate(field("date"), text, swissFrench, now)).toHaveProperty("unreadable");
  },
);

test("an hour may follow the word for a day", () => {
  expect(withDay("dem 14:00", "2026-03-04")).toBe("2026-03-05 14:00");
  expect(readTypedDate(field("date-time"), "auj 14:30", swissFrench, now)).toEqual({
    value: "2026-03-04T13:30:00.000Z",
  });
});

test.each(["1'234.50", "1’234.50", "1 234,50", "1234.5"])(
  "the amount %s is read in every spelling",
  (text) => {
    expect(readTyped(field("money"), text, swissFrench)).toEqual({ value: "1234.50" });
  },
);

const typedTypes = [...fieldTypes.values()].filter(({ widget }) =>
  ["number", "money", "percent", "duration", "phone", "date", "date-time"].includes(widget),
);
test.each(typedTypes.flatMap((type) => type.examples.map((value) => [type.name, value] as const)))(
  "what stands in the input of a %s reads back to %j",
  (name, value) => {
    const text = typedText(field(name), value, swissFrench);
    expect(readTyped(field(name), text, swissFrench)).toEqual({ value });
  },
);
