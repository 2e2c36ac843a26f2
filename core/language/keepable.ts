/** Levels that a JSON value may have inside each other; no record and no document of ours comes near. */
const deepest = 100;

/** What of a JSON value cannot be kept, and where. */
export interface Unkeepable {
  readonly code: "text.unreadable" | "text.too-deep";
  readonly place: readonly (string | number)[];
}

/**
 * The first place of a JSON value that the house cannot keep unchanged: a text with U+0000 or half of a surrogate
 * pair, a name of that kind, or more than 100 levels. Null where all is well; never throws.
 */
export function unkeepable(value: unknown): Unkeepable | null {
  return lookInto(value, []);
}

/** Whether PostgreSQL can keep a text and give it back unchanged. */
export function isReadableText(text: string): boolean {
  return !text.includes("\0") && text.isWellFormed();
}

/** A place in a JSON value as people read it: `sections[0].fields[2]`. */
export function placeInWords(place: readonly PropertyKey[]): string {
  return place.reduce<string>((text, step) => {
    if (typeof step === "number") return `${text}[${step}]`;
    return text === "" ? String(step) : `${text}.${String(step)}`;
  }, "");
}

function lookInto(value: unknown, place: readonly (string | number)[]): Unkeepable | null {
  if (typeof value === "string") return isReadableText(value) ? null : { code: "text.unreadable", place };
  if (typeof value !== "object" || value === null) return null;
  if (place.length >= deepest) return { code: "text.too-deep", place: place.slice(0, 3) };
  for (const [key, inner] of Object.entries(value)) {
    if (!isReadableText(key)) return { code: "text.unreadable", place };
    const found = lookInto(inner, [...place, Array.isArray(value) ? Number(key) : key]);
    if (found) return found;
  }
  return null;
}
