import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { type Database, openDatabase } from "../index.ts";

const program = fileURLToPath(new URL("../../../test/support/database-process.ts", import.meta.url));
const isRoot = process.getuid?.() === 0;
const nobody = 65_534;

test("what was written is there after a restart, and the last one out stops the server", async () => {
  const folder = await dataFolder();
  const first = await open(folder);
  await first.sql`create table seen (a int)`;
  const second = await open(folder);
  await second.sql`insert into seen values (1)`;
  await second.close();
  expect(await first.sql`select a from seen`).toEqual([{ a: 1 }]);
  await first.close();
  expect(serverOf(folder)).toBeUndefined();
  const third = await open(folder);
  expect(await third.sql`select a from seen`).toEqual([{ a: 1 }]);
  expect(await third.sql`show fsync`).toEqual([{ fsync: "on" }]);
  await third.close();
});

test("four first starts at once share one server", async () => {
  const folder = await dataFolder();
  const processes = [1, 2, 3, 4].map(() => startProcess(folder));
  await Promise.all(processes.map((each) => each.said("open")));
  const server = serverOf(folder);
  await Promise.all(processes.map((each) => each.end()));
  const starts = (await readFile(join(folder, "postgres.log"), "utf8")).match(/ready to accept connections/g);
  expect(starts).toHaveLength(1);
  expect(server).toBeDefined();
  expect(serverOf(folder)).toBeUndefined();
  expect(readdirSync(folder).filter((name) => name.includes("draft"))).toEqual([]);
});

test("a killed process loses no committed row, and the next one joins the server it left", async () => {
  const folder = await dataFolder();
  const writer = startProcess(folder, "write");
  await writer.said("40");
  const server = serverOf(folder);
  await writer.kill();
  const next = await open(folder);
  expect(serverOf(folder)).toBe(server);
  expect(await highest(next)).toBeGreaterThanOrEqual(Number(writer.lastWord()));
  await next.close();
  expect(serverOf(folder)).toBeUndefined();
});

test("a killed server is started again by the process that needs it, and loses no committed row", async () => {
  const folder = await dataFolder();
  const database = await open(folder);
  await database.sql.unsafe("create schema dossier");
  await database.sql`create table seen (number bigserial primary key)`;
  const heard: string[] = [];
  await database.listen("news", (word) => heard.push(word));
  for (let row = 0; row < 20; row++) await database.sql`insert into seen default values`;
  const server = serverOf(folder) ?? 0;
  process.kill(server, "SIGKILL");
  const ask = async () => ({
    rows: await highest(database).catch(() => 0),
    moved: serverOf(folder) !== server,
  });
  // A connection may answer once more before it notices that its server is gone.
  await expect.poll(ask, { timeout: 20_000 }).toEqual({ rows: 20, moved: true });
  const listening = async () => {
    await database.notify("news", "hello");
    return heard.length;
  };
  await expect.poll(listening, { timeout: 20_000 }).toBeGreaterThan(0);
  await database.close();
});

test("when everything is killed at once, every committed row is still there", async () => {
  const folder = await dataFolder();
  const writer = startProcess(folder, "write");
  await writer.said("40");
  const server = serverOf(folder) ?? 0;
  for (const pid of [server, ...childrenOf(server)]) process.kill(pid, "SIGKILL");
  await writer.kill();
  const next = await open(folder);
  expect(await highest(next)).toBeGreaterThanOrEqual(Number(writer.lastWord()));
  await next.close();
});

test("a file left by a dead server that names a stranger's process is no obstacle", async () => {
  const folder = await dataFolder();
  await (await open(folder)).close();
  const lines = `${process.pid}\n${join(folder, "postgres")}\n1\n5432\n.\n\n0 0\nready   \n`;
  await writeFile(join(folder, "postgres", "postmaster.pid"), lines);
  await writeFile(join(folder, "postgres", ".s.PGSQL.5432.lock"), lines);
  const database = await open(folder);
  expect(await database.sql`select 1 as one`).toEqual([{ one: 1 }]);
  await database.close();
});

test("a folder too deep for a socket's path works like any other", async () => {
  const folder = join(
    await dataFolder(),
    "a folder with a long name, an accent é and 'quotes'".repeat(3),
    "data",
  );
  const database = await open(folder);
  expect(await database.sql`select 1 as one`).toEqual([{ one: 1 }]);
  await database.close();
  expect(serverOf(folder)).toBeUndefined();
});

test("half-made clusters of killed first starts are removed once they are old", async () => {
  const folder = await dataFolder();
  await mkdir(join(folder, "postgres-draft-old"), { recursive: true });
  await mkdir(join(folder, "postgres-draft-young"));
  await utimes(join(folder, "postgres-draft-old"), new Date(0), new Date(0));
  await (await open(folder)).close();
  expect(readdirSync(folder).filter((name) => name.includes("draft"))).toEqual(["postgres-draft-young"]);
});

