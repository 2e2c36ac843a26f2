import { type ChildProcess, execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { testDatabase } from "../../test/support/database.ts";

// Real processes on a real server: slow on a busy machine, never wrong for it.
vi.setConfig({ testTimeout: 180_000 });

const bin = fileURLToPath(new URL("../../bin/dossier.js", import.meta.url));
const call = promisify(execFile);

let home: string;
let port: number;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "dossier-start-"));
  port = await freePort();
  await mkdir(join(home, "app", "metadata"), { recursive: true });
  await mkdir(join(home, "app", "data"));
  for (const document of documents)
    await writeFile(join(home, "app", "metadata", `${document.name}.json`), JSON.stringify(document));
  await writeFile(join(home, "app", "data", "generate.ts"), generator);
});

afterAll(() => rm(home, { recursive: true, force: true }));

const documents = [
  { kind: "app", name: "shop", label: { en: "Shop" }, languages: ["en"] },
  {
    kind: "type",
    name: "thing",
    label: { en: "Thing" },
    title: "name",
    fields: [
      { name: "name", type: "text", label: { en: "Name" }, required: true },
      { name: "above", type: "reference", to: "thing", label: { en: "Above" } },
    ],
  },
];

/** 3,000 records in batches; the last but one refers to a later one of its batch. Told a file, it writes it half-way and waits to be killed. */
const generator = `
import { writeFileSync } from "node:fs";
const id = (n: number) => \`018f0000-0000-7000-8000-\${String(n).padStart(12, "0")}\`;
export async function* generate({ size }: { size: number }) {
  for (let from = 0; from < 3000 * size; from += 500) {
    if (process.env.HALF_WAY && from === 1500) {
      writeFileSync(process.env.HALF_WAY, "");
      await new Promise((done) => setTimeout(done, 60_000));
    }
    yield { type: "thing", records: Array.from({ length: 500 }, (_, n) => ({ id: id(from + n), name: \`thing \${from + n}\`,
      ...(n === 498 ? { above: id(from + 499) } : {}) })) };
  }
}
`;

interface Server {
  readonly process: ChildProcess;
  readonly address: string;
  readonly link: string | null;
  readonly errors: () => string;
  kill(signal: NodeJS.Signals): Promise<number | null>;
}

function environment(more: Record<string, string> = {}): NodeJS.ProcessEnv {
  const { DATABASE_URL: _, ...env } = process.env;
  return {
    ...env,
    DATA: join(home, "data"),
    PORT: String(port),
    LOG_LEVEL: "silent",
    LANG: "en_US.UTF-8",
    ...more,
  };
}

/** Starts the real program and waits until it says that it runs. */
async function start(more: Record<string, string> = {}): Promise<Server> {
  const child = spawn(process.execPath, [bin, "start", join(home, "app"), "--json"], {
    env: environment(more),
  });
  let [out, errors] = ["", ""];
  child.stderr.on("data", (text) => (errors += text));
  const ended = new Promise<number | null>((done) => child.on("exit", (code) => done(code)));
  const said = await new Promise<{ address: string; link: string | null }>((done, fail) => {
    child.stdout.on("data", (text) => {
      out += text;
      const line = /^\{"address".*\}$/m.exec(out)?.[0];
      if (line) done(JSON.parse(line));
    });
    void ended.then(() => fail(new Error(errors || out)));
  });
  return {
    ...said,
    process: child,
    errors: () => errors,
    kill: (signal) => {
      child.kill(signal);
      return ended;
    },
  };
}

async function signIn({ address, link }: Server): Promise<{ cookie: string }> {
  const token = new URL(link ?? "").searchParams.get("token");
  const answer = await fetch(`${address}/api/auth/sign-in/link`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ token }),
  });
  expect(answer.status).toBe(200);
  return { cookie: answer.headers.getSetCookie()[0]?.split(";")[0] ?? "" };
}

async function count(server: Server, headers: Record<string, string>): Promise<number> {
  const answer = await fetch(`${server.address}/api/records/thing?limit=1&count=exact`, { headers });
  return (await answer.json()).count.value;
}

test("killed while the example data goes in, the next start begins it again and has each record once", async () => {
  const child = spawn(process.execPath, [bin, "start", join(home, "app"), "--json"], {
    env: environment({ HALF_WAY: join(home, "half-way") }),
  });
  await expect.poll(() => existsSync(join(home, "half-way")), { timeout: 30_000, interval: 50 }).toBe(true);
  const ended = new Promise((done) => child.on("exit", done));
  child.kill("SIGKILL");
  await ended;

  const server = await start();
  expect(await count(server, await signIn(server))).toBe(3_000);
  expect(await server.kill("SIGTERM")).toBe(0);
});

test("a second start on the same data says what is running, and the first goes on", async () => {
  const server = await start();
  const second = await call(process.execPath, [bin, "start"], { env: environment() }).catch((error) => error);
  expect(second.code).toBe(1);
  expect(second.stderr).toContain(server.address);
  expect(second.stderr).toContain(String(server.process.pid));
  expect((await fetch(`${server.address}/api/health`)).status).toBe(200);
  expect(await server.kill("SIGINT")).toBe(0);
});

