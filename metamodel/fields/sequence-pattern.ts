import type { Numbering } from "../field-type.ts";

/** A sequence's pattern, and whether each subtype counts by itself. */
export interface Counting {
  readonly pattern: string;
  readonly per?: "subtype" | undefined;
}

const place = /\{(yyyy|yy|mm|type|0{1,12})\}/g;

/** Whether a sequence pattern has exactly one counter, no unknown place, and a year where it has a month. */
export function isPattern(pattern: string): boolean {
  const places = Array.from(pattern.matchAll(place), ([, word = ""]) => word);
  const counters = places.filter((word) => word.startsWith("0"));
  const others = pattern.replace(place, "");
  const monthAlone = places.includes("mm") && !places.some((word) => word.startsWith("y"));
  return counters.length === 1 && !/[{}\p{Cc}]/u.test(others) && !monthAlone;
}

/** What the next number is made of on a day (`YYYY-MM-DD`): counters begin again each year where the pattern shows it. */
export function numberFor(
  { pattern, per }: Counting,
  { day, type }: { readonly day: string; readonly type: string },
): Numbering {
  const year = day.slice(0, 4);
  const dated = pattern
    .replaceAll("{type}", type)
    .replaceAll("{yyyy}", year)
    .replaceAll("{yy}", year.slice(2))
    .replaceAll("{mm}", day.slice(5, 7));
  const counter = /\{(0{1,12})\}/.exec(dated);
  return {
    before: counter ? dated.slice(0, counter.index) : dated,
    digits: counter?.[1]?.length ?? 1,
    after: counter ? dated.slice(counter.index + counter[0].length) : "",
    period: periodOf({ per, type, year: hasYear(pattern) ? year : null }),
    isPerType: per === "subtype",
  };
}

/** The number and the period in a value of a record of that type; null where it does not follow the pattern. */
export function numberFrom(
  { pattern, per }: Counting,
  { value, type }: { readonly value: string; readonly type: string },
): { readonly number: number; readonly period: string | null } | null {
  const own = pattern.replaceAll("{type}", type);
  const parts = new RegExp(`^${own.split(place).map(partPattern).join("")}$`).exec(value)?.groups;
  if (!parts?.counter) return null;
  const number = Number(parts.counter);
  const year = parts.yyyy ?? (parts.yy === undefined ? undefined : `20${parts.yy}`);
  if (!Number.isSafeInteger(number)) return null;
  return { number, period: periodOf({ per, type, year: hasYear(pattern) ? (year ?? null) : null }) };
}

/** No name has a point, so that the counter of a subtype is never taken for that of another field or of a year. */
function periodOf({
  per,
  type,
  year,
}: Pick<Counting, "per"> & { readonly type: string; readonly year: string | null }): string | null {
  return per === "subtype" ? `.${type}.${year ?? ""}` : year;
}

function hasYear(pattern: string): boolean {
  return pattern.includes("{yy");
}

/** `split` gives fixed texts and places in turn; each place is caught once by name, so a second one just matches. */
function partPattern(part: string, index: number, parts: readonly string[]): string {
  if (index % 2 === 0) return part.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&");
  const again =
    parts.indexOf(part) !== index && parts.findIndex((each, at) => at % 2 === 1 && each === part) !== index;
  const [name, digits] = part.startsWith("0")
    ? ["counter", `\\d{${part.length},15}`]
    : [part, `\\d{${part.length}}`];
  return again ? digits : `(?<${name}>${digits})`;
}