test("data of another major version are refused and left alone", async () => {
  const folder = await dataFolder();
  await mkdir(join(folder, "postgres"), { recursive: true });
  await writeFile(join(folder, "postgres", "PG_VERSION"), "17\n");
  await expect(open(folder)).rejects.toMatchObject({
    code: "database.other-version",
    values: { found: "17", packaged: 18 },
  });
  expect(readdirSync(join(folder, "postgres"))).toEqual(["PG_VERSION"]);
});

test("a server that cannot start is given up with its last words", async () => {
  const folder = await dataFolder();
  await (await open(folder)).close();
  await writeFile(join(folder, "postgres", "postgresql.conf"), "no_such_setting = on\n");
  await expect(open(folder)).rejects.toMatchObject({
    code: "database.not-started",
    values: { words: expect.stringContaining("no_such_setting") },
  });
});

test("a data folder that is a file is refused", async () => {
  const folder = await dataFolder();
  const file = join(folder, "file");
  await writeFile(file, "");
  await expect(open(file)).rejects.toMatchObject({ code: "data.denied" });
});

test.runIf(isRoot)("root works below a folder that nobody else may enter", async () => {
  const folder = await dataFolder();
  chmodSync(folder, 0o700);
  const database = await open(join(folder, "data"));
  expect(await database.sql`select 1 as one`).toEqual([{ one: 1 }]);
  await database.close();
});

test.runIf(isRoot)("an ordinary user and root take turns on the user's folder", async () => {
  const folder = await dataFolder();
  chownSync(folder, nobody, nobody);
  for (const uid of [nobody, 0, nobody]) {
    const process = startProcess(folder, undefined, uid);
    await process.said("open");
    await process.end();
  }
});

test.runIf(isRoot)("a user without a name is sent to DATABASE_URL", async () => {
  const folder = await dataFolder();
  chownSync(folder, 54_321, 54_321);
  const nameless = startProcess(folder, undefined, 54_321);
  expect(await nameless.lastError()).toMatch(/54321 has no entry in \/etc\/passwd.*DATABASE_URL/);
});

test.runIf(isRoot)("a user is refused a folder that belongs to somebody else", async () => {
  const folder = await dataFolder();
  chmodSync(folder, 0o755);
  const stranger = startProcess(folder, undefined, nobody);
  expect(await stranger.lastError()).toMatch(/is not accessible to this user/);
});

async function dataFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "dossier-data-"));
  chmodSync(folder, 0o755);
  onTestFinished(async () => {
    stopLeftServer(folder);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  return folder;
}

/** A test that failed midway leaves no server running. */
function stopLeftServer(folder: string): void {
  const server = serverOf(folder);
  if (!server || server === process.pid) return;
  try {
    process.kill(server, "SIGQUIT");
  } catch {
    // It is gone already.
  }
}

function open(folder: string): Promise<Database> {
  return openDatabase({ data: folder, schema: "dossier", pool: 2 });
}

async function highest(database: Database): Promise<number> {
  const [row] = await database.sql<{ number: string }[]>`select max(number) as number from seen`;
  return Number(row?.number ?? 0);
}

/** The process number of a folder's server while it runs. */
function serverOf(folder: string): number | undefined {
  const file = join(folder, "postgres", "postmaster.pid");
  return existsSync(file) ? Number(readFileSync(file, "utf8").split("\n")[0]) : undefined;
}

function childrenOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ").map(Number);
}

function startProcess(folder: string, task = "", uid?: number) {
  const child = spawn(process.execPath, [program, folder, task], {
    stdio: ["ignore", "pipe", "pipe"],
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  const words: string[] = [];
  let errors = "";
  createInterface({ input: child.stdout }).on("line", (line) => words.push(line));
  child.stderr.on("data", (chunk) => {
    errors += String(chunk);
  });
  const exited = once(child, "exit");
  onTestFinished(() => endOf(child));
  return {
    said: async (word: string) => {
      while (!words.includes(word)) {
        if (child.exitCode !== null) throw new Error(errors);
        await wait(10);
      }
    },
    lastWord: () => words.at(-1) ?? "",
    lastError: async () => {
      await exited;
      return errors;
    },
    end: async () => {
      child.kill("SIGTERM");
      await exited;
      if (errors) throw new Error(errors);
    },
    kill: async () => {
      child.kill("SIGKILL");
      await once(child, "close");
    },
  };
}

async function endOf(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGTERM");
  await once(child, "exit");
}
