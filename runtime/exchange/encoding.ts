import type { Readable } from "node:stream";
import { analyse } from "chardet";
import { Refusal } from "../../core/errors/index.ts";
import type { MappingDocument } from "../../metamodel/index.ts";

export type Encoding = NonNullable<MappingDocument["encoding"]>;

/** How a file is written: its encoding and, where the bytes look more like another one, its name as a doubt. */
export interface GuessedEncoding {
  readonly encoding: Encoding;
  readonly doubt: string | null;
}

/** Bytes that the guess of an 8-bit encoding looks at. */
const looked = 256 * 1024;
/** Encodings that read European texts like windows-1252, but for few characters. */
const likeWindows1252 = ["windows-1252", "ISO-8859-1", "UTF-8", "ASCII"];

/**
 * The encoding by the byte order mark, by the places of zero bytes, or by being valid UTF-8 from beginning to end;
 * windows-1252 otherwise, which also reads Latin-1. `import.binary` for what is no text.
 */
export async function guessEncoding(content: Readable): Promise<GuessedEncoding> {
  const utf8 = new TextDecoder("utf-8", { fatal: true });
  let first = Buffer.alloc(0);
  let isUtf8 = true;
  for await (const chunk of content) {
    const bytes = Buffer.from(chunk);
    if (first.length < looked) {
      first = Buffer.concat([first, bytes]).subarray(0, looked);
      const wide = wideEncoding(first);
      if (wide) return { encoding: wide, doubt: null };
    }
    if (bytes.includes(0)) throw new Refusal("import.binary");
    isUtf8 &&= decodes(utf8, bytes);
  }
  if (first.length === 0) throw new Refusal("import.empty");
  mustBeText(first);
  if (isUtf8 && decodes(utf8)) return { encoding: "utf-8", doubt: null };
  const likely = analyse(first)[0]?.name ?? null;
  return { encoding: "windows-1252", doubt: likely && !likeWindows1252.includes(likely) ? likely : null };
}

/** The text of a content, chunk by chunk. Throws `import.encoding` at the first bytes that are none. */
export async function* decode(content: Readable, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let line = 1;
  try {
    for await (const chunk of content) {
      const text = decoder.decode(chunk, { stream: true });
      if (text !== "") yield text;
      line += linesIn(text);
    }
    const rest = decoder.decode();
    if (rest !== "") yield rest;
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    throw new Refusal("import.encoding", { line, encoding }, { cause });
  }
}

function linesIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) count += 1;
  return count;
}

/** UTF-16 by its mark, or because nearly every second byte is zero, as it is for European texts. */
function wideEncoding(first: Buffer): Encoding | null {
  if (first[0] === 0xff && first[1] === 0xfe) return "utf-16le";
  if (first[0] === 0xfe && first[1] === 0xff) return "utf-16be";
  const pairs = Math.min(first.length >> 1, 2_000);
  if (pairs < 2) return null;
  let [even, odd] = [0, 0];
  for (let at = 0; at < pairs * 2; at += 2) {
    if (first[at] === 0) even += 1;
    if (first[at + 1] === 0) odd += 1;
  }
  if (odd > pairs * 0.7 && even < pairs * 0.05) return "utf-16le";
  if (even > pairs * 0.7 && odd < pairs * 0.05) return "utf-16be";
  return null;
}

function decodes(decoder: TextDecoder, bytes?: Buffer): boolean {
  try {
    decoder.decode(bytes, { stream: bytes !== undefined });
    return true;
  } catch {
    return false;
  }
}

/** Control characters other than tabs and line ends hardly occur in texts and abound in everything else. */
function mustBeText(first: Buffer): void {
  let controls = 0;
  for (const byte of first) if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13) controls += 1;
  if (controls > first.length / 100 + 8) throw new Refusal("import.binary");
}
