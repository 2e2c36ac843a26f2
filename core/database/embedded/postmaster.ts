import { execFileSync } from "node:child_process";
import { readFileSync, readlinkSync, rmSync } from "node:fs";
import { join } from "node:path";

/** A running server as its `postmaster.pid` describes it. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  /** Accepts connections, or will in a moment or never again. */
  readonly ready: boolean;
}

/** The living server of a cluster; a file left by a dead one or naming a stranger's process is none. */
export function findPostmaster(cluster: string): Postmaster | undefined {
  const found = readPostmaster(cluster);
  return found && isPostgresOf(found.pid, cluster) ? found : undefined;
}

/**
 * Removes the files of a dead server that name a stranger's process, for which PostgreSQL would refuse to start for
 * ever. Called under the lock.
 */
export function removeStrangers(cluster: string): void {
  const found = readPostmaster(cluster);
  if (!found || !isAlive(found.pid) || isPostgresOf(found.pid, cluster)) return;
  rmSync(join(cluster, "postmaster.pid"), { force: true });
  rmSync(join(cluster, ".s.PGSQL.5432.lock"), { force: true });
}

/** Asks a server to stop at once without waiting for its clients: SIGINT is PostgreSQL's fast shutdown. */
export function stopPostmaster(pid: number, { cluster, pgCtl }: { cluster: string; pgCtl: string }): void {
  if (process.platform === "win32") execFileSync(pgCtl, ["stop", "-D", cluster, "-m", "fast", "--no-wait"]);
  else process.kill(pid, "SIGINT");
}

/** Line 1 is the process, line 4 the port, line 8 the state (PostgreSQL's `src/include/utils/pidfile.h`). */
function readPostmaster(cluster: string): Postmaster | undefined {
  try {
    const lines = readFileSync(join(cluster, "postmaster.pid"), "utf8").split("\n");
    const pid = Number(lines[0]);
    if (!Number.isInteger(pid) || pid <= 0) return undefined;
    return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === "ready" };
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return undefined;
    throw cause;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return cause instanceof Error && "code" in cause && cause.code === "EPERM";
  }
}

/** A server stands in its own folder; a process with the same number after a restart of the machine does not. */
function isPostgresOf(pid: number, cluster: string): boolean {
  try {
    if (process.platform === "linux") return readlinkSync(`/proc/${pid}/cwd`) === cluster;
    if (process.platform === "win32") return isAlive(pid);
    return execFileSync("ps", ["-p", String(pid), "-o", "comm="], { encoding: "utf8" }).includes("postgres");
  } catch {
    return false;
  }
}
