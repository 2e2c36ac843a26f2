import { expect, test } from "vitest";
import { unkeepable } from "./keepable.ts";

test.each([
  [null, null],
  ["œuf 🚒 \n", null],
  [{ a: [1, "x", { b: true }] }, null],
  ["a\0b", { code: "text.unreadable", place: [] }],
  [{ a: ["x", { b: "\ud800" }] }, { code: "text.unreadable", place: ["a", 1, "b"] }],
  [{ a: { "\0": 1 } }, { code: "text.unreadable", place: ["a"] }],
])("%j: %j", (value, expected) => {
  expect(unkeepable(value)).toEqual(expected);
});

test("what is nested deeper than anything of ours is told, however deep it is", () => {
  const nested = (levels: number): unknown => JSON.parse("[".repeat(levels) + "]".repeat(levels));
  expect(unkeepable(nested(100))).toBeNull();
  for (const levels of [101, 5_000, 500_000])
    expect(unkeepable(nested(levels))).toEqual({ code: "text.too-deep", place: [0, 0, 0] });
});
