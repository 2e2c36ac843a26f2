/** How many pixels a picture says it has, read from the beginning of its file; null where that is not told there. */
export function pixelsOf(begin: Buffer, mime: string): number | null {
  try {
    return readers[mime]?.(begin) ?? null;
  } catch {
    return null;
  }
}

const readers: Readonly<Record<string, (begin: Buffer) => number | null>> = {
  "image/png": (begin) => begin.readUInt32BE(16) * begin.readUInt32BE(20),
  "image/apng": (begin) => begin.readUInt32BE(16) * begin.readUInt32BE(20),
  "image/gif": (begin) => begin.readUInt16LE(6) * begin.readUInt16LE(8),
  "image/bmp": (begin) => begin.readUInt32LE(18) * Math.abs(begin.readInt32LE(22)),
  "image/jpeg": jpeg,
  "image/webp": webp,
};

/** Segments follow each other with their lengths until the one that begins a frame (ITU T.81, B.1.1). */
function jpeg(begin: Buffer): number | null {
  let at = 2;
  for (;;) {
    if (begin.readUInt8(at) !== 0xff) return null;
    const marker = begin.readUInt8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return begin.readUInt16BE(at + 5) * begin.readUInt16BE(at + 7);
    at += 2 + begin.readUInt16BE(at + 2);
  }
}

/** The three kinds of the container (RFC 9649). */
function webp(begin: Buffer): number | null {
  const kind = begin.toString("latin1", 12, 16);
  if (kind === "VP8X") return (begin.readUIntLE(24, 3) + 1) * (begin.readUIntLE(27, 3) + 1);
  if (kind === "VP8 ") return (begin.readUInt16LE(26) & 0x3fff) * (begin.readUInt16LE(28) & 0x3fff);
  if (kind !== "VP8L") return null;
  const bits = begin.readUInt32LE(21);
  return ((bits & 0x3fff) + 1) * (((bits >>> 14) & 0x3fff) + 1);
}
