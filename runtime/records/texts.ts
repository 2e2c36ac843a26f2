/**
 * Whether a JSON value holds a text that PostgreSQL cannot keep: U+0000, or half of a surrogate pair. Everything else
 * goes through unchanged. Walks at most as deep as JSON that was parsed can be.
 */
export function hasUnreadableText(value: unknown): boolean {
  if (typeof value === "string") return value.includes("\0") || !value.isWellFormed();
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).some(([name, inner]) => hasUnreadableText(name) || hasUnreadableText(inner));
}
