import type { Logger } from "pino";
import type { Database, Sql } from "../../core/database/index.ts";

/** A reading as it is kept. */
export interface Reading {
  readonly who: string | null;
  readonly via: string;
  readonly trace: Readonly<Record<string, unknown>> | null;
  readonly type: string;
  /** Null where many were read at once: `detail.records` names them. */
  readonly record: string | null;
  readonly how: string;
  readonly detail: Readonly<Record<string, unknown>> | null;
}

/** A reading waits so long for others to be written with it, in milliseconds: what a kill can lose. */
const patience = 250;
/** So many are written at once; beyond the second number who reads waits until there is room. */
const most = { atOnce: 500, waiting: 5_000 };

interface Queue {
  readonly database: Database;
  readonly log: Logger;
  waiting: (Reading & { readonly at: number })[];
  timer: NodeJS.Timeout | null;
  /** The writing that goes on. */
  writing: Promise<void> | null;
  /** The house closes: what cannot be written now never will be. */
  isClosing: boolean;
}

const queues = new WeakMap<Database, Queue>();

/**
 * Puts readings into the queue of this process, which is written four times a second: a reading costs who reads no
 * statement. Where the database falls behind, who reads waits with it.
 */
export async function enqueue(
  { database, log }: Pick<Queue, "database" | "log">,
  readings: readonly Reading[],
): Promise<void> {
  const queue = queues.get(database) ?? {
    database,
    log,
    waiting: [],
    timer: null,
    writing: null,
    isClosing: false,
  };
  queues.set(database, queue);
  const at = Date.now();
  queue.waiting.push(...readings.map((reading) => ({ ...reading, at })));
  if (queue.waiting.length >= most.atOnce) void begin(queue).catch(() => {});
  queue.timer ??= setTimeout(() => {
    queue.timer = null;
    begin(queue).catch(() => {});
  }, patience);
  while (queue.waiting.length > most.waiting) await begin(queue);
}

/** Writes what still waits. Before the database is closed it is the last try: what fails then is told and given up. */
export async function writeReadings(database: Database, { isLast = false } = {}): Promise<void> {
  const queue = queues.get(database);
  if (!queue) return;
  queue.isClosing ||= isLast;
  if (queue.timer) clearTimeout(queue.timer);
  queue.timer = null;
  await queue.writing?.catch(() => {});
  await begin(queue);
}

/** One writing at a time; who comes while one goes on waits for that one. */
function begin(queue: Queue): Promise<void> {
  queue.writing ??= write(queue).finally(() => {
    queue.writing = null;
  });
  return queue.writing;
}

async function write(queue: Queue): Promise<void> {
  while (queue.waiting.length > 0) {
    const batch = queue.waiting.slice(0, most.atOnce);
    try {
      await insert(queue, batch);
    } catch (cause) {
      const lost = queue.waiting.length;
      if (queue.isClosing) {
        queue.waiting = [];
        queue.log.error({ err: cause, lost }, "the last readings were not written and are lost");
        return;
      }
      // Kept, and tried again with what comes.
      queue.log.error({ err: cause, waiting: lost }, "readings were not written");
      queue.timer ??= setTimeout(() => {
        queue.timer = null;
        begin(queue).catch(() => {});
      }, 1_000);
      throw cause;
    }
    queue.waiting = queue.waiting.slice(batch.length);
  }
}

/**
 * The instant is the database's, as that of every other row of the chain: clocks of processes may differ. A reading that
 * could not be written at once tells beside it when it was.
 *
 * A person may have been erased, by any process, between the reading and its writing. Whoever erases one keeps readings
 * from being written until he is done (`eraseFromJournals`), so that a reading is either found by him or written after
 * him, here, without what was asked.
 */
async function insert({ database }: Queue, batch: Queue["waiting"]): Promise<void> {
  await database.transaction(async (tx) => {
    await tx`lock table kernel_reading in row exclusive mode`;
    const now = Date.now();
    const rows = batch.map(({ at, detail, ...reading }) => ({
      ...reading,
      detail: now - at < 1_000 ? detail : { ...detail, at: new Date(at).toISOString() },
    }));
    const waited = (now - (batch[0]?.at ?? now)) / 1_000;
    await tx`
      insert into kernel_reading (who, via, trace, type, record, how, detail)
      select who, via, case when ${isOfErased(tx)} then trace - 'reason' else trace end, type, record, how,
        case when not ${isOfErased(tx)} then detail when record is null then detail - '{filter,search}'::text[] end
      from json_to_recordset(${JSON.stringify(rows)}::text::json)
        as r (who uuid, via text, trace jsonb, type text, record uuid, how text, detail jsonb), (${erased(tx, waited)}) e`;
  });
}

/** A request does not take longer than this, in seconds: who was erased before it is found by no reading that waits. */
const longestRequest = 3_600;

/** The keys of what was erased of people lately, as one row. */
function erased(sql: Sql, waited: number) {
  return sql`
    select coalesce(array_agg(k), '{}') as keys
    from kernel_security_event s, jsonb_array_elements_text(s.detail -> 'records') k
    where s.kind = 'person-erased' and s.at > now() - make_interval(secs => ${waited + longestRequest})`;
}

/** Whether a reading `r` is of one of them, alone or among others. */
function isOfErased(sql: Sql) {
  return sql`coalesce(r.record::text = any (e.keys) or r.detail -> 'records' ?| e.keys, false)`;
}
