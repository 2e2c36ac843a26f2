import { crc32, deflateRawSync } from "node:zlib";
import { expect, test } from "vitest";
import { mustUnpack } from "./archive-limits.ts";

const limits = { entries: 100, unpacked: 1_000_000 };
const refused = (code: string) => expect.objectContaining({ code });

/** A ZIP archive of deflated entries, which may lie about what they hold. */
function zip(entries: readonly { content: Buffer; told?: number }[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [index, { content, told = content.length }] of entries.entries()) {
    const name = Buffer.from(`part-${index}`);
    const packed = deflateRawSync(content);
    const sizes = Buffer.alloc(12);
    sizes.writeUInt32LE(crc32(content), 0);
    sizes.writeUInt32LE(packed.length, 4);
    sizes.writeUInt32LE(told, 8);
    const local = Buffer.concat([
      Buffer.from("504b0304140000000800000000 00".replace(" ", ""), "hex"),
      sizes,
      lengths(name.length),
    ]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    directory.push(
      Buffer.concat([
        Buffer.from("504b01021400140000000800 00000000".replace(" ", ""), "hex"),
        sizes,
        lengths(name.length),
        place,
        name,
      ]),
    );
    parts.push(local, name, packed);
    at += local.length + name.length + packed.length;
  }
  const all = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(all.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, all, end]);
}

function lengths(name: number): Buffer {
  const both = Buffer.alloc(4);
  both.writeUInt16LE(name, 0);
  return both;
}

test("an archive within its limits is let through", async () => {
  await mustUnpack(zip([{ content: Buffer.from("hello") }, { content: Buffer.alloc(900_000) }]), limits);
});

test("an archive that unpacks to more than may be is refused, also where it lies about it or splits it up", async () => {
  const bomb = Buffer.alloc(5_000_000);
  for (const entries of [
    [{ content: bomb }],
    [{ content: bomb, told: 10 }],
    Array.from({ length: 20 }, () => ({ content: bomb.subarray(0, 100_000), told: 1 })),
  ])
    await expect(mustUnpack(zip(entries), limits)).rejects.toEqual(refused("archive.too-large"));
});

test("too many entries are refused before any of them is looked at", async () => {
  const many = Array.from({ length: 101 }, () => ({ content: Buffer.alloc(0) }));
  await expect(mustUnpack(zip(many), limits)).rejects.toEqual(refused("archive.too-large"));
});

test("what is no archive, or is cut anywhere, is refused", async () => {
  const whole = zip([{ content: Buffer.from("hello, hello, hello") }]);
  for (let length = 0; length < whole.length; length++)
    await expect(mustUnpack(whole.subarray(0, length), limits)).rejects.toEqual(refused("archive.broken"));
  await expect(mustUnpack(Buffer.alloc(100_000, "PK"), limits)).rejects.toEqual(refused("archive.broken"));
});
