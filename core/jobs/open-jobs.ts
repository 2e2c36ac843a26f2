import { setTimeout as wait } from "node:timers/promises";
import { PgBoss } from "pg-boss";
import type { Logger } from "pino";
import type postgres from "postgres";
import type { Database } from "../database/index.ts";
import { Refusal } from "../errors/index.ts";
import { newId } from "../ids.ts";
import { bossDatabase, bossTransaction } from "./boss-database.ts";
import { askCancel, forgetOldJobs, keepJob, readProgress, runningJobs } from "./job-store.ts";
import type { JobProgress, Jobs } from "./jobs.ts";
import { type QueuedJob, runJob, type Works } from "./run-job.ts";

/** How a process does jobs. */
export interface JobsOptions {
  /** No other process does jobs of this workspace: what runs at the start was interrupted and begins again at once. */
  readonly alone?: boolean;
  /** Told of each written progress and of each end, to let browsers know. */
  readonly onProgress?: (progress: JobProgress) => void;
  /** Jobs done at the same time by this process; 3 where nobody says. */
  readonly atOnce?: number;
}

/**
 * Jobs kept in PostgreSQL by pg-boss in the schema `<schema>_jobs`, with their progress in `kernel_job`. One queue
 * holds them all, so that an idle process asks for work once every 30 seconds and not once for each kind; a new job
 * wakes it at once. An interrupted job begins again up to three times, so its work must bear being done twice.
 */
export function openJobs(database: Database, log: Logger, options: JobsOptions = {}): Jobs {
  const works: Works = { known: new Map(), running: new Map(), onProgress: options.onProgress };
  const boss = bossOnDemand(database, log);
  return {
    define: (name, work) => {
      works.known.set(name, work);
    },
    schedule: async (name, cron, timeZone) => {
      const open = await boss.open();
      await open.schedule(queue, cron, { name }, { tz: timeZone, key: name, missed: "once" });
    },
    add: async (name, input, { by = null, tx } = {}) => {
      const id = newId();
      const open = await boss.open();
      const place = async (inside: postgres.TransactionSql) => {
        await keepJob(inside, { id, name, input, by });
        await open.send(queue, { name }, { id, db: bossTransaction(inside) });
      };
      await (tx ? place(tx) : database.transaction(place));
      return id;
    },
    find: (id, language = "en") => readProgress(database, id, language),
    cancel: async (id) => {
      if (!(await askCancel(database, id))) throw new Refusal("job.not-found", { id });
      works.running.get(id)?.();
    },
    finished: (id) => untilFinished(database, id),
    start: async () => {
      const open = await boss.work();
      if (options.alone) await beginAgain(database, open);
      await forgetOldJobs(database);
      const localConcurrency = options.atOnce ?? 3;
      await open.work<QueuedJob>(queue, { localConcurrency, heartbeatRefreshSeconds: 5 }, async (batch) => {
        for (const job of batch) await runJob(database, { job, works, log, mostAttempts });
      });
    },
    stop: () => boss.close(),
  };
}

const queue = "work";
/** The runs a job may have; the queue gives it one turn more, in which it is told to have failed. */
const mostAttempts = 3;

/** pg-boss costs a moment and some timers: it is opened when first needed, and without timers where nobody works. */
function bossOnDemand(database: Database, log: Logger) {
  let opened: Promise<PgBoss> | undefined;
  let working = false;
  const open = () => {
    opened ??= openBoss(database, { log, working });
    return opened;
  };
  const close = async () => {
    const boss = await opened;
    opened = undefined;
    await boss?.stop({ graceful: working, timeout: 20_000, close: false });
    working = false;
  };
  const work = async () => {
    await close();
    working = true;
    return open();
  };
  return { open, work, close };
}

async function openBoss(
  database: Database,
  { log, working }: { log: Logger; working: boolean },
): Promise<PgBoss> {
  const boss = new PgBoss({
    db: bossDatabase(database.sql),
    schema: `${database.schema}_jobs`,
    useListenNotify: working,
    supervise: working,
    schedule: working,
    superviseIntervalSeconds: 30,
    monitorIntervalSeconds: 30,
    cronWorkerIntervalSeconds: 30,
    flowIntervalSeconds: 3600,
    bamIntervalSeconds: 600,
    openTelemetry: { enabled: false },
  });
  boss.on("error", (error) => log.error({ err: error }, "jobs: the queue failed"));
  boss.on("warning", (warning) => log.warn({ warning }, "jobs: the queue warns"));
  await boss.start();
  await boss.createQueue(queue, queueSettings);
  return boss;
}

/** A process that dies is missed after 30 seconds; a job itself may take most of a day. */
const queueSettings = {
  notify: true,
  retryLimit: mostAttempts,
  heartbeatSeconds: 30,
  expireInSeconds: 23 * 3600,
  retentionSeconds: 90 * 24 * 3600,
  deleteAfterSeconds: 24 * 3600,
} as const;

/** Frees the interrupted jobs without waiting until their heartbeat is missed. */
async function beginAgain(database: Database, boss: PgBoss): Promise<void> {
  const ids = await runningJobs(database);
  if (ids.length > 0) await boss.fail(queue, ids);
}

async function untilFinished(database: Database, id: string): Promise<JobProgress> {
  for (;;) {
    const progress = await readProgress(database, id, "en");
    if (!progress) throw new Refusal("job.not-found", { id });
    if (progress.state !== "waiting" && progress.state !== "running") return progress;
    await wait(100);
  }
}
