import { expect, test } from "vitest";
import { formatNumber, readNumber } from "./index.ts";

const swiss = { country: "CH" } as const;
const french = { country: "FR" } as const;

test.each([
  ["0", "0", "0"],
  ["999", "999", "999"],
  ["1234.5", "1’234.5", "1\u202f234,5"],
  ["-1234567.00", "-1’234’567.00", "-1\u202f234\u202f567,00"],
  ["0.10", "0.10", "0,10"],
])("%s is %s in Switzerland and %s in France", (number, inSwitzerland, inFrance) => {
  expect(formatNumber(number, swiss)).toBe(inSwitzerland);
  expect(formatNumber(number, french)).toBe(inFrance);
  expect(readNumber(inSwitzerland)).toBe(number);
  expect(readNumber(inFrance)).toBe(number);
});

test.each([
  ["1'234.50", "1234.50"],
  ["1’234.50", "1234.50"],
  ["1 234,50", "1234.50"],
  ["1\u00a0234,50", "1234.50"],
  ["1\u202f234,50", "1234.50"],
  ["1,234.50", "1234.50"],
  ["1.234,50", "1234.50"],
  ["1,234,567", "1234567"],
  ["1.234.567", "1234567"],
  ["1.234.567,8", "1234567.8"],
  ["1234.5", "1234.5"],
  ["12,5", "12.5"],
  ["007", "7"],
  ["-12", "-12"],
  ["−12", "-12"],
  ["+12", "12"],
  ["- 12", "-12"],
  ["-0", "0"],
  [".5", "0.5"],
  ["5.", "5"],
  [" 3 ", "3"],
])("%s is read as %s", (text, number) => {
  expect(readNumber(text)).toBe(number);
});

test("a file that writes decimals in one way is taken at its word", () => {
  expect(readNumber("1,234", { decimal: "." })).toBe("1234");
  expect(readNumber("1.234", { decimal: "," })).toBe("1234");
  expect(readNumber("1,234", { decimal: "," })).toBe("1.234");
  expect(readNumber("12,34", { decimal: "." })).toBeNull();
});

test.each([
  "",
  " ",
  "-",
  ".",
  ",",
  "abc",
  "12a",
  "1e5",
  "NaN",
  "Infinity",
  "0x10",
  "1 2",
  "12 34",
  "1.2.3",
  "1'2'3",
  "1'234’567",
  "--1",
  "1-2",
  "٣",
  "9".repeat(100),
])("%j is no number", (text) => {
  expect(readNumber(text)).toBeNull();
});
