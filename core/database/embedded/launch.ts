import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync, renameSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { belongTo } from "../../data-folder/index.ts";
import type { Account } from "./account.ts";
import type { Binaries } from "./binaries.ts";
import { folderArgument } from "./cluster.ts";
import type { ServerSettings } from "./settings.ts";

/** Where a server keeps its things. */
export interface Place {
  /** The data folder. */
  readonly home: string;
  /** PostgreSQL's own folder in it. */
  readonly cluster: string;
}

/** A server process that was just begun; it may still fail. */
export interface Launched {
  isAlive(): boolean;
  /** Why it could not be begun at all, for instance because root has lost the right to change its account. */
  readonly error: Error | undefined;
}

/**
 * Begins a server process. It is detached and logs to a file, so that Ctrl+C and the death of this process leave it
 * whole for whoever comes next.
 */
export async function launch(
  place: Place,
  options: { binaries: Binaries; account: Account | undefined; settings: ServerSettings },
): Promise<Launched> {
  const log = openLog(place.home);
  const settings = { ...options.settings, ...(await addressSettings()) };
  const child = spawn(
    join(options.binaries.folder, "bin", "postgres"),
    [
      "-D",
      folderArgument(place.cluster),
      ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
    ],
    {
      // Entered before the rights are dropped, so that a parent folder of mode 0700 is no obstacle.
      cwd: place.cluster,
      detached: true,
      stdio: ["ignore", log, log],
      env: { PATH: process.env.PATH, LC_ALL: "C", TZ: "UTC" },
      windowsHide: true,
      ...options.account,
    },
  );
  closeSync(log);
  child.unref();
  return watch(child);
}

/** The end of what servers wrote, for people who ask why there is none. */
export function lastWords(home: string): string {
  try {
    return readFileSync(logFile(home), "utf8").trim().split("\n").slice(-6).join(" | ");
  } catch {
    return "–";
  }
}

function watch(child: ChildProcess): Launched {
  let error: Error | undefined;
  child.on("error", (cause) => {
    error = cause;
  });
  return {
    isAlive: () => child.pid !== undefined && child.exitCode === null && child.signalCode === null,
    get error() {
      return error;
    },
  };
}

const logFile = (home: string): string => join(home, "postgres.log");

/** One older log is kept: nobody looks after the data folder of a small installation. */
function openLog(home: string): number {
  const path = logFile(home);
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size > 10_000_000) renameSync(path, `${path}.1`);
  const log = openSync(path, "a", 0o600);
  belongTo(home, path);
  return log;
}

/** A socket in the cluster's own folder, which only its account can enter; Windows has the loopback network. */
async function addressSettings(): Promise<ServerSettings> {
  if (process.platform !== "win32")
    return { listen_addresses: "", unix_socket_directories: ".", port: "5432" };
  return { listen_addresses: "127.0.0.1", unix_socket_directories: "", port: String(await freePort()) };
}

async function freePort(): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const probe = createServer();
  probe.once("error", reject);
  probe.listen(0, "127.0.0.1", () => {
    const address = probe.address();
    probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
  });
  return promise;
}
