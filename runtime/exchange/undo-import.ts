import * as z from "zod";
import { type Fault, Refusal, type RefusalCode, sentence } from "../../core/errors/index.ts";
import { inWords } from "../../core/language/index.ts";
import type { ModelType } from "../../metamodel/model.ts";
import { rightsOn } from "../access/index.ts";
import { type Crm, crmFor, type Origin, type Runtime, type User, userNow } from "../crm.ts";
import { batchRecords } from "../records/index.ts";
import { type Current, currentValues, isSame } from "./current-values.ts";
import { moveImport, readImport } from "./imports.ts";
import { importType } from "./plan.ts";
import { inTransaction } from "./within.ts";

const undoJob = "import.undo";
const batchSize = 500;

interface UndoInput {
  readonly id: string;
  readonly user: User;
  readonly origin?: Origin;
}

/** What an undo has done: records moved to the trash, records set back, and how many somebody else had changed. */
export interface UndoResult {
  readonly import: string;
  readonly deleted: number;
  readonly restored: number;
  readonly conflicts: number;
}

/** Starts undoing an import: what it created goes to the trash, what it changed goes back, unless changed since. */
export async function startUndo(crm: Crm, id: string): Promise<{ import: string; job: string }> {
  const { state } = await readImport(crm, id);
  if (!["done", "cancelled", "failed", "interrupted"].includes(state))
    throw new Refusal("import.not-undoable", { state });
  const job = await crm.database.transaction(async (tx) => {
    const input: UndoInput = { id, user: crm.user, origin: crm.origin };
    const added = await crm.jobs.add(undoJob, input, { by: crm.user.id, tx });
    await tx`update kernel_import set job = ${added}, state = 'undoing', ended_at = null where id = ${id}`;
    return added;
  });
  return { import: id, job };
}

/** Registers who undoes imports. */
export function defineUndo(runtime: Runtime): void {
  runtime.jobs.define<UndoInput>(undoJob, async ({ id: job, input, progress }): Promise<UndoResult> => {
    // Who could import may take back what he imported, even where he may not delete otherwise.
    const user = await userNow(runtime, input.user);
    const trusted = { ...user, administrator: true, scope: null };
    const crm = crmFor(runtime, trusted, "import", { reason: `import ${input.id}`, ...input.origin, job });
    return undoImport(crm, { id: input.id, onProgress: progress });
  });
}

async function undoImport(
  crm: Crm,
  { id, onProgress }: { id: string; onProgress: (done: number, total: number) => Promise<void> },
): Promise<UndoResult> {
  const run = await readImport(crm, id);
  const type = importType(crm, run.type);
  const total = await count(crm, id);
  let done = 0;
  for (;;) {
    const records = await nextRecords(crm, id);
    if (records.length === 0) break;
    await inTransaction(crm, (inner) => undoRecords(inner, { id, type, records }));
    done += records.length;
    await onProgress(done, Math.max(done, total));
  }
  await moveImport(crm, id, { state: "undone" });
  const [told] = await crm.database.sql<Omit<UndoResult, "import">[]>`
    select count(*) filter (where op = 'created' and conflict is null)::int as deleted,
      count(*) filter (where op = 'changed' and conflict is null)::int as restored,
      count(*) filter (where conflict is not null)::int as conflicts
    from kernel_import_record where import = ${id}`;
  return { import: id, deleted: 0, restored: 0, conflicts: 0, ...told };
}

const values = z.record(z.string(), z.unknown());
const recordRow = z.object({
  record: z.string(),
  op: z.enum(["created", "changed"]),
  version: z.number(),
  before: values.nullable(),
  after: values.nullable(),
});
type ImportedRecord = z.infer<typeof recordRow>;

async function count(crm: Crm, id: string): Promise<number> {
  const [row] = await crm.database.sql<{ count: number }[]>`
    select count(*)::int as count from kernel_import_record where import = ${id} and not undone`;
  return row?.count ?? 0;
}

/** The newest first: a record that refers to another of the file goes before it. */
async function nextRecords(crm: Crm, id: string): Promise<ImportedRecord[]> {
  return z.array(recordRow).parse(
    await crm.database.sql`
      select record, op, version, before, after from kernel_import_record
      where import = ${id} and not undone order by n desc limit ${batchSize}`,
  );
}

interface Undoing {
  readonly id: string;
  readonly type: ModelType;
  readonly records: readonly ImportedRecord[];
}

