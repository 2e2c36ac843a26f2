import type { Database, Sql } from "../database/index.ts";
import type { Language } from "../language/index.ts";
import { type JobError, toJobProblem } from "./job-error.ts";
import type { JobProgress, JobState } from "./jobs.ts";

/** What a job began with. */
export interface KeptJob {
  readonly id: string;
  readonly name: string;
  readonly input: unknown;
  readonly by: string | null;
}

/** Keeps a new job beside its place in the queue. */
export async function keepJob(sql: Sql, job: KeptJob): Promise<void> {
  await sql`
    insert into kernel_job (id, name, input, by_account)
    values (${job.id}, ${job.name}, ${jsonText(job.input)}::text::jsonb, ${job.by})
    on conflict (id) do nothing`;
}

/** Begins a job, or begins it again after an interruption; null where it is over or was cancelled while waiting. */
export async function beginJob({ sql }: Database, id: string): Promise<KeptJob | null> {
  const [row] = await sql<KeptJob[]>`
    update kernel_job set state = 'running', started_at = now(), done = 0, error = null
    where id = ${id} and state in ('waiting', 'running') and not (state = 'waiting' and cancel_asked)
    returning id, name, input, by_account as by`;
  return row ?? null;
}

/** Writes progress and answers whether somebody asked to stop. */
export async function noteProgress(
  { sql }: Database,
  id: string,
  { done, total }: { done: number; total: number },
): Promise<boolean> {
  const [row] = await sql<{ cancel_asked: boolean }[]>`
    update kernel_job set done = ${Math.round(done)}, total = ${Math.round(total)} where id = ${id}
    returning cancel_asked`;
  return row?.cancel_asked ?? true;
}

/** Whether somebody asked to stop; a job that is gone has nothing to go on for. */
export async function isCancelAsked({ sql }: Database, id: string): Promise<boolean> {
  const [row] = await sql<{ cancel_asked: boolean }[]>`select cancel_asked from kernel_job where id = ${id}`;
  return row?.cancel_asked ?? true;
}

/** Ends a running job. One that was asked to stop is cancelled, however it ended. */
export async function endJob(
  { sql }: Database,
  id: string,
  end: { result: unknown } | { error: JobError },
): Promise<void> {
  const result = "result" in end ? jsonText(end.result) : null;
  const error = "error" in end ? jsonText(end.error) : null;
  await sql`
    update kernel_job set
      state = case when cancel_asked then 'cancelled' else ${error ? "failed" : "done"} end,
      result = ${result}::text::jsonb, error = ${error}::text::jsonb, ended_at = now()
    where id = ${id}`;
}

/** Asks a job to stop; one that nobody has begun is cancelled at once. Answers whether there is such a job. */
export async function askCancel({ sql }: Database, id: string): Promise<boolean> {
  const rows = await sql`
    update kernel_job set
      cancel_asked = cancel_asked or state in ('waiting', 'running'),
      ended_at = case when state = 'waiting' then now() else ended_at end,
      state = case when state = 'waiting' then 'cancelled' else state end
    where id = ${id} returning id`;
  return rows.length > 0;
}

export async function readProgress(
  { sql }: Database,
  id: string,
  language: Language,
): Promise<JobProgress | null> {
  const [row] = await sql<KeptProgress[]>`
    select id, name, state, done, total, result, error, by_account as by from kernel_job where id = ${id}`;
  if (!row) return null;
  return {
    ...row,
    done: Number(row.done),
    total: Number(row.total),
    error: toJobProblem(row.error, language),
  };
}

interface KeptProgress {
  readonly id: string;
  readonly name: string;
  readonly state: JobState;
  /** bigint comes as text. */
  readonly done: string;
  readonly total: string;
  readonly result: unknown;
  readonly error: unknown;
  readonly by: string | null;
}

/** Keys of the jobs that were running when their process died; only meaningful while nobody else does jobs. */
export async function runningJobs({ sql }: Database): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`select id from kernel_job where state = 'running'`;
  return rows.map((row) => row.id);
}

/** Forgets what went well three months ago. Failures stay until somebody has looked at them. */
export async function forgetOldJobs({ sql }: Database): Promise<void> {
  await sql`
    delete from kernel_job
    where state in ('done', 'cancelled') and at < now() - interval '90 days'`;
}

/** JSON as jsonb takes it: PostgreSQL keeps neither the character 0 nor half a surrogate pair. */
function jsonText(value: unknown): string {
  const text = JSON.stringify(value ?? null);
  return text.replace(/\\(u0000|ud[89a-f][0-9a-f]{2}|.)/g, (escaped, what: string) =>
    what.length > 1 ? "\\ufffd" : escaped,
  );
}
