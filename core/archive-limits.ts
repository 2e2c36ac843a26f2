import { createInflateRaw } from "node:zlib";
import { Refusal } from "./errors/index.ts";

/** How much an archive may hold, in entries and in bytes once it is unpacked. */
export interface ArchiveLimits {
  readonly entries: number;
  readonly unpacked: number;
}

interface Entry {
  readonly isDeflated: boolean;
  readonly packed: number;
  readonly unpacked: number;
  /** Where its local header stands. */
  readonly at: number;
}

/**
 * Refuses a ZIP archive (workbooks and documents of Office are such) that would fill the memory when it is unpacked:
 * what it says of itself first, then what really comes out, counted and thrown away. Throws `archive.too-large`, and
 * `archive.broken` for what is none. Format: APPNOTE.TXT 6.3.10.
 */
export async function mustUnpack(content: Buffer, limits: ArchiveLimits): Promise<void> {
  const entries = entriesOf(content, limits);
  const told = entries.reduce((sum, { unpacked }) => sum + unpacked, 0);
  if (told > limits.unpacked) throw tooLarge(limits);
  let left = limits.unpacked;
  for (const entry of entries) left -= await unpackedSize(content, entry, left);
  if (left < 0) throw tooLarge(limits);
}

const signatures = {
  end: 0x06054b50,
  end64: 0x06064b50,
  locator64: 0x07064b50,
  entry: 0x02014b50,
  local: 0x04034b50,
};

function entriesOf(content: Buffer, limits: ArchiveLimits): Entry[] {
  try {
    const { count, start } = directoryOf(content);
    if (count > limits.entries) throw tooLarge(limits);
    const entries: Entry[] = [];
    let at = start;
    while (entries.length < count) {
      if (content.readUInt32LE(at) !== signatures.entry) throw new Error("no entry");
      entries.push(entryAt(content, at));
      at +=
        46 + content.readUInt16LE(at + 28) + content.readUInt16LE(at + 30) + content.readUInt16LE(at + 32);
    }
    return entries;
  } catch (cause) {
    if (cause instanceof Refusal) throw cause;
    throw new Refusal("archive.broken", {}, { cause });
  }
}

function directoryOf(content: Buffer): { count: number; start: number } {
  const end = content.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  if (end < 0 || end < content.length - 65_557 || end + 22 > content.length) throw new Error("no end");
  const count = content.readUInt16LE(end + 10);
  const start = content.readUInt32LE(end + 16);
  if (count !== 0xffff && start !== 0xffffffff) return { count, start };
  if (content.readUInt32LE(end - 20) !== signatures.locator64) throw new Error("no locator");
  const end64 = Number(content.readBigUInt64LE(end - 12));
  if (content.readUInt32LE(end64) !== signatures.end64) throw new Error("no end of 64 bits");
  return {
    count: Number(content.readBigUInt64LE(end64 + 32)),
    start: Number(content.readBigUInt64LE(end64 + 48)),
  };
}

function entryAt(content: Buffer, at: number): Entry {
  const small = {
    unpacked: content.readUInt32LE(at + 24),
    packed: content.readUInt32LE(at + 20),
    at: content.readUInt32LE(at + 42),
  };
  const large = largeSizes(content, at, small);
  return { isDeflated: content.readUInt16LE(at + 10) !== 0, ...large };
}

/** Sizes beyond 4 GB stand in an extra field, in this order, each only where the small one is full. */
function largeSizes<Sizes extends { unpacked: number; packed: number; at: number }>(
  content: Buffer,
  entry: number,
  small: Sizes,
): { unpacked: number; packed: number; at: number } {
  const sizes = { ...small };
  const from = entry + 46 + content.readUInt16LE(entry + 28);
  const end = from + content.readUInt16LE(entry + 30);
  for (let at = from; at + 4 <= end; at += 4 + content.readUInt16LE(at + 2)) {
    if (content.readUInt16LE(at) !== 1) continue;
    let place = at + 4;
    for (const name of ["unpacked", "packed", "at"] as const) {
      if (small[name] !== 0xffffffff) continue;
      sizes[name] = Number(content.readBigUInt64LE(place));
      place += 8;
    }
  }
  return sizes;
}

/** Counted up to a little more than `most`. */
function unpackedSize(content: Buffer, entry: Entry, most: number): Promise<number> {
  const { isDeflated, packed, at } = entry;
  if (at + 30 > content.length || content.readUInt32LE(at) !== signatures.local)
    return Promise.reject(new Refusal("archive.broken"));
  const start = at + 30 + content.readUInt16LE(at + 26) + content.readUInt16LE(at + 28);
  const part = content.subarray(start, start + packed);
  if (!isDeflated) return Promise.resolve(part.length);
  return new Promise((done, fail) => {
    let size = 0;
    const unpacking = createInflateRaw();
    unpacking.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= most) return;
      unpacking.destroy();
      done(size);
    });
    unpacking.on("end", () => done(size));
    unpacking.on("error", (cause) => fail(new Refusal("archive.broken", {}, { cause })));
    unpacking.end(part);
  });
}

function tooLarge({ entries, unpacked }: ArchiveLimits): Refusal {
  return new Refusal("archive.too-large", { entries, limit: `${Math.floor(unpacked / 1_000_000)} MB` });
}
