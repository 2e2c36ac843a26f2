import { closeSync, openSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as wait } from "node:timers/promises";
import { Refusal } from "../errors/index.ts";
import { belongTo, reasonOf } from "./open-folder.ts";

/**
 * Takes the lock of a name in a folder, or answers null where somebody holds it. The lock belongs to the process in
 * the kernel's books (SQLite locks its file with `fcntl` or `LockFileEx`), so `kill -9` frees it and no number of a
 * long dead process can be mistaken for a living one. Returns how to let go.
 */
export function tryLock(folder: string, name: string): (() => void) | null {
  const path = join(folder, `${name}.lock`);
  const file = openLock(folder, path);
  try {
    file.exec("begin exclusive");
  } catch (cause) {
    file.close();
    if (isBusy(cause)) return null;
    throw new Refusal("data.denied", { folder, reason: reasonOf(cause) }, { cause });
  }
  return () => file.close();
}

/** Works while holding a lock; waits for it up to `patience` milliseconds, then throws `data.busy`. */
export async function whileLocked<T>(
  folder: string,
  { name, patience }: { name: string; patience: number },
  work: () => Promise<T>,
): Promise<T> {
  const end = Date.now() + patience;
  let release = tryLock(folder, name);
  while (!release) {
    if (Date.now() > end) throw new Refusal("data.busy", { folder, seconds: Math.round(patience / 1000) });
    await wait(25);
    release = tryLock(folder, name);
  }
  try {
    return await work();
  } finally {
    release();
  }
}

function openLock(folder: string, path: string): DatabaseSync {
  try {
    closeSync(openSync(path, "ax", 0o600));
    belongTo(folder, path);
  } catch (cause) {
    if (!isThere(cause)) throw new Refusal("data.denied", { folder, reason: reasonOf(cause) }, { cause });
  }
  try {
    return new DatabaseSync(path, { timeout: 0 });
  } catch (cause) {
    throw new Refusal("data.denied", { folder, reason: reasonOf(cause) }, { cause });
  }
}

function isThere(cause: unknown): boolean {
  return cause instanceof Error && "code" in cause && cause.code === "EEXIST";
}

/** SQLITE_BUSY (https://sqlite.org/rescode.html#busy). */
function isBusy(cause: unknown): boolean {
  return cause instanceof Error && "errcode" in cause && cause.errcode === 5;
}
