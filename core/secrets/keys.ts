import { randomBytes } from "node:crypto";
import { chmod, readFile, rename, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { belongTo, openDataFolder, whileLocked } from "../data-folder/index.ts";
import { Refusal } from "../errors/index.ts";
import { syncFolder } from "../sync-folder.ts";

/**
 * The workspace's keys, newest first: those of the configuration, else those of `secret.key` in the data folder, one a
 * line, made at the first start and readable by its owner only. Nothing of them is ever in the database.
 */
export async function secretKeys({
  given,
  data,
}: {
  given: readonly string[] | undefined;
  data: string;
}): Promise<readonly string[]> {
  if (given) return given;
  const home = await openDataFolder(data);
  const kept = await readKeys(home);
  // Two processes that start at once on a new folder must come to the same key.
  return kept ?? whileLocked(home, { name: "secret", patience: 10_000 }, () => readOrMake(home));
}

const shortest = 32;

/**
 * Lets the data folder's keys read what was encrypted under other ones too: those of a workspace that was restored
 * here. They become the older ones, or the only ones where there are none yet.
 */
export async function addSecretKeys(data: string, keys: readonly string[]): Promise<void> {
  const home = await openDataFolder(data);
  await whileLocked(home, { name: "secret", patience: 10_000 }, async () => {
    const kept = (await readKeys(home)) ?? [];
    await writeKeys(home, [...new Set([...kept, ...keys])]);
  });
}

async function readOrMake(home: string): Promise<readonly string[]> {
  const kept = await readKeys(home);
  if (kept) return kept;
  const key = randomBytes(32).toString("base64url");
  await writeKeys(home, [key]);
  return [key];
}

async function writeKeys(home: string, keys: readonly string[]): Promise<void> {
  const file = join(home, "secret.key");
  const draft = `${file}.draft`;
  await writeFile(draft, keys.map((key) => `${key}\n`).join(""), { mode: 0o600, flush: true });
  belongTo(home, draft);
  await rename(draft, file);
  await syncFolder(home);
}

async function readKeys(home: string): Promise<readonly string[] | null> {
  const file = join(home, "secret.key");
  const text = await readFile(file, "utf8").catch(missing);
  if (text === null) return null;
  await keepPrivate(file);
  const keys = text.split(/\s+/).filter(Boolean);
  if (keys.length > 0 && keys.every((key) => key.length >= shortest)) return keys;
  throw new Refusal("config.invalid", { name: file, reason: `a key has at least ${shortest} characters` });
}

/** Copies and restores of folders forget who may read a file. */
async function keepPrivate(file: string): Promise<void> {
  if (process.platform === "win32") return;
  const { mode, uid } = await stat(file);
  if ((mode & 0o077) !== 0 && (process.getuid?.() === uid || process.getuid?.() === 0))
    await chmod(file, 0o600);
}

function missing(cause: NodeJS.ErrnoException): null {
  if (cause.code === "ENOENT") return null;
  throw cause;
}
