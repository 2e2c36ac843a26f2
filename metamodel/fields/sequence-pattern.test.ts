import { expect, test } from "vitest";
import { isPattern, numberFor, numberFrom } from "./sequence-pattern.ts";

test("a number is made of its fixed text, the date and a padded counter", () => {
  expect(numberFor("C-{yyyy}-{0000}", "2026-03-04")).toEqual({
    before: "C-2026-",
    digits: 4,
    after: "",
    period: "2026",
  });
  expect(numberFor("{yy}{mm}/{000}-X", "2026-03-04")).toEqual({
    before: "2603/",
    digits: 3,
    after: "-X",
    period: "2026",
  });
});

test("a pattern without a year counts on for ever", () => {
  expect(numberFor("{0000}", "2026-03-04").period).toBeNull();
});

test("a number given by hand tells its counter and its year", () => {
  expect(numberFrom("C-{yyyy}-{0000}", "C-2025-0042")).toEqual({ number: 42, period: "2025" });
  expect(numberFrom("C-{yyyy}-{0000}", "C-2025-123456")).toEqual({ number: 123456, period: "2025" });
  expect(numberFrom("{yy}/{00}/{yy}", "26/07/26")).toEqual({ number: 7, period: "2026" });
});

test.each(["", "C-2025-42", "c-2025-0042", "C-2025-0042x", "0042", "C-2025-99999999999999999999"])(
  "%j does not follow the pattern",
  (value) => {
    expect(numberFrom("C-{yyyy}-{0000}", value)).toBeNull();
  },
);

test("characters with a meaning in patterns stand for themselves", () => {
  expect(numberFrom("(a.b*)[{00}]", "(a.b*)[07]")).toEqual({ number: 7, period: null });
  expect(numberFrom("(a.b*)[{00}]", "(aXb*)[07]")).toBeNull();
});

test.each(["{0000}", "C-{yyyy}-{0000}", "{yy}{mm}{000}", "{yyyy}/{yy}/{0}"])("%s is a pattern", (pattern) => {
  expect(isPattern(pattern)).toBe(true);
});

test.each(["", "C-", "{00}{00}", "{dd}-{00}", "{00", "{mm}-{00}", "{0000000000000}"])(
  "%j is no pattern",
  (pattern) => {
    expect(isPattern(pattern)).toBe(false);
  },
);
