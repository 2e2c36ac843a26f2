import { expect, test } from "vitest";
import { formatPhone, readPhone } from "./index.ts";

const swiss = { country: "CH" } as const;
const french = { country: "FR" } as const;

test.each([
  ["021 312 45 67", "+41213124567"],
  ["0213124567", "+41213124567"],
  ["021/312.45.67", "+41213124567"],
  ["+41 (0)21 312 45 67", "+41213124567"],
  ["0041 21 312 45 67", "+41213124567"],
  ["079 123 45 67", "+41791234567"],
  ["+33 6 12 34 56 78", "+33612345678"],
  ["0033 6 12 34 56 78", "+33612345678"],
])("%s, written in Switzerland, is kept as %s", (text, number) => {
  expect(readPhone(text, swiss)).toBe(number);
});

test("a number without a country belongs to the house's own", () => {
  expect(readPhone("06 12 34 56 78", french)).toBe("+33612345678");
});

test("a number is shown as it is dialled from here", () => {
  expect(formatPhone("+41213124567", swiss)).toBe("021 312 45 67");
  expect(formatPhone("+41213124567", french)).toBe("+41 21 312 45 67");
  expect(formatPhone("+33612345678", swiss)).toBe("+33 6 12 34 56 78");
  expect(formatPhone("+33612345678", french)).toBe("06 12 34 56 78");
  expect(formatPhone("kept from elsewhere", swiss)).toBe("kept from elsewhere");
});

test.each([
  "",
  "117",
  "call me",
  "021 312 45 67 ext. 12",
  "12",
  "+999 123 456",
  "call 021 312 45 67",
  "0".repeat(100),
])("%j is no number to keep", (text) => {
  expect(readPhone(text, swiss)).toBeNull();
});
