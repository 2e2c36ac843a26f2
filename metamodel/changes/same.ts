/** Whether two JSON values say the same; the order of keys does not count, a missing key equals an undefined one. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [new Map<string, unknown>(entries(a)), new Map<string, unknown>(entries(b))];
  return left.size === right.size && [...left].every(([key, value]) => sameJson(value, right.get(key)));
}

function entries(value: object): [string, unknown][] {
  return Object.entries(value).filter(([, member]) => member !== undefined);
}
