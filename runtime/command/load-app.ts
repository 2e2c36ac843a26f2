import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import type postgres from "postgres";
import * as z from "zod";
import { dayOf } from "../../core/clock.ts";
import type { Database } from "../../core/database/index.ts";
import { Refusal } from "../../core/errors/index.ts";
import { type Crm, crmFor, type Runtime, systemUser } from "../crm.ts";
import { importFolder } from "../exchange/index.ts";
import { applyChanges, readAppFolder } from "../metadata/index.ts";
import { lookAtBatch } from "../records/index.ts";
import { fillTables } from "../tables/index.ts";

/** How the example data of an app goes in. */
export interface LoadOptions {
  /** The app's folder: `metadata/`, `templates/`, `data/generate.ts`, `data/*.csv` with a mapping of the same name. */
  readonly folder: string;
  /** 1 is all of the example data, 0 none. */
  readonly size: number;
  /** Told how many records are in. */
  readonly onProgress?: (done: number) => void;
}

const settingKey = "start.app";
const setting = z.object({ folder: z.string(), data: z.enum(["waiting", "loaded"]) });

/**
 * Publishes the metadata of a folder on an empty database and loads its example data, all or nothing: interrupted at
 * any moment, the next call begins the data again. Answers how many records were loaded.
 */
export async function loadApp(runtime: Runtime, options: LoadOptions): Promise<number> {
  const folder = resolve(options.folder);
  if (runtime.model().revision === 0) {
    const documents = await readAppFolder(folder);
    await note(runtime.database, { folder, data: "waiting" });
    await applyChanges(systemCrm(runtime), { documents, why: `${folder.split(/[\\/]/).at(-1)}` });
  }
  const generate = options.size > 0 ? await generatorOf(folder) : null;
  if (options.size > 0) await importFolder(systemCrm(runtime), { folder: join(folder, "data") });
  if (!generate) {
    await note(runtime.database, { folder, data: "loaded" });
    return 0;
  }
  return loadData(runtime, { ...options, folder, generate });
}

/** The folder whose example data is still to be loaded because an earlier start was interrupted; null otherwise. */
export async function unfinishedApp(database: Database): Promise<string | null> {
  const [row] = await database.sql<{ value: unknown }[]>`
    select value from kernel_setting where key = ${settingKey}`;
  const parsed = setting.safeParse(row?.value);
  return parsed.success && parsed.data.data === "waiting" ? parsed.data.folder : null;
}

/** The house acting for itself. */
export function systemCrm(runtime: Runtime): Crm {
  return crmFor(runtime, systemUser, "system");
}

const batch = z.object({ type: z.string(), records: z.array(z.unknown()) });
type Generate = (wish: {
  seed: string;
  size: number;
  today: string;
}) => AsyncIterable<unknown> | Iterable<unknown>;
const generator = z.object({
  generate: z.custom<Generate>(
    (value) => typeof value === "function",
    "it must export a function “generate”",
  ),
});

async function generatorOf(folder: string): Promise<Generate | null> {
  const file = join(folder, "data", "generate.ts");
  if (!existsSync(file)) return null;
  const module: unknown = await import(pathToFileURL(file).href);
  return generator.parse(module).generate;
}

/** From this share of the example data on, indexes are built faster afterwards than kept up record by record. */
const largeShare = 0.1;

/** One transaction around everything: whoever is interrupted has loaded nothing. */
async function loadData(
  runtime: Runtime,
  { folder, size, generate, onProgress }: LoadOptions & { generate: Generate },
): Promise<number> {
  const today = dayOf(runtime.clock.now(), runtime.model().app.timeZone);
  const loaded = await runtime.database.transaction(async (tx) => {
    await tx`set local statement_timeout = 0`;
    if (await isLoaded(tx)) return 0;
    // A plan made while the tables were empty reads them from end to end once they are full.
    await tx`set local plan_cache_mode = force_custom_plan`;
    const crm = within(systemCrm(runtime), tx);
    const chunks = generate({ seed: "dossier", size, today });
    const fill = () => insertAll(crm, { folder, chunks, onProgress: onProgress ?? (() => undefined) });
    const done = size < largeShare ? await fill() : await fillTables(tx, { model: crm.model, fill });
    await note(crm.database, { folder, data: "loaded" });
    return done;
  });
  await runtime.database.sql`analyze`;
  return loaded;
}

/** Whether another process was faster. Of two that begin on one database, the second waits here. */
async function isLoaded(tx: postgres.TransactionSql): Promise<boolean> {
  const [row] = await tx<{ value: unknown }[]>`
    select value from kernel_setting where key = ${settingKey} for update`;
  return setting.safeParse(row?.value).data?.data === "loaded";
}

/** Records of one call; those that refer to each other belong into the same one. */
const mostAtOnce = 10_000;

/** Milliseconds after which a batch has reached PostgreSQL: then this process can make the next one meanwhile. */
const headStart = 5;

/** Inserts what is generated, one batch after the other; how many records that were. */
async function insertAll(
  crm: Crm,
  {
    folder,
    chunks,
    onProgress,
  }: {
    folder: string;
    chunks: AsyncIterable<unknown> | Iterable<unknown>;
    onProgress: (done: number) => void;
  },
): Promise<number> {
  let done = 0;
  let writing: Promise<unknown> = Promise.resolve();
  try {
    for await (const chunk of chunks) {
      const { type, records } = batch.parse(chunk);
      for (let from = 0; from < records.length; from += mostAtOnce) {
        const create = records.slice(from, from + mostAtOnce);
        const looked = await inWords(lookAtBatch(crm, { type, create, atomic: true }), { folder, type });
        await writing;
        onProgress(done);
        done += create.length;
        writing = inWords(looked.write(), { folder, type });
        await Promise.race([writing, wait(headStart)]);
      }
    }
    await writing;
    onProgress(done);
    return done;
  } finally {
    // The transaction must not end while a batch is still on its way.
    await Promise.allSettled([writing]);
  }
}

/** A refusal with the place where the data comes from. */
async function inWords<Result>(
  work: Promise<Result>,
  { folder, type }: { folder: string; type: string },
): Promise<Result> {
  try {
    return await work;
  } catch (cause) {
    if (!(cause instanceof Refusal)) throw cause;
    const faults = cause.faults.slice(0, 10);
    throw new Refusal("app.data-broken", { folder, type, reason: cause.message }, { faults, cause });
  }
}

/** The same house, but all its statements run inside one transaction, and nobody is told before its end. */
function within(crm: Crm, tx: postgres.TransactionSql): Crm {
  const database: Database = {
    ...crm.database,
    // A transaction takes every call that rooms make of the pool; `begin` is what `transaction` below replaces.
    sql: tx as unknown as postgres.Sql,
    transaction: (work) => tx.savepoint(work) as ReturnType<typeof work>,
  };
  const events = { ...crm.events, tell: () => {} };
  return { ...crm, database, events, runtime: { ...crm.runtime, database, events } };
}

async function note(database: Database, value: z.infer<typeof setting>): Promise<void> {
  await database.sql`
    insert into kernel_setting (key, value) values (${settingKey}, ${database.sql.json(value)})
    on conflict (key) do update set value = excluded.value`;
}
