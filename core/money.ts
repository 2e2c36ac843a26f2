import { Decimal } from "decimal.js";
import { formatNumber, type Habits, type NumberHabits, readNumber } from "./language/index.ts";

/** Exact for any sum of amounts that a column can hold; half a cent goes up, as invoices do it. */
const Amount = Decimal.clone({ precision: 60, rounding: Decimal.ROUND_HALF_UP });

/** The decimals of a currency: 2 for CHF and EUR, 0 for JPY, 3 for KWD (ISO 4217); 2 for an unknown one. */
export function scaleOf(currency: string): number {
  const known = scales.get(currency);
  if (known !== undefined) return known;
  const scale = /^[A-Z]{3}$/.test(currency) ? isoScale(currency) : 2;
  scales.set(currency, scale);
  return scale;
}

/** An amount as people read it: `CHF 1’234.50` in Switzerland, `1 234,50 €` in France, with spaces that do not break. */
export function formatMoney(amount: string, currency: string, habits: Pick<Habits, "country">): string {
  const number = formatNumber(new Amount(amount).toFixed(scaleOf(currency)), habits);
  if (habits.country === "CH") return `${currency}\u00a0${number}`;
  return `${number}\u00a0${symbols.get(currency) ?? currency}`;
}

/**
 * Reads an amount with or without its currency (`CHF 1’234.50`, `1 234,50 €`, `Fr. 12.–`) as a canonical decimal with
 * the decimals of the currency. Null where it is no number or finer than the currency.
 */
export function readMoney(text: string, currency: string, habits: NumberHabits = {}): string | null {
  if (text.length > 60) return null;
  const bare = text
    .trim()
    .replace(/^(?:[A-Z]{3}|Fr\.?|[€$£])\s*/i, "")
    .replace(/\s*(?:[A-Z]{3}|Fr\.?|[€$£])$/i, "")
    .replace(/[.,][-–—]+$/, "");
  const number = readNumber(bare, habits);
  if (number === null) return null;
  const amount = new Amount(number);
  return amount.decimalPlaces() > scaleOf(currency) ? null : amount.toFixed(scaleOf(currency));
}

/** The exact sum of amounts of one currency. */
export function sumMoney(amounts: Iterable<string>, currency: string): string {
  let sum = new Amount(0);
  for (const amount of amounts) sum = sum.plus(amount);
  return sum.toFixed(scaleOf(currency));
}

/** An amount rounded to the currency, or to a step such as the `0.05` of Swiss cash. */
export function roundMoney(amount: string, currency: string, step?: string): string {
  const rounded = step ? new Amount(amount).toNearest(step) : new Amount(amount);
  return rounded.toFixed(scaleOf(currency));
}

const scales = new Map<string, number>();
const symbols = new Map([["EUR", "€"]]);

function isoScale(currency: string): number {
  const format = new Intl.NumberFormat("en", { style: "currency", currency });
  return format.resolvedOptions().maximumFractionDigits ?? 2;
}