async function undoRecords(crm: Crm, { id, type, records }: Undoing): Promise<void> {
  const names = new Set(records.flatMap(({ before }) => Object.keys(before ?? {})));
  const fields = [...names].flatMap((name) => type.fields.get(name) ?? []);
  const ids = records.map(({ record }) => record);
  const current = await currentValues(crm, { type, ids, fields });
  const conflicts = new Map<string, Fault>();
  const trash = created(records, current, conflicts);
  const restore = changed(crm, { type, records, current, conflicts });
  const result = await batchRecords(crm, {
    type: type.name,
    update: restore,
    delete: trash,
    atomic: false,
  });
  for (const { path, code, values: said } of result.faults) {
    const [, work = "", index = ""] = /^(update|delete)\[(\d+)\]/.exec(path) ?? [];
    const item = (work === "update" ? restore : trash)[Number(index)];
    if (item) conflicts.set(item.id, { path: "", code, values: said ?? {} });
  }
  const rows = ids.map((record) => ({ record, conflict: conflicts.get(record) ?? null }));
  await crm.database.sql`
    update kernel_import_record r set undone = true, conflict = x.conflict
    from json_to_recordset(${JSON.stringify(rows)}::text::json) as x(record uuid, conflict json)
    where r.import = ${id} and r.record = x.record`;
}

/** What the import created and nobody has touched since. What is gone already is as good as undone. */
function created(
  records: readonly ImportedRecord[],
  current: ReadonlyMap<string, Current>,
  conflicts: Map<string, Fault>,
): { id: string; version: number }[] {
  return records.flatMap(({ op, record, version }) => {
    const now = current.get(record);
    if (op !== "created" || !now) return [];
    if (now.version === version) return [{ id: record, version }];
    conflicts.set(record, { path: "", code: "import.edited-since", values: { title: now.title } });
    return [];
  });
}

/** The old values of fields that still say what the import wrote. */
function changed(
  crm: Crm,
  {
    type,
    records,
    current,
    conflicts,
  }: Omit<Undoing, "id"> & {
    current: ReadonlyMap<string, Current>;
    conflicts: Map<string, Fault>;
  },
): { id: string }[] {
  return records.flatMap(({ op, record, before, after }) => {
    const now = current.get(record);
    if (op !== "changed" || !now) return [];
    const names = Object.keys(before ?? {}).filter((name) => type.fields.has(name));
    const back = names.filter((name) => isSame(now.values[name], after?.[name]));
    const lost = names.filter((name) => !back.includes(name) && !isSame(now.values[name], before?.[name]));
    if (lost.length > 0) {
      const labels = lost.map((name) => inWords(type.fields.get(name)?.label ?? {}, crm.habits.language));
      const said = { title: now.title, fields: labels.join(", ") };
      conflicts.set(record, { path: "", code: "import.changed-since", values: said });
    }
    if (back.length === 0) return [];
    const old = Object.fromEntries(back.map((name) => [name, before?.[name] ?? null]));
    return [{ ...old, id: record, version: now.version }];
  });
}

/** What could not be undone. */
export interface UndoConflict {
  readonly line: number;
  readonly record: string;
  readonly message: string;
}

const conflictRow = z.object({
  line: z.number(),
  record: z.string(),
  conflict: z.object({
    // What the ledger holds was written from faults.
    code: z.custom<RefusalCode>((code) => typeof code === "string"),
    values: values.default({}),
  }),
});

/**
 * The first 100 records that an undo left as they are, with the reason in the reader's language. The undo saw
 * everything: records are called here as the reader sees them, and what holds one back is not named.
 */
export async function undoConflicts(
  crm: Crm,
  { id, type: name }: { id: string; type: string },
): Promise<UndoConflict[]> {
  const rows = z.array(conflictRow).parse(
    await crm.database.sql`
      select line, record, conflict from kernel_import_record
      where import = ${id} and conflict is not null order by line limit 100`,
  );
  const type = crm.model.types.get(name);
  const ids = rows.map(({ record }) => record);
  const isSeen = type && ids.length > 0 && rightsOn(crm, { type, action: "see" }).answer !== "deny";
  const current = isSeen ? await currentValues(crm, { type, ids, fields: [] }) : new Map<string, Current>();
  const { language } = crm.habits;
  return rows.map(({ line, record, conflict: { code, values: said } }) => {
    const title = current.get(record)?.title ?? `${inWords(type?.label ?? {}, language)} ${record.slice(-8)}`;
    const own = crm.user.administrator ? {} : { users: { fr: "d’autres fiches", en: "other records" } };
    return { line, record, message: sentence(code, { ...said, ...own, title }, language) };
  });
}
