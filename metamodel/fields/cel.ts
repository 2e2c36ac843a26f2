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
