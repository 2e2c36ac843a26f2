import { Decimal } from "decimal.js";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { compareDecimals, decimalPlaces, nearestMultiple, sumDecimals, toScale } from "./decimals.ts";

const Exact = Decimal.clone({ precision: 100, rounding: Decimal.ROUND_HALF_UP });
const digits = fc.stringMatching(/^\d{1,20}$/);
const texts = fc
  .tuple(
    fc.constantFrom("", "-"),
    digits,
    fc.option(digits),
    fc.constantFrom("", "", "", "e-7", "e3", "e+21"),
  )
  .map(([sign, whole, fraction, exponent]) => `${sign}${whole}${fraction ? `.${fraction}` : ""}${exponent}`);
/** decimal.js keeps the sign of a nought. */
const unsigned = (text: string) => (/[1-9]/.test(text) ? text : text.replace("-", ""));

test("decimal texts compare, round, add up and count their places exactly", () => {
  void fc.assert(
    fc.property(texts, texts, fc.nat(12), (a, b, scale) => {
      expect(compareDecimals(a, b)).toBe(new Exact(a).cmp(b));
      expect(toScale(a, scale)).toBe(unsigned(new Exact(a).toFixed(scale)));
      expect(sumDecimals([a, b], scale)).toBe(unsigned(new Exact(a).plus(b).toFixed(scale)));
      expect(decimalPlaces(a)).toBe(new Exact(a).decimalPlaces());
    }),
    { numRuns: 2_000 },
  );
});

test.each(["0.05", "0.1", "5", "0.25"])("the nearest multiple of %s is found", (step) => {
  void fc.assert(
    fc.property(texts, (text) => {
      const nearest = nearestMultiple(text, step);
      expect(compareDecimals(nearest, new Exact(text).toNearest(step).toFixed())).toBe(0);
    }),
  );
});

test.each(["", "abc", "1,5", "--1", ".", "1e", "0x1f", "1.2.3"])("%j is no decimal number", (text) => {
  expect(() => toScale(text, 2)).toThrow(TypeError);
});
