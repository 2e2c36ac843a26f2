import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { expect, test } from "vitest";
import { folderStorage, type Storage } from "./index.ts";

async function testStorage(): Promise<Storage & AsyncDisposable & { path: string }> {
  const path = await mkdtemp(join(tmpdir(), "dossier-storage-"));
  const storage = await folderStorage(join(path, "files"));
  return {
    ...storage,
    path: join(path, "files"),
    [Symbol.asyncDispose]: () => rm(path, { recursive: true }),
  };
}

const sha256 = (content: Buffer): string => createHash("sha256").update(content).digest("hex");

test("a content comes back as it was, whichever way it was given", async () => {
  await using storage = await testStorage();
  const content = randomBytes(300_000);
  const ways = [
    content,
    Readable.from([content.subarray(0, 7), content.subarray(7)]),
    new Blob([content]).stream(),
  ];
  for (const way of ways) {
    const { hash, size } = await storage.put(way);
    expect({ hash, size }).toEqual({ hash: sha256(content), size: content.length });
    expect(await storage.read(hash)).toEqual(content);
    expect(await buffer(await storage.open(hash))).toEqual(content);
  }
});

test("the same content is kept once, and an empty one is a content too", async () => {
  await using storage = await testStorage();
  await Promise.all([1, 2, 3].map(() => storage.put(Buffer.from("one"))));
  const { hash, size } = await storage.put(Buffer.alloc(0));
  expect(size).toBe(0);
  expect(await storage.read(hash)).toHaveLength(0);
  const files = await readdir(storage.path, { recursive: true, withFileTypes: true });
  expect(files.filter((file) => file.isFile())).toHaveLength(2);
});

test("an endless upload is cut at the limit and leaves nothing behind", async () => {
  await using storage = await testStorage();
  const endless = Readable.from(
    (function* () {
      for (;;) yield Buffer.alloc(65_536);
    })(),
  );
  await expect(storage.put(endless, 5_000_000)).rejects.toMatchObject({
    code: "request.too-large",
    values: { limit: "5 MB" },
  });
  expect(await readdir(storage.path, { recursive: true })).toEqual(["drafts"]);
  expect(await storage.put(Buffer.alloc(10), 10)).toMatchObject({ size: 10 });
});

test("an upload that breaks off keeps nothing", async () => {
  await using storage = await testStorage();
  const broken = Readable.from(
    (function* () {
      yield Buffer.alloc(1000);
      throw new Error("connection reset");
    })(),
  );
  await expect(storage.put(broken)).rejects.toThrow("connection reset");
  expect(await readdir(storage.path, { recursive: true })).toEqual(["drafts"]);
});

test("a removed or never kept content is told to be missing", async () => {
  await using storage = await testStorage();
  const { hash } = await storage.put(Buffer.from("x"));
  await storage.remove(hash);
  expect(await storage.has(hash)).toBe(false);
  await expect(storage.read(hash)).rejects.toMatchObject({ code: "storage.missing" });
  await expect(storage.open(hash)).rejects.toMatchObject({ code: "storage.missing" });
});

test.each(["../../etc/passwd", "", "..", "a".repeat(63), `${"a".repeat(63)}/`])(
  "%j is no hash and leads nowhere",
  async (hash) => {
    await using storage = await testStorage();
    await expect(Promise.resolve().then(() => storage.read(hash))).rejects.toMatchObject({
      code: "storage.missing",
    });
  },
);

test("drafts of a killed process are removed a day later, younger ones are left to their writer", async () => {
  await using storage = await testStorage();
  const old = join(storage.path, "drafts", "old");
  await writeFile(old, "half");
  await utimes(old, new Date(0), new Date(0));
  await writeFile(join(storage.path, "drafts", "young"), "half");
  await folderStorage(storage.path);
  expect(await readdir(join(storage.path, "drafts"))).toEqual(["young"]);
});
