/** Whether a text can be the key of a record. */
export function isKey(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text);
}

/** Keys as PostgreSQL writes an array of them. */
export function keyArray(ids: readonly string[]): string {
  return `{${ids.join(",")}}`;
}
