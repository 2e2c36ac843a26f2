import { open } from "node:fs/promises";

/** Makes the names of a folder durable: without it a power cut may forget a rename that was already answered for. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === "win32") return;
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
