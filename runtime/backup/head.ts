import { open } from "node:fs/promises";
import * as z from "zod";
import { reasonOf } from "../../core/data-folder/index.ts";
import { Refusal } from "../../core/errors/index.ts";
import type { KeyRecipe } from "./key.ts";

/** The number of the format; a file with a higher one is refused. */
export const formatNumber = 1;
const magic = "DOSSIER BACKUP ";
const longestHead = 4096;

/** What stands in the clear at the head of a backup, and is held by every tag behind it. */
export interface Head {
  readonly format: number;
  readonly software: string;
  /** Major version of the server it was read from. */
  readonly postgresql: number;
  readonly schema: string;
  readonly at: string;
  readonly key: KeyRecipe;
}

const headShape = z.object({
  format: z.literal(formatNumber),
  software: z.string(),
  postgresql: z.number(),
  schema: z.string(),
  at: z.string(),
  key: z.object({ from: z.enum(["file", "passphrase"]), salt: z.base64(), check: z.string() }),
});

export function headText(head: Head): Buffer {
  return Buffer.from(`${magic}${JSON.stringify(head)}\n`);
}

/**
 * Reads the head of a file. Throws `backup.unreadable`, `backup.not-a-backup`, and `backup.newer` where a newer
 * software wrote it.
 */
export async function readHead(file: string, software: string): Promise<{ head: Head; text: Buffer }> {
  const start = await firstBytes(file);
  const end = start.indexOf("\n");
  if (!start.subarray(0, magic.length).equals(Buffer.from(magic)) || end < 0)
    throw new Refusal("backup.not-a-backup", { file });
  const said = parsed(start.subarray(magic.length, end).toString());
  const { format } = z.object({ format: z.number() }).catch({ format: 0 }).parse(said);
  if (format > formatNumber)
    throw new Refusal("backup.newer", { file, found: `format ${format}`, known: `format ${formatNumber}` });
  const head = headShape.safeParse(said);
  if (!head.success) throw new Refusal("backup.damaged");
  if (isNewer(head.data.software, software))
    throw new Refusal("backup.newer", { file, found: head.data.software, known: software });
  return { head: head.data, text: start.subarray(0, end + 1) };
}

async function firstBytes(file: string): Promise<Buffer> {
  try {
    const handle = await open(file, "r");
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(longestHead), 0, longestHead, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (cause) {
    throw new Refusal("backup.unreadable", { file, reason: reasonOf(cause) }, { cause });
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Compares `1.12.0` part by part. */
function isNewer(one: string, other: string): boolean {
  const [a, b] = [one, other].map((version) => version.split(/[.-]/).map(Number));
  for (const [index, part] of (a ?? []).entries()) {
    const difference = part - (b?.[index] ?? 0);
    if (difference) return difference > 0;
  }
  return false;
}
