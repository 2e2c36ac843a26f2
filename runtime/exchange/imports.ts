import * as z from "zod";
import { type Fault, Refusal, type RefusalCode, sentence } from "../../core/errors/index.ts";
import { isId, newId } from "../../core/ids.ts";
import { inWords } from "../../core/language/index.ts";
import { rightsOn } from "../access/index.ts";
import { accountNames } from "../account-names.ts";
import type { Crm } from "../crm.ts";
import { type Mapping, mappingDraft } from "./plan.ts";
import type { Upload } from "./uploads.ts";

const states = ["waiting", "running", "done", "cancelled", "failed", "undoing", "undone"] as const;

/** One import as the list of imports shows it. */
export interface ImportRun {
  readonly id: string;
  readonly job: string | null;
  readonly upload: string;
  readonly fileName: string;
  readonly type: string;
  readonly mapping: Mapping;
  /** `interrupted`: its process was killed too often; it can be continued or undone. */
  readonly state: (typeof states)[number] | "interrupted";
  readonly total: number;
  readonly done: number;
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly refused: number;
  readonly at: string;
  readonly endedAt: string | null;
  readonly by: { readonly id: string; readonly name: string } | null;
}

const row = z.object({
  id: z.string(),
  job: z.string().nullable(),
  upload: z.string(),
  file_name: z.string(),
  type: z.string(),
  mapping: mappingDraft,
  state: z.enum(states),
  total: z.number(),
  done: z.number(),
  created: z.number(),
  changed: z.number(),
  unchanged: z.number(),
  refused: z.number(),
  created_by: z.string().nullable(),
  created_at: z.date(),
  ended_at: z.date().nullable(),
  touched_at: z.date(),
});

/** Milliseconds without a sign of life after which an import without a job counts as interrupted. */
const longestSilence = 60_000;

/** Notes a new import that nobody has begun. */
export async function newImport(
  crm: Crm,
  { upload, type, mapping }: { upload: Upload; type: string; mapping: Mapping },
): Promise<string> {
  const id = newId();
  await crm.database.sql`
    insert into kernel_import (id, upload, file_name, type, mapping, total, created_by)
    values (${id}, ${upload.id}, ${upload.name}, ${type}, ${JSON.stringify(mapping)}::text::json, ${upload.rows},
      ${crm.user.id})`;
  return id;
}

/** The user's imports, newest first; administrators see everybody's. */
export async function listImports(crm: Crm, { limit = 100 }: { limit?: number } = {}): Promise<ImportRun[]> {
  const { user, database } = crm;
  const rows = await database.sql`
    select * from kernel_import where ${user.administrator} or created_by = ${user.id}
    order by created_at desc, id desc limit ${Math.min(limit, 500)}`;
  return (await shown(crm, rows)).filter((run) => isInReach(crm, run));
}

/** One import. Throws `import.not-found` for others' than the user's own, unless he is an administrator. */
export async function readImport(crm: Crm, id: string): Promise<ImportRun> {
  const rows = isId(id) ? await crm.database.sql`select * from kernel_import where id = ${id}` : [];
  const [found] = await shown(crm, rows);
  const isMine = crm.user.administrator || (found?.by?.id ?? null) === crm.user.id;
  if (!found || !isMine || !isInReach(crm, found)) throw new Refusal("import.not-found");
  return found;
}

/** A key for some types tells nothing of what its account imported of others. */
function isInReach(crm: Crm, run: ImportRun): boolean {
  const type = crm.model.types.get(run.type);
  if (crm.user.scope === null) return true;
  return type !== undefined && rightsOn(crm, { type, action: "import" }).answer !== "deny";
}