test("several processes on a server's database share the folder of files", async () => {
  await using database = await testDatabase();
  const settings = { DATABASE_URL: database.url, DATA: join(home, "shared") };
  const first = await start(settings);
  const headers = await signIn(first);
  const second = await start({ ...settings, PORT: String(await freePort()) });
  const body = new FormData();
  body.set("file", new File(["shared words"], "note.txt"));
  const kept = await fetch(`${first.address}/api/files`, {
    method: "POST",
    headers: { ...headers, origin: first.address },
    body,
  });
  const { id } = await kept.json();
  const read = await fetch(`${second.address}/api/files/${id}`, { headers });
  expect(await read.text()).toBe("shared words");
  await second.kill("SIGTERM");
  expect(await first.kill("SIGTERM")).toBe(0);
});

test("no acknowledged write is lost when the server is killed under load", async () => {
  const server = await start();
  const { stdout } = await call(
    process.execPath,
    [bin, "key", "add", "admin@dossier.local", "--name", "load", "--json"],
    {
      env: environment(),
    },
  );
  const headers = { authorization: `Bearer ${JSON.parse(stdout).key}`, "content-type": "application/json" };
  const before = await count(server, headers);
  let acknowledged = 0;
  const write = async (writer: number): Promise<void> => {
    for (let n = 0; ; n++) {
      const body = JSON.stringify({ name: `written ${writer} ${n}` });
      const answer = await fetch(`${server.address}/api/records/thing`, {
        method: "POST",
        headers,
        body,
      }).catch(() => null);
      if (answer?.status !== 201) return;
      acknowledged++;
    }
  };
  const writers = Promise.all([write(1), write(2), write(3), write(4)]);
  await expect.poll(() => acknowledged, { timeout: 20_000, interval: 20 }).toBeGreaterThan(100);
  await server.kill("SIGKILL");
  await writers;

  const again = await start();
  const after = await count(again, headers);
  expect(after - before).toBeGreaterThanOrEqual(acknowledged);
  // At most what each of the four writers had under way.
  expect(after - before).toBeLessThanOrEqual(acknowledged + 4);
  await again.kill("SIGTERM");
});

test("a running request is finished before the server stops", async () => {
  const server = await start();
  const { stdout } = await call(
    process.execPath,
    [bin, "key", "add", "admin@dossier.local", "--name", "stop", "--json"],
    {
      env: environment(),
    },
  );
  const create = Array.from({ length: 5_000 }, (_, n) => ({ name: `late ${n}` }));
  const answer = fetch(`${server.address}/api/records/thing/batch`, {
    method: "POST",
    headers: { authorization: `Bearer ${JSON.parse(stdout).key}`, "content-type": "application/json" },
    body: JSON.stringify({ create }),
  });
  await new Promise((done) => setTimeout(done, 150));
  const ended = server.kill("SIGTERM");
  expect((await answer).status).toBeLessThan(300);
  expect(await ended).toBe(0);
});

test.each([
  [["start", "/no/such/folder"], 1, "does not exist"],
  [["chek"], 1, "Did you mean “check”?"],
  [["start", "--size", "7"], 1, "from 0 to 1"],
  [["--nonsense"], 1, "unknown option"],
  [["undo", "none"], 1, "revision"],
  [["user", "add", "not-an-address"], 1, "email"],
  [["check", "/no/such/folder"], 1, "not an app folder"],
])("%j is refused with code %i and words", async (given, code, words) => {
  const failed = await call(process.execPath, [bin, ...given], { env: environment() }).catch(
    (error) => error,
  );
  expect(failed.code).toBe(code);
  expect(failed.stderr).toContain(words);
});

test("wrong settings are named, their values are not", async () => {
  const env = environment({ PORT: "many", ADMIN_PASSWORD: "short-s" });
  const failed = await call(process.execPath, [bin, "start"], { env }).catch((error) => error);
  expect(failed.code).toBe(1);
  expect(failed.stderr).toContain("PORT");
  expect(failed.stderr).toContain("ADMIN_PASSWORD");
  expect(failed.stderr).not.toContain("short-s");
});

test("--json answers a refusal as problem details", async () => {
  const failed = await call(process.execPath, [bin, "check", "/no/such/folder", "--json"], {
    env: environment(),
  }).catch((error) => error);
  expect(JSON.parse(failed.stdout)).toMatchObject({ code: "metadata.no-folder" });
});

test("what is pulled is what was pushed", async () => {
  const env = environment();
  const folder = join(home, "pulled");
  await mkdir(folder);
  await call(process.execPath, [bin, "pull", folder], { env });
  const plan = await call(process.execPath, [bin, "plan", folder, "--json"], { env });
  expect(JSON.parse(plan.stdout)).toMatchObject({ steps: [], faults: [] });
});

function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => done(typeof address === "object" && address ? address.port : 0));
    });
  });
}
