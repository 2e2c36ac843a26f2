/** What cannot be seen or turns the order of signs round, so that `exe.pdf` reads as `fdp.exe`. */
const unseen = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/gu;
/** Devices to Windows, whatever ending they have. */
const reserved = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?=\.|$)/i;

/**
 * A file's name as it may be kept and sent: without folders, signs that cannot be seen and what Windows refuses, at
 * most 200 characters with the ending kept.
 */
export function cleanFileName(name: string): string {
  const last = name.toWellFormed().normalize("NFC").split(/[/\\]/).at(-1) ?? "";
  const clean = last
    .replace(unseen, "")
    .replace(/[<>:"|?*]/g, "")
    .replace(/^[\s.]+|[\s.]+$/g, "")
    .replace(reserved, "_$1");
  if (clean.length <= 200) return clean || "document";
  const ending = /\.[^.]{1,10}$/.exec(clean)?.[0] ?? "";
  return clean.slice(0, 200 - ending.length).toWellFormed() + ending;
}

/** The `Content-Disposition` of a file (RFC 6266), with its name in UTF-8 (RFC 8187) and a plain twin for old readers. */
export function disposition(name: string, { inline }: { inline: boolean }): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\]/g, "_");
  const utf8 = encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  return `${inline ? "inline" : "attachment"}; filename="${plain}"; filename*=UTF-8''${utf8}`;
}