async function shown(crm: Crm, rows: readonly unknown[]): Promise<ImportRun[]> {
  const parsed = z.array(row).parse(rows);
  const ids = parsed.flatMap(({ created_by }) => created_by ?? []);
  const names = await accountNames(crm.database.sql, ids);
  return Promise.all(
    parsed.map(async ({ file_name, created_by, created_at, ended_at, touched_at, ...one }) => ({
      ...one,
      state: await stateOf(crm, { ...one, touched_at }),
      fileName: file_name,
      at: created_at.toISOString(),
      endedAt: ended_at?.toISOString() ?? null,
      by: created_by === null ? null : { id: created_by, name: names.get(created_by)?.name ?? "" },
    })),
  );
}

/** Who died could not say so: a job that has ended tells for it. */
async function stateOf(
  { jobs, clock }: Crm,
  { job, state, touched_at }: Pick<z.infer<typeof row>, "job" | "state" | "touched_at">,
): Promise<ImportRun["state"]> {
  if (!["waiting", "running", "undoing"].includes(state)) return state;
  if (job === null)
    return clock.now().getTime() - touched_at.getTime() > longestSilence ? "interrupted" : state;
  const progress = await jobs.find(job);
  return progress?.state === "failed" || progress?.state === "cancelled" || !progress ? "interrupted" : state;
}

/** Moves an import into another state. */
export async function moveImport(
  { database }: Crm,
  id: string,
  { state, job }: { state: (typeof states)[number]; job?: string },
): Promise<void> {
  const hasEnded = !["waiting", "running", "undoing"].includes(state);
  await database.sql`
    update kernel_import set state = ${state}, touched_at = now(), ended_at = ${hasEnded ? new Date() : null},
      job = coalesce(${job ?? null}::uuid, job) where id = ${id}`;
}

/** One row that was refused. */
export interface RefusedLine {
  readonly line: number;
  readonly cells: readonly (string | number | boolean | null)[];
  readonly faults: readonly ShownFault[];
}

export interface ShownFault {
  readonly line: number;
  /** The column's header; null where the row as a whole is meant. */
  readonly column: string | null;
  readonly field: string | null;
  readonly code: string;
  /** In the reader's language. */
  readonly message: string;
}

const kept = z.array(
  z.object({
    line: z.number(),
    cells: z.array(z.union([z.string(), z.number(), z.boolean(), z.null()])),
    faults: z.array(
      z.object({
        path: z.string(),
        // What the ledger holds was written from faults.
        code: z.custom<RefusalCode>((code) => typeof code === "string"),
        values: z.record(z.string(), z.unknown()).optional(),
      }),
    ),
  }),
);

/** Refused rows behind a line, in the order of the file, worded for the reader. */
export async function refusedLines(
  crm: Crm,
  { id, type, mapping }: Pick<ImportRun, "id" | "type" | "mapping">,
  { after = 0, limit = 100 }: { after?: number; limit?: number } = {},
): Promise<RefusedLine[]> {
  const rows = kept.parse(
    await crm.database.sql`
      select line, cells, faults from kernel_import_line
      where import = ${id} and state = 'refused' and line > ${after} order by line limit ${limit}`,
  );
  return rows.map(({ line, cells, faults }) => ({
    line,
    cells,
    faults: faults.map((fault) => shownFault(crm, { type, mapping, line, fault: withValues(fault) })),
  }));
}

function withValues({
  path,
  code,
  values,
}: {
  path: string;
  code: RefusalCode;
  values?: Record<string, unknown> | undefined;
}): Fault {
  return { path, code, values: values ?? {} };
}

/** A fault of a row as people read it: with its line, its column and a sentence. */
export function shownFault(
  crm: Crm,
  { type, mapping, line, fault }: { type: string; mapping: Mapping; line: number; fault: Fault },
): ShownFault {
  const { language } = crm.habits;
  const name = fault.path.split(/[.[]/)[0] || null;
  const field = name === null ? undefined : crm.model.types.get(type)?.fields.get(name);
  const column = mapping.columns.find((each) => each.field === name)?.column ?? null;
  const place = column ?? (field ? inWords(field.label, language) : null);
  return {
    line,
    column: place,
    field: field?.name ?? null,
    code: fault.code,
    message: sentence(fault.code, fault.values ?? {}, language),
  };
}
