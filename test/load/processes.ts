import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { type Server, send, server } from "./client.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const email = "bench@localhost.localdomain";
const password = crypto.randomUUID();

/** A server process of the bench; disposing of it ends it. */
export interface Running extends AsyncDisposable {
  readonly port: number;
}

/** The product as anybody starts it, on a data folder of its own. */
export async function startProduct(data: string): Promise<Running> {
  const port = await freePort();
  const child = launch(["bin/dossier.js", "start", "test/load/app"], {
    PORT: String(port),
    DATA: data,
    LOG_LEVEL: "silent",
    ADMIN_EMAIL: email,
    ADMIN_PASSWORD: password,
  });
  return running(child, { port, path: "/api/health" });
}

/** The hand-written server on the same database. */
export async function startRaw(data: string): Promise<Running> {
  const port = await freePort();
  const child = launch(["test/load/raw/server.ts"], { PORT: String(port), DATA: data });
  return running(child, { port, path: "/contracts?state=none" });
}

/** The product for its administrator, and for a clerk whose rights are conditions. */
export async function signIn(
  port: number,
  collaborator: string,
): Promise<{ administrator: Server; clerk: Server }> {
  const administrator = server(port, { cookie: await cookieOf(port, { email, password }), ...origin(port) });
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
  for (const until = Date.now() + 60_000; ; await wait(100)) {
    if (child.exitCode !== null) throw new Error(`the server of ${path} ended with ${child.exitCode}`);
    const answer = await fetch(`http://127.0.0.1:${port}${path}`).catch(() => null);
    if (answer && answer.status < 500) break;
    if (Date.now() > until) throw new Error(`no answer at ${path}`);
  }
  return {
    port,
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
