import { expect, test } from "vitest";
import { formatMoney, readMoney, roundMoney, scaleOf, sumMoney } from "./money.ts";

const swiss = { country: "CH" } as const;
const french = { country: "FR" } as const;

test("an amount is written as its reader's country does", () => {
  expect(formatMoney("1234.5", "CHF", swiss)).toBe("CHF\u00a01’234.50");
  expect(formatMoney("-1234567", "EUR", swiss)).toBe("EUR\u00a0-1’234’567.00");
  expect(formatMoney("1234.5", "EUR", french)).toBe("1\u202f234,50\u00a0€");
  expect(formatMoney("12", "CHF", french)).toBe("12,00\u00a0CHF");
  expect(formatMoney("1500", "JPY", swiss)).toBe("JPY\u00a01’500");
});

test.each([
  ["1'234.50", "1234.50"],
  ["1’234.50", "1234.50"],
  ["1 234,50 €", "1234.50"],
  ["CHF 12", "12.00"],
  ["Fr. 12.–", "12.00"],
  ["12.-", "12.00"],
  ["12.–", "12.00"],
  ["€12,5", "12.50"],
  ["-12.05", "-12.05"],
  ["12.500", "12.50"],
  ["12.345", null],
  ["twelve", null],
  ["", null],
  ["CHF", null],
  ["1e5", null],
  ["9".repeat(100), null],
])("%s is read as %s", (text, amount) => {
  expect(readMoney(text, "CHF")).toBe(amount);
});

test("sums are exact where floating point drifts", () => {
  expect(sumMoney(["0.10", "0.20"], "CHF")).toBe("0.30");
  expect(
    sumMoney(
      Array.from({ length: 10_000 }, () => "0.07"),
      "CHF",
    ),
  ).toBe("700.00");
  expect(sumMoney(["999999999999999.99", "0.01"], "CHF")).toBe("1000000000000000.00");
  expect(sumMoney([], "CHF")).toBe("0.00");
});

test("half a cent goes up, and Swiss cash knows no single cent", () => {
  expect(roundMoney("1.005", "CHF")).toBe("1.01");
  expect(roundMoney("12.32", "CHF", "0.05")).toBe("12.30");
  expect(roundMoney("12.33", "CHF", "0.05")).toBe("12.35");
});

test("each currency has its own decimals, an unknown one two", () => {
  expect(["CHF", "EUR", "JPY", "KWD", "XXXX", "'; --"].map(scaleOf)).toEqual([2, 2, 0, 3, 2, 2]);
});
