/**
 * A file's name as it may be kept and sent: without folders, control characters and what Windows refuses, at most
 * 200 characters with the ending kept.
 */
export function cleanFileName(name: string): string {
  const last = name.normalize("NFC").split(/[/\\]/).at(-1) ?? "";
  const clean = [...last]
    .filter((sign) => sign >= " " && sign !== "\u007f" && !'<>:"|?*\u202e\u200f'.includes(sign))
    .join("")
    .trim()
    .replace(/^\.+|\.+$/g, "");
  if (clean.length <= 200) return clean || "document";
  const ending = /\.[^.]{1,10}$/.exec(clean)?.[0] ?? "";
  return clean.slice(0, 200 - ending.length) + ending;
}

/** The `Content-Disposition` of a file (RFC 6266), with its name in UTF-8 (RFC 8187) and a plain twin for old readers. */
export function disposition(name: string, { inline }: { inline: boolean }): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\]/g, "_");
  const utf8 = encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  return `${inline ? "inline" : "attachment"}; filename="${plain}"; filename*=UTF-8''${utf8}`;
}
