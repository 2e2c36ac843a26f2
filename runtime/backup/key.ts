import { createHmac, hkdfSync, scrypt } from "node:crypto";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { reasonOf } from "../../core/data-folder/index.ts";
import { Refusal } from "../../core/errors/index.ts";

/** What a backup is encrypted with: a file that holds a key, or a passphrase. */
export type BackupKey =
  | { readonly kind: "file"; readonly content: Buffer }
  | { readonly kind: "passphrase"; readonly text: string };

/** Reads the key of the command line or the environment. Throws `backup.no-key`, `backup.weak-key`, `backup.key-missing`. */
export async function readBackupKey({
  keyFile,
  passphrase,
}: {
  keyFile?: string | undefined;
  passphrase?: string | undefined;
}): Promise<BackupKey> {
  if (keyFile !== undefined) {
    const content = await readFile(keyFile).catch((cause) => {
      throw new Refusal("backup.key-missing", { file: keyFile, reason: reasonOf(cause) }, { cause });
    });
    // Written on one system and read on another, a key is the same.
    const key = Buffer.from(content.toString("latin1").trim(), "latin1");
    if (key.length < 32) throw new Refusal("backup.weak-key");
    return { kind: "file", content: key };
  }
  if (!passphrase) throw new Refusal("backup.no-key");
  if (passphrase.length < 15) throw new Refusal("backup.weak-key");
  return { kind: "passphrase", text: passphrase.normalize("NFC") };
}

/** How the key of one backup is made from what the user has; written at its head. */
export interface KeyRecipe {
  readonly from: BackupKey["kind"];
  /** Random for each backup, so that no two are encrypted with the same key. Base64. */
  readonly salt: string;
  /** Tells a wrong key from a damaged file. Base64. */
  readonly check: string;
}

const derive = promisify<string, Buffer, number, object, Buffer>(scrypt);
/** 128 MB and about half a second: OWASP's figures for scrypt. */
const cost = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 };

/** The key of AES-256 for one backup. */
export async function keyFor(key: BackupKey, salt: Buffer): Promise<Buffer> {
  const secret = key.kind === "file" ? key.content : await derive(key.text, salt, 32, cost);
  return Buffer.from(hkdfSync("sha256", secret, salt, "dossier backup", 32));
}

export function checkOf(key: Buffer): string {
  return createHmac("sha256", key).update("dossier backup check").digest("base64").slice(0, 24);
}
