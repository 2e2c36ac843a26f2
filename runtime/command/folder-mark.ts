import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { Refusal, shapeReason } from "../../core/errors/index.ts";

const name = ".dossier.json";
const shape = z.object({ pulled: z.record(z.string(), z.number().int().min(0)) });

/**
 * The revision at which the folder was last the same as a workspace; null where it never was. It belongs to what the
 * folder says, so it is kept under git with it.
 */
export async function pulledAt(folder: string, workspace: string): Promise<number | null> {
  return (await read(folder))[workspace] ?? null;
}

/** Notes that the folder says what a workspace says at a revision. */
export async function markPulled(folder: string, workspace: string, revision: number): Promise<void> {
  const pulled = { ...(await read(folder)), [workspace]: revision };
  await writeFile(join(folder, name), `${JSON.stringify({ pulled }, null, 2)}\n`);
}

async function read(folder: string): Promise<Readonly<Record<string, number>>> {
  const text = await readFile(join(folder, name), "utf8").catch(() => null);
  if (text === null) return {};
  try {
    return shape.parse(JSON.parse(text)).pulled;
  } catch (cause) {
    const reason = cause instanceof z.ZodError ? shapeReason(cause) : String(cause);
    throw new Refusal("metadata.file", { file: name, reason }, { cause });
  }
}
