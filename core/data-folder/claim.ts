import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import * as z from "zod";
import { Refusal } from "../errors/index.ts";
import { tryLock } from "./lock.ts";
import { belongTo, openDataFolder } from "./open-folder.ts";

/** Who serves a data folder, kept in its `running.json`. */
export type Running = Readonly<z.infer<typeof runningShape>>;

const runningShape = z.object({ pid: z.int(), address: z.string(), started: z.string() });

/**
 * Makes this process the only server of a data folder until it lets go or dies. Throws `data.claimed`, which names
 * the address and the process that serve it. Commands that only join the database need no claim.
 */
export async function claimDataFolder(
  folder: string,
  { address }: { address: string },
): Promise<() => Promise<void>> {
  const home = await openDataFolder(folder);
  const release = tryLock(home, "running");
  if (!release) throw new Refusal("data.claimed", { folder: home, ...(await claimant(home)) });
  const running: Running = { pid: process.pid, address, started: new Date().toISOString() };
  await writeRunning(home, running);
  return async () => {
    await rm(join(home, "running.json"), { force: true });
    release();
  };
}

/** The server that holds the data folder, or null where none does. */
export async function runningOn(folder: string): Promise<Running | null> {
  const home = await openDataFolder(folder);
  const release = tryLock(home, "running");
  if (!release) return claimant(home);
  release();
  return null;
}

async function writeRunning(home: string, running: Running): Promise<void> {
  const file = join(home, "running.json");
  const draft = `${file}.draft`;
  await writeFile(draft, `${JSON.stringify(running, null, 2)}\n`, { mode: 0o600 });
  belongTo(home, draft);
  await rename(draft, file);
}

/** The lock is taken a moment before the file is written, so a reader in between waits for it. */
async function claimant(home: string): Promise<Running> {
  for (let attempt = 0; attempt < 20; attempt++) {
    const text = await readFile(join(home, "running.json"), "utf8").catch(() => "null");
    const running = runningShape.safeParse(parsed(text));
    if (running.success) return running.data;
    await wait(50);
  }
  return { pid: 0, address: "?", started: "?" };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
