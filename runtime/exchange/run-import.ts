import { Refusal } from "../../core/errors/index.ts";
import { type Crm, crmFor, type Origin, type Runtime, type User, userNow } from "../crm.ts";
import { importRows } from "./import-rows.ts";
import { type ImportRun, moveImport, newImport, readImport } from "./imports.ts";
import { importType, type Mapping, planImport } from "./plan.ts";
import { guessFormat, openTable } from "./read-file.ts";
import { findUpload, type Upload } from "./uploads.ts";

const importJob = "import";

/** What an import is kept as while it waits. */
interface RunInput {
  readonly id: string;
  readonly user: User;
  /** Of the request that asked for it. */
  readonly origin?: Origin;
}

/** How an import ended. */
export interface ImportResult {
  readonly import: string;
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly refused: number;
}

interface Order {
  readonly upload: Upload;
  readonly type: string;
  readonly mapping: Mapping;
}

/** Starts an import as a job. Throws `import.mapping-wrong` and `import.*` for files that cannot be read at all. */
export async function startImport(crm: Crm, order: Order): Promise<{ import: string; job: string }> {
  await mustFit(crm, order);
  const id = await newImport(crm, order);
  return { import: id, job: await beginJob(crm, id) };
}

/** Goes on with an import that was interrupted or cancelled, from the first row that is not in. */
export async function continueImport(crm: Crm, id: string): Promise<{ import: string; job: string }> {
  const { state } = await readImport(crm, id);
  if (!["interrupted", "cancelled", "failed"].includes(state))
    throw new Refusal("import.not-resumable", { state });
  return { import: id, job: await beginJob(crm, id) };
}

async function beginJob(crm: Crm, id: string): Promise<string> {
  return crm.database.transaction(async (tx) => {
    const input: RunInput = { id, user: crm.user, origin: crm.origin };
    const job = await crm.jobs.add(importJob, input, { by: crm.user.id, tx });
    await tx`update kernel_import set job = ${job}, state = 'waiting', ended_at = null where id = ${id}`;
    return job;
  });
}

/** Registers who does imports. */
export function defineImports(runtime: Runtime): void {
  runtime.jobs.define<RunInput>(importJob, async ({ id: job, input, progress, cancelled }) => {
    const user = await userNow(runtime, input.user);
    const crm = crmFor(runtime, user, "import", { ...input.origin, job });
    return runImport(crm, { id: input.id, onProgress: progress, isCancelled: cancelled });
  });
}

/** Does an import from its beginning to its end without a job: for the command line and for apps that bring files. */
export async function importNow(
  crm: Crm,
  { onProgress, ...order }: Order & { onProgress?: Progress },
): Promise<ImportResult> {
  await mustFit(crm, order);
  const id = await newImport(crm, order);
  return runImport(crm, { id, ...(onProgress ? { onProgress } : {}) });
}

type Progress = (done: number, total: number) => Promise<void> | void;

async function runImport(
  crm: Crm,
  { id, onProgress, isCancelled }: { id: string; onProgress?: Progress; isCancelled?: () => boolean },
): Promise<ImportResult> {
  const run = await readImport(crm, id);
  await moveImport(crm, id, { state: "running" });
  try {
    const isWhole = await importFile(crm, {
      run,
      ...(onProgress ? { onProgress } : {}),
      ...(isCancelled ? { isCancelled } : {}),
    });
    await moveImport(crm, id, { state: isWhole ? "done" : "cancelled" });
  } catch (cause) {
    // What is wrong with the file or the mapping stays wrong; other failures may pass, and the job begins again.
    await moveImport(crm, id, { state: "failed" });
    throw cause;
  }
  const { created, changed, unchanged, refused } = await readImport(crm, id);
  return { import: id, created, changed, unchanged, refused };
}

async function importFile(
  crm: Crm,
  { run, onProgress, isCancelled }: { run: ImportRun; onProgress?: Progress; isCancelled?: () => boolean },
): Promise<boolean> {
  const upload = await findUpload(crm, run.upload);
  const { plan, rows } = await open(crm, { upload, type: run.type, mapping: run.mapping });
  return importRows(crm, {
    id: run.id,
    plan,
    rows,
    skip: run.done,
    onBatch: (_outcomes, done) => onProgress?.(done, Math.max(done, run.total)),
    ...(isCancelled ? { isCancelled } : {}),
  });
}

/** Opens the file with the mapping's format and lays the mapping over its columns. */
export async function open(crm: Crm, { upload, type: name, mapping }: Order) {
  const type = importType(crm, name);
  const { format } = await guessFormat(crm.storage, upload, mapping);
  const { header, rows } = await openTable(crm.storage, upload, format);
  try {
    return { plan: planImport(crm, { type, mapping, header }), header, rows, format };
  } catch (cause) {
    await rows.return(undefined);
    throw cause;
  }
}

async function mustFit(crm: Crm, order: Order): Promise<void> {
  const { rows } = await open(crm, order);
  await rows.return(undefined);
}
