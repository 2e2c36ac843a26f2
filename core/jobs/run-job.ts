import type { Job } from "pg-boss";
import type { Logger } from "pino";
import type { Database } from "../database/index.ts";
import { Refusal } from "../errors/index.ts";
import { newId } from "../ids.ts";
import { toJobError } from "./job-error.ts";
import {
  beginJob,
  endJob,
  isCancelAsked,
  type KeptJob,
  keepJob,
  noteProgress,
  readProgress,
} from "./job-store.ts";
import type { JobProgress, JobRun } from "./jobs.ts";

/** What this process can do and is doing. */
export interface Works {
  /** By the name of the job. An input of any type is taken by whoever defined the job. */
  readonly known: Map<string, (run: JobRun<never>) => Promise<unknown>>;
  /** How to tell a job that runs here to stop, by its key. */
  readonly running: Map<string, () => void>;
  readonly onProgress: ((progress: JobProgress) => void) | undefined;
}

/** What the queue itself holds of a job; everything else is in `kernel_job`. */
export interface QueuedJob {
  readonly name: string;
}

/** One turn of a job as the queue gives it. Never throws for what the job itself does wrong: that is its result. */
export async function runJob(
  database: Database,
  { job, works, log, mostAttempts }: { job: Job<QueuedJob>; works: Works; log: Logger; mostAttempts: number },
): Promise<void> {
  if (works.running.has(job.id)) return;
  // The timetable puts jobs into the queue alone.
  await keepJob(database.sql, { id: job.id, name: job.data.name, input: null, by: null });
  const kept = await beginJob(database, job.id);
  if (!kept) return;
  if (job.retryCount >= mostAttempts) {
    const refusal = new Refusal("job.interrupted", { name: kept.name, attempts: mostAttempts });
    await endJob(database, kept.id, { error: toJobError(refusal, "") });
  } else {
    await endJob(database, kept.id, await outcomeOf(database, { kept, works, log }));
  }
  const progress = await readProgress(database, kept.id, "en");
  if (progress) works.onProgress?.(progress);
}

async function outcomeOf(
  database: Database,
  { kept, works, log }: { kept: KeptJob; works: Works; log: Logger },
): Promise<Parameters<typeof endJob>[2]> {
  const turn = beginTurn(database, { kept, works });
  try {
    const work = works.known.get(kept.name);
    if (!work) throw new Refusal("job.unknown", { name: kept.name });
    const result = await work(turn.run);
    await turn.flush();
    return { result };
  } catch (cause) {
    const reference = newId().slice(-12);
    log.error({ err: cause, job: kept.id, name: kept.name, reference }, "a job failed");
    return { error: toJobError(cause, reference) };
  } finally {
    turn.end();
  }
}

/** Milliseconds between two written progresses, and between two questions whether somebody asked to stop. */
const progressPause = 200;
const cancelPause = 1000;

/** What a running job holds on to: its own view of the house, and how to write its last progress and let go. */
function beginTurn(database: Database, { kept, works }: { kept: KeptJob; works: Works }) {
  const { id, by } = kept;
  let cancelled = false;
  const cancel = () => {
    cancelled = true;
  };
  const ask = async () => {
    if (await isCancelAsked(database, id).catch(() => false)) cancel();
  };
  const { progress, flush } = progressOf(database, { kept, works, cancel });
  const asking = setInterval(() => void ask(), cancelPause);
  works.running.set(id, cancel);
  const end = () => {
    clearInterval(asking);
    works.running.delete(id);
  };
  // What `add` was given comes back as what `define` was told to expect.
  const run: JobRun<never> = { id, by, input: kept.input as never, cancelled: () => cancelled, progress };
  return { run, flush, end };
}

function progressOf(
  database: Database,
  { kept, works, cancel }: { kept: KeptJob; works: Works; cancel: () => void },
) {
  const { id, name, by } = kept;
  let written = 0;
  let newest: { done: number; total: number } | undefined;
  const flush = async () => {
    if (!newest) return;
    const progress = newest;
    newest = undefined;
    if (await noteProgress(database, id, progress)) cancel();
    works.onProgress?.({ id, name, by, state: "running", result: null, error: null, ...progress });
  };
  const progress = async (done: number, total: number) => {
    newest = { done, total };
    if (performance.now() - written < progressPause) return;
    written = performance.now();
    await flush();
  };
  return { progress, flush };
}
