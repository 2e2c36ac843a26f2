/** Whether a text is an e-mail address that mail servers take: at most 254 characters, a dotted domain. Linear. */
export function isEmail(text: string): boolean {
  if (text.length > 254) return false;
  const at = text.lastIndexOf("@");
  const local = text.slice(0, at);
  const domain = text.slice(at + 1);
  if (at < 1 || local.length > 64 || /[\s@"<>(),;:\\[\]\p{Cc}]/u.test(local)) return false;
  if (local.startsWith(".") || local.endsWith(".") || local.includes("..")) return false;
  const labels = domain.split(".");
  return labels.length > 1 && labels.every(isDomainLabel);
}

/** Whether a text is a link that may be shown as one: `http`, `https` or `mailto`, at most 2,000 characters. */
export function isLink(text: string): boolean {
  if (text.length > 2_000 || !/^(https?:\/\/[^\s/]|mailto:[^\s@]+@)[^\s]*$/i.test(text)) return false;
  return URL.canParse(text);
}

/** Whether a text is a phone number as E.164 writes it: `+41213124567`. */
export function isPhone(text: string): boolean {
  return /^\+[1-9]\d{5,14}$/.test(text);
}

/** Whether a text is a decimal number in canonical form: at most 15 digits, a point, at most 10 decimals. */
export function isDecimal(text: string): boolean {
  return /^-?\d{1,15}(\.\d{1,10})?$/.test(text);
}

/** Whether a text is a key in canonical form. */
export function isKey(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text);
}

function isDomainLabel(label: string): boolean {
  return (
    label.length <= 63 &&
    /^[\p{L}\p{N}\p{M}-]+$/u.test(label) &&
    !label.startsWith("-") &&
    !label.endsWith("-")
  );
}
