import { expect, test } from "vitest";
import { isId, newId } from "./ids.ts";

test("keys are UUIDs of version 7 and keep the order in which they were made", () => {
  const ids = Array.from({ length: 10_000 }, () => newId());
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.toSorted()).toEqual(ids);
  expect(ids.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab]/.test(id) && isId(id))).toBe(true);
});

test.each(["", "x", "0190", "'; drop table a; --", "01900000-0000-7000-8000-00000000000g"])(
  "%j is no key",
  (text) => {
    expect(isId(text)).toBe(false);
  },
);
