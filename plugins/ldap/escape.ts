/** A value in a filter: what would end or widen it is written as its number (RFC 4515, section 3). */
export function inFilter(value: string): string {
  return value.replace(/[\\*()\0]/g, (sign) => `\\${sign.charCodeAt(0).toString(16).padStart(2, "0")}`);
}

/** A value in a distinguished name (RFC 4514, section 2.4). */
export function inName(value: string): string {
  const escaped = value.replace(
    /[\\,+"<>;=#\0]/g,
    (sign) => `\\${sign.charCodeAt(0).toString(16).padStart(2, "0")}`,
  );
  return escaped.replace(/^ | $/g, "\\20");
}

/** Puts a value in a place as it is: a text to put in would have its `$&` and `$'` taken for parts of the pattern. */
export function put(pattern: string, place: string, value: string): string {
  return pattern.replaceAll(place, () => value);
}
