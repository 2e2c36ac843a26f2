import { fileTypeFromBuffer } from "file-type";

/** What a browser may show inside the page without running anything of it. */
const shown = new Set([
  "application/pdf",
  "image/png",
  "image/jpeg",
  "image/gif",
  "image/webp",
  "text/plain",
  "text/csv",
]);

const texts: Readonly<Record<string, string>> = {
  csv: "text/csv",
  eml: "message/rfc822",
  md: "text/markdown",
};

/**
 * The media type of a content, judged by its own bytes and never by what the sender says: HTML and SVG are plain
 * text to us. `begin` is the content's beginning.
 */
export async function mediaType(begin: Buffer, name: string): Promise<string> {
  const found = await fileTypeFromBuffer(begin);
  if (found && found.mime !== "application/xml") return found.mime;
  if (!isText(begin)) return "application/octet-stream";
  const ending = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? "";
  return Object.hasOwn(texts, ending) ? (texts[ending] ?? "text/plain") : "text/plain";
}

/** What a page could be made of is plain text to us, and is downloaded all the same. */
export function mayBeShown({ mime, name }: { mime: string; name: string }): boolean {
  return shown.has(mime) && !/\.(svgz?|x?html?|xml|xsl|mht|mhtml)$/i.test(name);
}

function isText(begin: Buffer): boolean {
  if (begin.includes(0)) return false;
  try {
    // The last character may be cut: streaming mode forgives that.
    new TextDecoder("utf-8", { fatal: true }).decode(begin, { stream: true });
    return true;
  } catch {
    return false;
  }
}
