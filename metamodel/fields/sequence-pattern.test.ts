import { expect, test } from "vitest";
import { isPattern, numberFor, numberFrom } from "./sequence-pattern.ts";

test("a number is made of its fixed text, the date and a padded counter", () => {
  expect(numberFor({ pattern: "C-{yyyy}-{0000}" }, { day: "2026-03-04", type: "case" })).toEqual({
    before: "C-2026-",
    digits: 4,
    after: "",
    period: "2026",
    isPerType: false,
  });
  expect(numberFor({ pattern: "{yy}{mm}/{000}-X" }, { day: "2026-03-04", type: "case" })).toEqual({
    before: "2603/",
    digits: 3,
    after: "-X",
    period: "2026",
    isPerType: false,
  });
});

test("a pattern without a year counts on for ever", () => {
  expect(numberFor({ pattern: "{0000}" }, { day: "2026-03-04", type: "case" }).period).toBeNull();
});

test("a number given by hand tells its counter and its year", () => {
  expect(numberFrom({ pattern: "C-{yyyy}-{0000}" }, { value: "C-2025-0042", type: "case" })).toEqual({
    number: 42,
    period: "2025",
  });
  expect(numberFrom({ pattern: "C-{yyyy}-{0000}" }, { value: "C-2025-123456", type: "case" })).toEqual({
    number: 123456,
    period: "2025",
  });
  expect(numberFrom({ pattern: "{yy}/{00}/{yy}" }, { value: "26/07/26", type: "case" })).toEqual({
    number: 7,
    period: "2026",
  });
});

test.each(["", "C-2025-42", "c-2025-0042", "C-2025-0042x", "0042", "C-2025-99999999999999999999"])(
  "%j does not follow the pattern",
  (value) => {
    expect(numberFrom({ pattern: "C-{yyyy}-{0000}" }, { value, type: "case" })).toBeNull();
  },
);

test("a subtype that counts by itself has periods of its own, and is named where the pattern wants it", () => {
  const counting = { pattern: "{type}-{yy}-{00}", per: "subtype" } as const;
  const at = { day: "2026-03-04", type: "breakdown" };
  const next = { before: "breakdown-26-", digits: 2, after: "", period: ".breakdown.2026", isPerType: true };
  expect(numberFor(counting, at)).toEqual(next);
  expect(numberFor({ pattern: "{00}", per: "subtype" }, at).period).toBe(".breakdown.");
  const value = "breakdown-26-07";
  expect(numberFrom(counting, { value, type: "breakdown" })).toEqual({ number: 7, period: next.period });
  expect(numberFrom(counting, { value, type: "request" })).toBeNull();
});

test("characters with a meaning in patterns stand for themselves", () => {
  expect(numberFrom({ pattern: "(a.b*)[{00}]" }, { value: "(a.b*)[07]", type: "case" })).toEqual({
    number: 7,
    period: null,
  });
  expect(numberFrom({ pattern: "(a.b*)[{00}]" }, { value: "(aXb*)[07]", type: "case" })).toBeNull();
});

test.each(["{0000}", "C-{yyyy}-{0000}", "{yy}{mm}{000}", "{yyyy}/{yy}/{0}", "{type}-{000}"])(
  "%s is a pattern",
  (pattern) => {
    expect(isPattern(pattern)).toBe(true);
  },
);

test.each(["", "C-", "{00}{00}", "{dd}-{00}", "{00", "{mm}-{00}", "{0000000000000}"])(
  "%j is no pattern",
  (pattern) => {
    expect(isPattern(pattern)).toBe(false);
  },
);
