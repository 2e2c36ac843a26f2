import { Refusal } from "../../core/errors/index.ts";

/**
 * Where a page ended: the sort values of its last record as PostgreSQL writes them, its key last. Opaque to callers;
 * bound to the list's type and sort, because the values mean nothing elsewhere.
 */
export function writeCursor(order: string, values: string): string {
  return Buffer.from(`${fingerprint(order)}${values}`, "utf8").toString("base64url");
}

/** Reads what `writeCursor` wrote. Throws `query.cursor` for anything else. */
export function readCursor(order: string, keys: number, text: string): readonly (string | null)[] {
  const values = text.length <= 8_000 ? parse(Buffer.from(text, "base64url").toString("utf8"), order) : null;
  const isWhole =
    Array.isArray(values) &&
    values.length === keys + 1 &&
    values.every((value) => value === null || typeof value === "string") &&
    typeof values.at(-1) === "string";
  if (!isWhole) throw new Refusal("query.cursor", {}, { faults: [{ path: "after", code: "query.cursor" }] });
  return values;
}

function parse(text: string, order: string): unknown {
  const mark = fingerprint(order);
  if (!text.startsWith(mark)) return null;
  try {
    return JSON.parse(text.slice(mark.length));
  } catch {
    return null;
  }
}

/** FNV-1a over the text, 8 hexadecimal digits: tells lists apart, protects nothing. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, "0");
}
