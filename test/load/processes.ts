import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { type Server, send, server } from "./client.ts";

export const root = fileURLToPath(new URL("../../", import.meta.url));
const email = "bench@localhost.localdomain";
const password = crypto.randomUUID();

/** A server process of the bench; disposing of it ends it. */
export interface Running extends AsyncDisposable {
  readonly port: number;
  readonly pid: number;
}

/** Where a server works: its data folder, and a database elsewhere than on the embedded server. */
export interface Place {
  readonly data: string;
  readonly databaseUrl?: string | undefined;
  /** The app folder; that of the bench otherwise. */
  readonly app?: string;
}

/** A data folder that is removed when it is disposed of. */
export async function newData(): Promise<AsyncDisposable & { readonly folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), "dossier-bench-"));
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}

/** The product as anybody starts it. */
export async function startProduct({ data, databaseUrl, app = "test/load/app" }: Place): Promise<Running> {
  const port = await freePort();
  const child = launch(["bin/dossier.js", "start", app], {
    PORT: String(port),
    DATA: data,
    LOG_LEVEL: "silent",
    ADMIN_EMAIL: email,
    ADMIN_PASSWORD: password,
    ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
  });
  return running(child, { port, path: "/api/health" });
}

/** The hand-written server on the same database. */
export async function startRaw({ data, databaseUrl }: Place): Promise<Running> {
  const port = await freePort();
  const child = launch(["test/load/raw/server.ts"], {
    PORT: String(port),
    DATA: data,
    ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
  });
  return running(child, { port, path: "/contracts?state=none" });
}

/** Megabytes that a process holds in memory. */
export async function memoryOf({ pid }: Running): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1_024);
}

/** The product for its administrator. */
export async function signInAdministrator(port: number): Promise<Server> {
  return server(port, { cookie: await cookieOf(port, { email, password }), ...origin(port) });
}

/** The product for its administrator, and for a clerk whose rights are conditions. */
export async function signIn(
  port: number,
  collaborator: string,
): Promise<{ administrator: Server; clerk: Server }> {
  const administrator = await signInAdministrator(port);
  return { administrator, clerk: await newAccount(administrator, { role: "clerk", collaborator }) };
}

/** The product for a new account with a role, signed in. */
export async function newAccount(
  administrator: Server,
  { role, collaborator }: { role: string; collaborator: string },
): Promise<Server> {
  const { port } = administrator;
  const own = { email: `${collaborator}@localhost.localdomain`, password: crypto.randomUUID() };
  const account = { ...own, name: role, roles: [role], collaborator };
  await send(administrator, { method: "POST", path: "/api/accounts", body: account });
  return server(port, { cookie: await cookieOf(port, own), ...origin(port) });
}

async function cookieOf(port: number, credentials: { email: string; password: string }): Promise<string> {
  const answer = await fetch(`http://localhost:${port}/api/auth/sign-in/email`, {
    method: "POST",
    headers: { "content-type": "application/json", ...origin(port) },
    body: JSON.stringify(credentials),
  });
  if (!answer.ok) throw new Error(`signing in answered ${answer.status}: ${await answer.text()}`);
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");
}

function origin(port: number): { origin: string; host: string } {
  return { origin: `http://localhost:${port}`, host: `localhost:${port}` };
}

function launch(words: readonly string[], settings: Record<string, string>): ChildProcess {
  return spawn(process.execPath, [...words], {
    cwd: root,
    env: { PATH: process.env.PATH, NODE_ENV: "production", ...settings },
    stdio: ["ignore", "ignore", "inherit"],
  });
}

async function running(
  child: ChildProcess,
  { port, path }: { port: number; path: string },
): Promise<Running> {
  const ended = new Promise<void>((done) => child.once("exit", () => done()));
  for (const until = Date.now() + 600_000; ; await wait(20)) {
    if (child.exitCode !== null) throw new Error(`the server of ${path} ended with ${child.exitCode}`);
    const answer = await fetch(`http://127.0.0.1:${port}${path}`).catch(() => null);
    if (answer && answer.status < 500) break;
    if (Date.now() > until) throw new Error(`no answer at ${path}`);
  }
  return {
    port,
    pid: child.pid ?? 0,
    [Symbol.asyncDispose]: async () => {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer().once("error", fail);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => done(typeof address === "object" && address ? address.port : 0));
    });
  });
}
