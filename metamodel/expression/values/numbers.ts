import { Decimal } from "decimal.js";

/** Decimals that add and multiply exactly, as PostgreSQL's numeric does; no float anywhere. */
export const Exact = Decimal.clone({
  precision: 100_000,
  rounding: Decimal.ROUND_HALF_UP,
  toExpNeg: -9e15,
  toExpPos: 9e15,
});
export type Exact = Decimal;

/** Digits behind the point that a division keeps, rounded half away from zero. */
export const divisionScale = 12;

/** The decimal a text says, or null where it says none or one beyond 60 digits. */
export function toExact(text: unknown): Exact | null {
  if (typeof text === "number") return Number.isFinite(text) ? new Exact(text) : null;
  return typeof text === "string" && decimalText.test(text) ? new Exact(text) : null;
}

/** What a text must look like to be read as a decimal; PostgreSQL and JavaScript read it alike. */
export const decimalText = /^-?[0-9]{1,40}(\.[0-9]{1,20})?$/;

/** What a text must look like to be read as a whole number. */
export const wholeText = /^-?[0-9]{1,18}$/;

/** `a / b` to twelve digits behind the point; null for a division by zero. */
export function divide(a: Exact, b: Exact): Exact | null {
  if (b.isZero()) return null;
  const digits = new Exact(10).pow(divisionScale + 1);
  return a.times(digits).divToInt(b).div(digits).toDP(divisionScale);
}

/** Plain digits without exponent, needless zeros or a negative zero: `12.5`. */
export function decimalString(value: Exact): string {
  return value.isZero() ? "0" : value.toFixed();
}
