import { decimalPlaces, nearestMultiple, sumDecimals, toScale } from "./decimals.ts";
import { formatNumber, type Habits, type NumberHabits, readNumber } from "./language/index.ts";

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
  const number = formatNumber(toScale(amount, scaleOf(currency)), habits);
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
  return decimalPlaces(number) > scaleOf(currency) ? null : toScale(number, scaleOf(currency));
}

/** The exact sum of amounts of one currency. */
export function sumMoney(amounts: Iterable<string>, currency: string): string {
  return sumDecimals(amounts, scaleOf(currency));
}

/** An amount rounded to the currency, or to a step such as the `0.05` of Swiss cash. */
export function roundMoney(amount: string, currency: string, step?: string): string {
  return toScale(step ? nearestMultiple(amount, step) : amount, scaleOf(currency));
}

const scales = new Map<string, number>();
const symbols = new Map([["EUR", "€"]]);

function isoScale(currency: string): number {
  const format = new Intl.NumberFormat("en", { style: "currency", currency });
  return format.resolvedOptions().maximumFractionDigits ?? 2;
}
