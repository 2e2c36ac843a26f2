import type postgres from "postgres";
import type { Language } from "../language/index.ts";

export type JobState = "waiting" | "running" | "done" | "failed" | "cancelled";

/** What `GET /api/jobs/{id}` shows. */
export interface JobProgress {
  readonly id: string;
  readonly name: string;
  readonly state: JobState;
  readonly done: number;
  /** 0 while unknown. */
  readonly total: number;
  /** What came out, as the job's own room defines it. */
  readonly result: unknown;
  /** Why it failed, as problem details. */
  readonly error: unknown;
  /** Account that started it. */
  readonly by: string | null;
}

/** What a running job can say and ask. */
export interface JobRun<Input> {
  readonly id: string;
  readonly input: Input;
  readonly by: string | null;
  /** Writes progress at most every 200 ms, so it may be called for each item. */
  progress(done: number, total: number): Promise<void>;
  /** True once somebody asked to stop; the job then ends by itself. */
  cancelled(): boolean;
}

/** Jobs kept in PostgreSQL: they survive a restart, and any process may run them. */
export interface Jobs {
  /** Registers who does the jobs of a name. Called once at start, before `start`. */
  define<Input>(name: string, work: (run: JobRun<Input>) => Promise<unknown>): void;
  /** Repeats a defined job by a cron expression in a time zone. */
  schedule(name: string, cron: string, timeZone: string): Promise<void>;
  /** Puts a job in the queue, inside the given transaction where there is one. Returns its key. */
  add(
    name: string,
    input: unknown,
    options?: { by?: string | null; tx?: postgres.TransactionSql },
  ): Promise<string>;
  /** The error is worded in the given language, English where none is. */
  find(id: string, language?: Language): Promise<JobProgress | null>;
  cancel(id: string): Promise<void>;
  /** Waits for the end of a job; for tests and the command line. */
  finished(id: string): Promise<JobProgress>;
  start(): Promise<void>;
  stop(): Promise<void>;
}
