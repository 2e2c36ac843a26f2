import { expect, test } from "vitest";
import { fill, inWords, nearest } from "./index.ts";

test("a label is read in the reader's language, or in one it exists in", () => {
  expect(inWords({ fr: "Cas", en: "Case" }, "en")).toBe("Case");
  expect(inWords({ de: "Fall" }, "en")).toBe("Fall");
  expect(inWords({}, "en")).toBe("");
});

test("places of a sentence are filled once, and what stands in a value stays as it is", () => {
  expect(fill("{a} and {b} and {c}", { a: "{b}", b: 2 })).toBe("{b} and 2 and {c}");
  expect(fill("{constructor} {__proto__}", {})).toBe("{constructor} {__proto__}");
});

test("a mistyped word finds the one that was meant, and a strange one none", () => {
  expect(nearest("moneyy", ["money", "date"])).toBe("money");
  expect(nearest("dtae", ["money", "date"])).toBe("date");
  expect(nearest("banana", ["money", "date"])).toBeUndefined();
});
