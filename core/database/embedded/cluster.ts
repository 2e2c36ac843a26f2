import { spawn } from "node:child_process";
import { chownSync, existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { reasonOf } from "../../data-folder/index.ts";
import { Refusal } from "../../errors/index.ts";
import { syncFolder } from "../../sync-folder.ts";
import type { Account } from "./account.ts";
import type { Binaries } from "./binaries.ts";

/** The one role of an embedded server. */
export const superuser = "dossier";

/** How PostgreSQL is told its folder: by the folder it stands in, because it may not be able to walk there. */
export function folderArgument(folder: string): string {
  return process.platform === "linux" ? "/proc/self/cwd" : folder;
}

/**
 * Makes the cluster of a data folder unless it is there: into a draft and with one rename, so that a half-made
 * cluster is never taken for a whole one. Called under the lock. Throws `database.not-created` and
 * `database.other-version`.
 */
export async function mustHaveCluster(
  binaries: Binaries,
  { home, cluster, account }: { home: string; cluster: string; account: Account | undefined },
): Promise<void> {
  if (existsSync(join(cluster, "PG_VERSION"))) return mustBeVersion(binaries, cluster);
  await removeOldDrafts(home);
  const draft = await mkdtemp(join(home, draftPrefix));
  try {
    if (account) chownSync(draft, account.uid, account.gid);
    await runInitdb(binaries, { draft, account, password: await passwordFile(home) });
    await rename(draft, cluster);
    await syncFolder(home);
  } catch (cause) {
    await rm(draft, { recursive: true, force: true });
    throw new Refusal("database.not-created", { folder: home, reason: reasonOf(cause) }, { cause });
  }
}

/** The password of a server that is reached over the loopback network, or null where a socket is used. */
export async function passwordOf(home: string): Promise<string | null> {
  if (process.platform !== "win32") return null;
  return readFile(join(home, "postgres.password"), "utf8");
}

const draftPrefix = "postgres-draft-";

async function mustBeVersion(binaries: Binaries, cluster: string): Promise<void> {
  const found = (await readFile(join(cluster, "PG_VERSION"), "utf8")).trim();
  if (found === String(binaries.major)) return;
  throw new Refusal("database.other-version", { folder: cluster, found, packaged: binaries.major });
}

/** A killed first start leaves its draft; a young one may still be filled by an `initdb` that outlived its parent. */
async function removeOldDrafts(home: string): Promise<void> {
  const anHourAgo = Date.now() - 3_600_000;
  for (const name of await readdir(home)) {
    if (!name.startsWith(draftPrefix)) continue;
    const { mtimeMs } = await stat(join(home, name));
    if (mtimeMs < anHourAgo) await rm(join(home, name), { recursive: true, force: true });
  }
}

async function passwordFile(home: string): Promise<string | null> {
  if (process.platform !== "win32") return null;
  const path = join(home, "postgres.password");
  await writeFile(path, crypto.randomUUID(), { mode: 0o600 });
  return path;
}

async function runInitdb(
  binaries: Binaries,
  { draft, account, password }: { draft: string; account: Account | undefined; password: string | null },
): Promise<void> {
  const options = ["-D", folderArgument(draft), "-U", superuser, "-E", "UTF8", "--locale=C"];
  options.push("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-instructions");
  options.push(...(password ? ["-A", "scram-sha-256", `--pwfile=${password}`] : ["-A", "trust"]));
  const initdb = spawn(join(binaries.folder, "bin", "initdb"), options, {
    cwd: draft,
    env: { PATH: process.env.PATH, LC_ALL: "C" },
    stdio: ["ignore", "ignore", "pipe"],
    ...account,
  });
  let words = "";
  initdb.stderr.on("data", (chunk) => {
    words += String(chunk);
  });
  await new Promise<void>((resolve, reject) => {
    initdb.on("error", reject);
    initdb.on("close", (code) => (code === 0 ? resolve() : reject(new Error(words.trim()))));
  });
}
