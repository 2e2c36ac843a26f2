import type { Fault } from "../../core/errors/index.ts";
import { newId } from "../../core/ids.ts";
import { denied, rightsOn } from "../access/index.ts";
import type { Crm } from "../crm.ts";
import { batchRecords, findRecords } from "../records/index.ts";
import { currentValues, isSame } from "./current-values.ts";
import { type KnownLinks, resolveLinks } from "./links.ts";
import type { Plan } from "./plan.ts";
import type { ReadRow } from "./read-row.ts";

/** What became of a row. */
export type Outcome = { readonly row: ReadRow } & (
  | { readonly what: "created" | "changed"; readonly written: WrittenRow }
  | { readonly what: "unchanged" | "waiting" }
  | { readonly what: "refused"; readonly faults: readonly Fault[] }
);

export interface WrittenRow {
  readonly id: string;
  readonly version: number;
  /** Values before and after of the fields that were changed; null for a new record. */
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
}

/** What tells the record of a row from others within the file; null where the plan has no key. */
export function keyText({ key }: Plan, { values, names }: ReadRow): string | null {
  if (key.length === 0) return null;
  return JSON.stringify(key.map((column) => values.get(column.field.name) ?? names.get(column) ?? null));
}

interface Batch {
  readonly plan: Plan;
  /** Rows of different keys. */
  readonly rows: readonly ReadRow[];
  readonly known: KnownLinks;
  /** True where nothing comes after: names not found yet are refused. */
  readonly isLast: boolean;
}

/** Creates or changes the records of some rows in the caller's transaction, each row for itself. */
export async function writeBatch(crm: Crm, { plan, rows, known, isLast }: Batch): Promise<Outcome[]> {
  const waiting = await resolveLinks(crm, { plan, rows, known, isLast });
  const sound = rows.filter((row) => row.faults.length === 0 && !waiting.has(row));
  const existing = await existingRecords(crm, { plan, rows: sound });
  const drafts = await draftsOf(crm, {
    plan,
    rows: sound.filter(({ faults }) => faults.length === 0),
    existing,
  });
  const written = await write(crm, { plan, drafts });
  return rows.map((row): Outcome => {
    if (row.faults.length > 0) return { row, what: "refused", faults: row.faults };
    if (waiting.has(row)) return { row, what: "waiting" };
    return written.get(row) ?? { row, what: "unchanged" };
  });
}

/** The records that the rows' keys recognise. A key that is empty or stands for several is a fault of the row. */
async function existingRecords(
  crm: Crm,
  { plan, rows }: { plan: Plan; rows: readonly ReadRow[] },
): Promise<ReadonlyMap<ReadRow, string>> {
  const existing = new Map<ReadRow, string>();
  if (plan.key.length === 0) return existing;
  const keyed = rows.filter((row) => {
    const empty = plan.key.filter(({ field }) => (row.values.get(field.name) ?? null) === null);
    for (const { field } of empty)
      row.faults.push({ path: field.name, code: "import.key-empty", values: { label: field.label } });
    return empty.length === 0;
  });
  const by = plan.key.map(({ field }) => field.name);
  const values = keyed.map((row) => by.map((name) => String(row.values.get(name))));
  const found = await findRecords(crm, { type: plan.type.name, by, values });
  for (const [index, row] of keyed.entries()) {
    const record = found[index];
    if (record?.count === 1) existing.set(row, record.id);
    if (record && record.count > 1)
      row.faults.push({ path: by[0] ?? "", code: "import.key-ambiguous", values: { count: record.count } });
  }
  return existing;
}

interface Drafts {
  readonly create: readonly { readonly row: ReadRow; readonly values: Readonly<Record<string, unknown>> }[];
  readonly update: readonly {
    readonly row: ReadRow;
    readonly id: string;
    readonly before: Readonly<Record<string, unknown>>;
    readonly after: Readonly<Record<string, unknown>>;
  }[];
}

