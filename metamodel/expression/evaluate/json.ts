import type { Kind, PlainKind, Value, Values } from "../term.ts";
import { decimalString, Exact, toExact } from "../values/numbers.ts";
import { toId } from "../values/texts.ts";
import { dayText, instantText, toDay, toInstant } from "../values/times.ts";
import { memberOf } from "./frame.ts";

/** Reads canonical JSON as a value of a kind; null where it is none. Never throws. */
export const fromJson: { readonly [K in Kind]: (json: unknown) => Value | null } = {
  string: (json) => (typeof json === "string" && json !== "" ? json : null),
  int: whole,
  decimal: toExact,
  bool: (json) => (typeof json === "boolean" ? json : null),
  date: toDay,
  timestamp: toInstant,
  duration: whole,
  "list<string>": (json) => (Array.isArray(json) ? json.filter((one) => typeof one === "string") : null),
  "list<id>": (json) =>
    Array.isArray(json) && json.length > 0 ? json.flatMap((one) => idOf(one) ?? []) : null,
  id: idOf,
  file: idOf,
  composite: (json) => (json === undefined || json === null ? null : true),
};

/** Writes a value as canonical JSON: decimals and days as texts, whole numbers and durations as numbers. */
export function toJson(kind: PlainKind, value: Value | null): unknown {
  if (value === null) return null;
  if (Exact.isDecimal(value)) return decimalString(value);
  if (kind === "date" && typeof value === "number") return dayText(value);
  if (kind === "timestamp" && typeof value === "number") return instantText(value);
  if (typeof value === "bigint") return isSafe(value) ? Number(value) : value.toString();
  return value;
}

/** A key, or that of the object that the API sends for a link. */
function idOf(json: unknown): Values["id"] | null {
  return toId(typeof json === "object" ? memberOf(json, "id") : json);
}

function whole(json: unknown): Values["int"] | null {
  return typeof json === "number" && Number.isSafeInteger(json) ? BigInt(json) : null;
}

function isSafe(value: bigint): boolean {
  return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER);
}
