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

/** Endings that promise a kind of content, and what it may be: programs write pictures under each other's endings. */
const promises: readonly (readonly [ending: RegExp, isKept: (mime: string, begin: Buffer) => boolean])[] = [
  [/\.(png|jpe?g|gif|webp|bmp|tiff?|heic|avif)$/i, (mime) => mime.startsWith("image/")],
  // A PDF may begin with other bytes, within the first 1,024 (ISO 32000-1, annex H.3.4.1).
  [/\.pdf$/i, (mime, begin) => mime === "application/pdf" || begin.subarray(0, 1_024).includes("%PDF-")],
  [/\.(docx|xlsx|pptx|odt|ods|odp)$/i, (mime) => mime === "application/zip" || /document/.test(mime)],
  [/\.zip$/i, (mime) => mime === "application/zip" || /document|java-archive|epub/.test(mime)],
];

/** Whether a content is what its name promises; an empty one, and a name that promises nothing, always are. */
export function isAsNamed({ mime, name, begin }: { mime: string; name: string; begin: Buffer }): boolean {
  const promise = promises.find(([ending]) => ending.test(name));
  return !promise || begin.length === 0 || promise[1](mime, begin);
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
