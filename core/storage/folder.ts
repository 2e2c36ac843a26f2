import { createHash } from "node:crypto";
import { createWriteStream, existsSync, mkdirSync } from "node:fs";
import { open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { belongTo } from "../data-folder/index.ts";
import { Refusal } from "../errors/index.ts";
import { newId } from "../ids.ts";
import { syncFolder } from "../sync-folder.ts";
import type { Storage } from "./storage.ts";

/**
 * Keeps contents as files named by their SHA-256, two letters a folder: `ab/abcdef…`. A content is written to a
 * draft, made durable and renamed, so that a name always stands for a whole content.
 */
export async function folderStorage(path: string): Promise<Storage> {
  const drafts = join(path, "drafts");
  makeFolder(path);
  makeFolder(drafts);
  await removeOldDrafts(drafts);

  return Object.freeze({
    put: async (content, limit = Number.POSITIVE_INFINITY) => {
      const draft = join(drafts, newId());
      try {
        const { hash, size } = await writeDraft(draft, { content, limit });
        belongTo(path, draft);
        await keep(draft, fileOf(path, hash));
        return { hash, size };
      } finally {
        await rm(draft, { force: true });
      }
    },
    open: async (hash) => {
      const file = await open(fileOf(path, hash), "r").catch((cause) => missing(hash, cause));
      return file.createReadStream();
    },
    read: (hash) => readFile(fileOf(path, hash)).catch((cause) => missing(hash, cause)),
    has: async (hash) => existsSync(fileOf(path, hash)),
    remove: (hash) => rm(fileOf(path, hash), { force: true }),
  } satisfies Storage);
}

function fileOf(path: string, hash: string): string {
  if (!/^[0-9a-f]{64}$/.test(hash)) throw new Refusal("storage.missing", { hash });
  return join(path, hash.slice(0, 2), hash);
}

function missing(hash: string, cause: unknown): never {
  throw new Refusal("storage.missing", { hash }, { cause });
}

function makeFolder(folder: string): void {
  if (mkdirSync(folder, { recursive: true, mode: 0o700 })) belongTo(dirname(folder), folder);
}

async function writeDraft(
  draft: string,
  { content, limit }: { content: Readable | Buffer | ReadableStream<Uint8Array>; limit: number },
): Promise<{ hash: string; size: number }> {
  const digest = createHash("sha256");
  let size = 0;
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      digest.update(chunk);
      if (size > limit) done(new Refusal("request.too-large", { limit: inWords(limit) }));
      else done(null, chunk);
    },
  });
  await pipeline(
    streamOf(content),
    measure,
    createWriteStream(draft, { flags: "wx", mode: 0o600, flush: true }),
  );
  return { hash: digest.digest("hex"), size };
}

function streamOf(content: Readable | Buffer | ReadableStream<Uint8Array>): Readable {
  // A buffer is one chunk here; given as it is, it would be read byte by byte.
  if (Buffer.isBuffer(content)) return Readable.from([content]);
  return content instanceof Readable ? content : Readable.from(content);
}

/** The same content may be kept by two writers at once: both rename the same bytes to the same name. */
async function keep(draft: string, file: string): Promise<void> {
  if (existsSync(file)) return;
  const folder = dirname(file);
  makeFolder(folder);
  await rename(draft, file);
  await syncFolder(folder);
}

/** What a killed process had not finished to write. */
async function removeOldDrafts(drafts: string): Promise<void> {
  const yesterday = Date.now() - 24 * 3600_000;
  for (const name of await readdir(drafts)) {
    const draft = join(drafts, name);
    const found = await stat(draft).catch(() => null);
    if (found && found.mtimeMs < yesterday) await rm(draft, { force: true });
  }
}

function inWords(bytes: number): string {
  return bytes >= 1_000_000 ? `${Math.floor(bytes / 1_000_000)} MB` : `${bytes} B`;
}
