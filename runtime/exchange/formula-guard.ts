/**
 * Spreadsheets run a CSV cell that begins with one of these as a formula (OWASP, “CSV Injection”). Such a text goes out
 * with an apostrophe in front, which spreadsheets take as “this is text”, and comes back in without it. A text that
 * already looks guarded gets one apostrophe more, so that every text survives the way out and in.
 */
const risky = /^'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;
const guarded = /^'+[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;
/** Plain signed numbers, times and phone numbers compute nothing: they stay as they are. */
const harmless = /^[+-]\d+(?:[.,:]\d+)*$|^\+\d{1,3}(?: \d+)+$/;

/** A text as it is safe in a CSV cell. */
export function guardCell(text: string): string {
  return risky.test(text) && !harmless.test(text) ? `'${text}` : text;
}

/** The text that a CSV cell stands for. */
export function unguardCell(text: string): string {
  return text.charCodeAt(0) === 39 && guarded.test(text) ? text.slice(1) : text;
}
