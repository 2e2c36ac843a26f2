import { chownSync, constants, statSync } from "node:fs";
import { access, mkdir, realpath } from "node:fs/promises";
import { Refusal } from "../errors/index.ts";

/** Makes the data folder where it is missing and answers its real path. Throws `data.denied`. */
export async function openDataFolder(folder: string): Promise<string> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const home = await realpath(folder);
    await access(home, constants.R_OK | constants.W_OK | constants.X_OK);
    return home;
  } catch (cause) {
    throw new Refusal("data.denied", { folder, reason: reasonOf(cause) }, { cause });
  }
}

/** Gives what root has just made in a folder to the owner of that folder, who must be able to go on without root. */
export function belongTo(folder: string, path: string): void {
  if (process.getuid?.() !== 0) return;
  const owner = statSync(folder);
  if (owner.uid !== 0) chownSync(path, owner.uid, owner.gid);
}

/** What a system error says, without its stack. */
export function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
