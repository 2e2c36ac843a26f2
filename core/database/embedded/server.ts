import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { openDataFolder, whileLocked } from "../../data-folder/index.ts";
import { Refusal } from "../../errors/index.ts";
import { accountFor } from "./account.ts";
import { findBinaries } from "./binaries.ts";
import { mustHaveCluster, passwordOf, superuser } from "./cluster.ts";
import { type Launched, lastWords, launch, type Place } from "./launch.ts";
import { findPostmaster, type Postmaster, removeStrangers, stopPostmaster } from "./postmaster.ts";
import { type ServerSettings, serverSettings } from "./settings.ts";

/** The PostgreSQL of one data folder, shared by every process that works on it. */
export interface EmbeddedServer {
  readonly home: string;
  readonly user: string;
  readonly password: string;
  /** An open connection; starts the server, also where it has died since. */
  connect(): Promise<Socket>;
  /** Stops the server unless `isUsed` says that others work with it: the last one out turns off the light. */
  leave(isUsed: () => Promise<boolean>): Promise<void>;
}

/** What may differ from the usual: tests switch `fsync` off. */
export interface EmbeddedOptions {
  readonly settings?: ServerSettings | undefined;
}

/** Joins the server of a data folder or starts it; makes the cluster the first time. */
export async function embeddedServer(
  folder: string,
  { settings = {} }: EmbeddedOptions = {},
): Promise<EmbeddedServer> {
  const home = await openDataFolder(folder);
  const place: Place = { home, cluster: join(home, "postgres") };
  let starting: Promise<Postmaster> | undefined;
  let state: "open" | "leaving" | "left" = "open";

  const locked = <T>(work: () => Promise<T>) => whileLocked(home, { name: "postgres", patience }, work);
  const ensure = () => {
    starting ??= locked(() => startOrJoin(place, { ...serverSettings, ...settings })).finally(() => {
      starting = undefined;
    });
    return starting;
  };
  await ensure();

  return {
    home,
    user: superuser,
    password: (await passwordOf(home)) ?? "",
    connect: async () => {
      if (state === "left") throw new Refusal("database.closed");
      const running = findPostmaster(place.cluster);
      if (running?.ready || state === "leaving") return openSocket(place, running);
      return openSocket(place, await ensure());
    },
    leave: async (isUsed) => {
      state = "leaving";
      await locked(async () => {
        if (findPostmaster(place.cluster)?.ready && !(await isUsed())) await stop(place);
      });
      state = "left";
    },
  };
}

/** Milliseconds; a large database that was killed takes minutes to recover, and nothing is gained by giving up. */
const patience = 600_000;
const mostLaunches = 5;

async function startOrJoin(place: Place, settings: ServerSettings): Promise<Postmaster> {
  const running = findPostmaster(place.cluster);
  if (running?.ready) return running;
  const account = accountFor(place.cluster);
  const binaries = findBinaries(account);
  removeStrangers(place.cluster);
  await mustHaveCluster(binaries, { ...place, account });

  const began = Date.now();
  let launched: Launched | undefined;
  for (let launches = 0; launches <= mostLaunches && Date.now() - began < patience; await wait(20)) {
    const found = findPostmaster(place.cluster);
    if (found?.ready) return found;
    if (found || launched?.isAlive()) continue;
    if (launched?.error) throw new Refusal("database.no-account", { reason: launched.error.message });
    if (launched) await wait(300);
    if (!(launched && isStillLeaving(place.home))) launches += 1;
    launched = await launch(place, { binaries, account, settings });
  }
  const seconds = Math.round((Date.now() - began) / 1000);
  throw new Refusal("database.not-started", { seconds, folder: place.home, words: lastWords(place.home) });
}

/** A killed server leaves backends behind that end by themselves; until then PostgreSQL refuses a new one. */
function isStillLeaving(home: string): boolean {
  return /pre-existing shared memory block|lock file ".*" already exists/.test(lastWords(home));
}

async function stop({ cluster }: Place): Promise<void> {
  const running = findPostmaster(cluster);
  if (!running) return;
  const pgCtl = process.platform === "win32" ? join(findBinaries().folder, "bin", "pg_ctl") : "";
  stopPostmaster(running.pid, { cluster, pgCtl });
  while (findPostmaster(cluster)?.pid === running.pid) await wait(20);
}

function openSocket({ cluster }: Place, running: Postmaster | undefined): Promise<Socket> {
  if (!running) throw new Refusal("database.closed");
  const { pid, port } = running;
  const { promise, resolve, reject } = Promise.withResolvers<Socket>();
  const socket =
    process.platform === "win32" ? connect(port, "127.0.0.1") : connect(socketPath(cluster, { pid, port }));
  socket.once("error", reject);
  socket.once("connect", () => {
    socket.off("error", reject);
    resolve(socket);
  });
  return promise;
}

/** A socket's path holds 107 bytes (103 on macOS): a deeper one is reached through the server's own folder. */
function socketPath(cluster: string, { pid, port }: { pid: number; port: number }): string {
  const path = join(cluster, `.s.PGSQL.${port}`);
  if (Buffer.byteLength(path) <= 103) return path;
  if (process.platform === "linux") return `/proc/${pid}/cwd/.s.PGSQL.${port}`;
  const reason = "its path is too long for a socket; 80 characters are safe";
  throw new Refusal("data.denied", { folder: cluster, reason });
}