/** A new record takes what is not empty, so that defaults fill the rest; an old one only what differs. */
async function draftsOf(
  crm: Crm,
  { plan, rows, existing }: { plan: Plan; rows: readonly ReadRow[]; existing: ReadonlyMap<ReadRow, string> },
): Promise<Drafts> {
  const fields = plan.columns.map(({ field }) => field);
  const current = await currentValues(crm, { type: plan.type, ids: [...new Set(existing.values())], fields });
  const create: Drafts["create"][number][] = [];
  const update: Drafts["update"][number][] = [];
  for (const row of rows) {
    const id = existing.get(row);
    if (id === undefined) {
      const filled = [...row.values].filter(([, value]) => value !== null);
      create.push({ row, values: { ...Object.fromEntries(filled), id: newId() } });
      continue;
    }
    const old = current.get(id)?.values ?? {};
    const changes = [...row.values].filter(([name, value]) => !isSame(old[name], value));
    if (changes.length === 0) continue;
    const before = Object.fromEntries(changes.map(([name]) => [name, old[name] ?? null]));
    update.push({ row, id, before, after: Object.fromEntries(changes) });
  }
  return { create, update };
}

async function write(
  crm: Crm,
  { plan, drafts }: { plan: Plan; drafts: Drafts },
): Promise<ReadonlyMap<ReadRow, Outcome>> {
  const outcomes = new Map<ReadRow, Outcome>();
  const create = allowed(crm, { plan, action: "create", drafts: drafts.create, outcomes });
  const update = allowed(crm, { plan, action: "change", drafts: drafts.update, outcomes });
  if (create.length + update.length === 0) return outcomes;
  const result = await batchRecords(crm, {
    type: plan.type.name,
    create: create.map(({ values }) => values),
    update: update.map(({ id, after }) => ({ ...after, id })),
    atomic: false,
  });
  const faults = faultsByItem(result.faults);
  for (const [index, { row }] of create.entries()) {
    const stored = result.created[index];
    const written = stored ? { ...stored, before: null, after: null } : null;
    outcomes.set(row, settle(row, { what: "created", written, faults: faults.get(`create[${index}]`) }));
  }
  for (const [index, { row, before, after }] of update.entries()) {
    const stored = result.updated[index];
    const written = stored ? { ...stored, before, after } : null;
    outcomes.set(row, settle(row, { what: "changed", written, faults: faults.get(`update[${index}]`) }));
  }
  return outcomes;
}

function settle(
  row: ReadRow,
  {
    what,
    written,
    faults,
  }: {
    what: "created" | "changed";
    written: WrittenRow | null;
    faults: readonly Fault[] | undefined;
  },
): Outcome {
  if (written) return { row, what, written };
  return { row, what: "refused", faults: faults ?? [{ path: "", code: "record.busy" }] };
}

/** Rows of an action that no role allows are refused one by one, so that the others go in. */
function allowed<Draft extends { readonly row: ReadRow }>(
  crm: Crm,
  {
    plan,
    action,
    drafts,
    outcomes,
  }: {
    plan: Plan;
    action: "create" | "change";
    drafts: readonly Draft[];
    outcomes: Map<ReadRow, Outcome>;
  },
): readonly Draft[] {
  if (rightsOn(crm, { type: plan.type, action }).answer !== "deny") return drafts;
  const { code, values } = denied(plan.type, action);
  for (const { row } of drafts)
    outcomes.set(row, { row, what: "refused", faults: [{ path: "", code, values }] });
  return [];
}

/** The faults of a batch by the item they begin with: `create[3]`. */
function faultsByItem(faults: readonly Fault[]): ReadonlyMap<string, readonly Fault[]> {
  const byItem = new Map<string, Fault[]>();
  for (const fault of faults) {
    const [item = "", path = ""] = /^(\w+\[\d+\])\.?(.*)$/s.exec(fault.path)?.slice(1) ?? [];
    byItem.set(item, [...(byItem.get(item) ?? []), { ...fault, path }]);
  }
  return byItem;
}
