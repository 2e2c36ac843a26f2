import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { inject } from "vitest";
import { readConfig } from "../../core/config.ts";
import { type Database, openDatabase, quoteName } from "../../core/database/index.ts";
import { openLog } from "../../core/log.ts";
import type { Runtime } from "../../runtime/crm.ts";
import { openRuntime } from "../../runtime/open-runtime.ts";
import { asAdministrator, urlOf } from "../support/database.ts";
import { type Remains, readRemains } from "./remains.ts";
import type { Work } from "./works.ts";

/** When a process dies: at which of the statements it sends. */
export interface Death {
  readonly at: number;
  readonly side: "before" | "after";
  readonly statement: string;
}

/** A work, what it begins with, and what it leads to where nobody dies. */
export interface Scene extends AsyncDisposable {
  readonly before: Remains;
  readonly after: Remains;
  /** The statements of the work in the order in which they were sent. */
  readonly statements: readonly string[];
  /** How many processes have died so far. */
  killed(): number;
  /** Does the work in a process of its own that dies; then shows the database as it was left. */
  dying(death: Death, look: (left: Left) => Promise<void>): Promise<void>;
}

/** A database after a death. */
export interface Left {
  /** What is there before anybody starts again. */
  readonly remains: Remains;
  /** Starts the house again, waits until no job is left, and closes it. */
  restart(work?: (runtime: Runtime) => Promise<void>): Promise<Remains>;
}

const script = fileURLToPath(new URL("../support/crash-process.ts", import.meta.url));

/** Prepares a work once, lets one process do it to its end, and gives copies of the beginning to those that die. */
export async function openScene(name: string, work: Work): Promise<Scene> {
  const { url, template } = inject("database");
  const data = await mkdtemp(join(tmpdir(), "dossier-crash-"));
  const made: string[] = [];
  let killed = 0;
  const copy = async (from: string): Promise<string> => {
    const copied = `dossier_crash_${crypto.randomUUID().replaceAll("-", "")}`;
    await asAdministrator(url, `create database ${quoteName(copied)} template ${quoteName(from)}`);
    made.push(copied);
    return copied;
  };
  const drop = (one: string) =>
    asAdministrator(url, `drop database if exists ${quoteName(one)} with (force)`);
  const at = (database: string) => ({ url: urlOf(url, database), data });

  const first = await copy(template);
  const before = await restart(at(first), work.prepare);
  const whole = await copy(first);
  const said = await run(name, at(whole));
  const statements: string[] = JSON.parse(said.output);
  const after = await restart(at(whole));
  return {
    before,
    after,
    statements,
    killed: () => killed,
    async dying(death, look) {
      const own = await copy(first);
      const { signal, output } = await run(name, at(own), death);
      const diedAt = new Date();
      // A clock of the house may have sent a statement less this time: then the work has ended, and must be whole.
      if (signal === "SIGKILL") killed += 1;
      else if (output === "") throw new Error(`nobody died at ${death.at}, and the work has not ended`);
      const remains = await withDatabase(at(own).url, async (database) => {
        await untilForgotten(database, diedAt);
        return readRemains(database);
      });
      await look({ remains, restart: (again) => restart(at(own), again) });
      await drop(own);
    },
    async [Symbol.asyncDispose]() {
      for (const one of made) await drop(one);
      await rm(data, { recursive: true, force: true });
    },
  };
}

interface Place {
  readonly url: string;
  readonly data: string;
}

async function run(name: string, { url, data }: Place, death?: Death) {
  const dying = death ? [String(death.at), death.side] : [];
  const child = spawn(process.execPath, [script, url, data, name, ...dying], {
    stdio: ["ignore", "pipe", "inherit"],
    // The second process finds the code compiled by the first.
    env: { ...process.env, NODE_COMPILE_CACHE: join(data, "compiled") },
  });
  let output = "";
  child.stdout.on("data", (chunk) => {
    output += String(chunk);
  });
  const signal = await new Promise<NodeJS.Signals | null>((resolve) =>
    child.once("close", (_, with_) => resolve(with_)),
  );
  return { signal, output };
}

async function restart({ url, data }: Place, work?: (runtime: Runtime) => Promise<void>): Promise<Remains> {
  return withDatabase(url, async (database) => {
    const config = readConfig({ DATA: data, DATABASE_URL: url, LOG_LEVEL: "silent" });
    const house = await openRuntime(config, { database, log: openLog("silent"), alone: true });
    try {
      await house.startJobs();
      await work?.(house.runtime);
      await untilNoJobIsLeft(database);
      return await readRemains(database);
    } finally {
      await house.close();
    }
  });
}

async function withDatabase<T>(databaseUrl: string, work: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase({ data: "", databaseUrl, schema: "dossier", pool: 4 });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

/** PostgreSQL notices a dead client only when it is done with his last statement. */
async function untilForgotten({ sql }: Database, diedAt: Date): Promise<void> {
  for (;;) {
    const [row] = await sql`
      select count(*)::int as left from pg_stat_activity
      where datname = current_database() and backend_type = 'client backend' and backend_start < ${diedAt}`;
    if (row?.left === 0) return;
    await wait(10);
  }
}

async function untilNoJobIsLeft({ sql }: Database): Promise<void> {
  for (;;) {
    const [row] = await sql`
      select count(*)::int as jobs from kernel_job where state in ('waiting', 'running')`;
    if (row?.jobs === 0) return;
    await wait(20);
  }
}

/** How many times as many deaths as in CI: `CRASH=10`. */
const times = Number(process.env.CRASH ?? "1");

/** Deaths on both sides of each commit, as many more as asked for, evenly over all statements, and one at the last. */
export function deathsIn(statements: readonly string[], { few }: { few: number }): Death[] {
  const wanted = few * times;
  const commits = statements.flatMap((text, index) => (/^\s*commit/i.test(text) ? [index + 1] : []));
  const onSides = commits.flatMap((at) => [death(statements, at, "before"), death(statements, at, "after")]);
  const some = spread(onSides, Math.ceil((wanted * 2) / 3));
  const rest = wanted - some.length;
  const others = Array.from({ length: rest }, (_, index) => {
    const at = 1 + Math.floor(((statements.length - 1) * (index + 0.5)) / rest);
    return death(statements, at, index % 2 === 0 ? "before" : "after");
  });
  return [...some, ...others, death(statements, statements.length, "before")];
}

function death(statements: readonly string[], at: number, side: Death["side"]): Death {
  return { at, side, statement: (statements[at - 1] ?? "").trim().replace(/\s+/g, " ").slice(0, 80) };
}

function spread<T>(all: readonly T[], count: number): T[] {
  if (all.length <= count) return [...all];
  return Array.from({ length: count }, (_, n) => all[Math.floor((n * all.length) / count)]).filter(
    (one): one is T => one !== undefined,
  );
}

/** Works on several things at a time: a restart mostly waits. */
export async function severalAtOnce<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const waiting = [...all];
  const worker = async () => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) await work(one);
  };
  await Promise.all([worker(), worker(), worker()]);
}
