/**
 * Exact arithmetic on decimal texts (`"-12.50"`, also `"1e-7"`) with whole numbers of any size. What every page
 * needs to show and check amounts; the expression language has decimal.js.
 */

/** Below zero, zero or above it, as `a` is less than, equal to or more than `b`. */
export function compareDecimals(a: string, b: string): number {
  const scale = Math.max(decimalPlaces(a), decimalPlaces(b));
  const difference = unitsOf(a, scale) - unitsOf(b, scale);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** Rounded to so many decimals, half a unit away from zero as invoices do it, and written with all of them. */
export function toScale(text: string, scale: number): string {
  return textOf(unitsOf(text, scale), scale);
}

/** The exact sum, with so many decimals. */
export function sumDecimals(texts: Iterable<string>, scale: number): string {
  const all = [...texts];
  const places = Math.max(scale, ...all.map(decimalPlaces));
  const sum = all.reduce((total, text) => total + unitsOf(text, places), 0n);
  return toScale(textOf(sum, places), scale);
}

/** The multiple of a positive `step` that is nearest; the one farther from zero when two are. */
export function nearestMultiple(text: string, step: string): string {
  const scale = Math.max(decimalPlaces(text), decimalPlaces(step));
  const size = unitsOf(step, scale);
  return textOf(dividedHalfUp(unitsOf(text, scale), size) * size, scale);
}

/** How many digits behind the point count: trailing zeros do not. */
export function decimalPlaces(text: string): number {
  const { fraction } = partsOf(text);
  return fraction.replace(/0+$/, "").length;
}

/** The number in units of its last decimal. */
function unitsOf(text: string, scale: number): bigint {
  const { sign, whole, fraction } = partsOf(text);
  const digits = BigInt(whole + fraction.slice(0, scale).padEnd(scale, "0"));
  const rounded = (fraction[scale] ?? "0") >= "5" ? digits + 1n : digits;
  return sign ? -rounded : rounded;
}

function textOf(units: bigint, scale: number): string {
  const digits = String(units < 0n ? -units : units).padStart(scale + 1, "0");
  const whole = digits.slice(0, digits.length - scale);
  const sign = units < 0n ? "-" : "";
  return scale === 0 ? sign + whole : `${sign}${whole}.${digits.slice(-scale)}`;
}

function dividedHalfUp(units: bigint, size: bigint): bigint {
  const half = units < 0n ? -(size / 2n) : size / 2n;
  return (units + half) / size;
}

function partsOf(text: string): { sign: boolean; whole: string; fraction: string } {
  const found = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d{1,3}))?$/i.exec(text.trim());
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = found ?? [];
  if (!found || whole + fraction === "") throw new TypeError(`${text} is no decimal number`);
  const shift = Number(exponent);
  const digits = shift < 0 ? whole.padStart(whole.length - shift, "0") + fraction : whole + fraction;
  const padded = shift > 0 ? whole + fraction.padEnd(shift, "0") : digits;
  const point = shift < 0 ? digits.length - fraction.length + shift : whole.length + shift;
  return { sign: sign === "-", whole: padded.slice(0, point) || "0", fraction: padded.slice(point) };
}
