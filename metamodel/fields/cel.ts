/** A value as CEL text writes it; lists become CEL lists, what is neither number nor boolean becomes a text. */
export function celLiteral(value: unknown): string {
  if (value === null || value === undefined) return "null";
  if (Array.isArray(value)) return `[${value.map(celLiteral).join(", ")}]`;
  if (typeof value === "boolean") return String(value);
  if (typeof value === "number" && Number.isSafeInteger(value)) return String(value);
  return celText(String(value));
}

/** A text between double quotes, every character that CEL gives a meaning escaped. */
export function celText(text: string): string {
  return `"${text.replace(/["\\\p{Cc}\p{Cs}\u2028\u2029]/gu, escaped)}"`;
}

/** A value wrapped in a CEL function: `date("2026-03-04")`. */
export function celCall(name: string, value: unknown): string {
  return `${name}(${celText(String(value ?? ""))})`;
}

function escaped(character: string): string {
  if (character === '"' || character === "\\") return `\\${character}`;
  return `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`;
}
