import { type Fault, Refusal } from "../../core/errors/index.ts";
import type { ModelType } from "../../metamodel/model.ts";
import { mustAllow } from "../access/index.ts";
import type { Crm } from "../crm.ts";
import { type Item, newRun, type Run, writeAll } from "./batch-run.ts";
import { drawFrom, newDraft } from "./draft.ts";
import { isKey, keyArray } from "./keys.ts";
import { typeNamed } from "./paths.ts";
import { lacksReason, reasonValues } from "./reasons.ts";
import { run as send } from "./statement.ts";
import { tell } from "./told.ts";
import { isValues, type Looked, lookAtChange, lookAtNew } from "./written.ts";

/** Many writes of one type in one call. */
export interface Batch {
  readonly type: string;
  readonly create?: readonly unknown[] | undefined;
  /** Each with `id`, and `version` where it must still be that one. */
  readonly update?: readonly unknown[] | undefined;
  /** Keys, or `{ id, version }`. */
  readonly delete?: readonly unknown[] | undefined;
  /** All or nothing; true unless said otherwise. */
  readonly atomic?: boolean | undefined;
}

/** What became of each item, in the order it was sent; null where it was refused, with the reasons in `faults`. */
export interface BatchResult {
  readonly created: readonly ({ readonly id: string; readonly version: number } | null)[];
  readonly updated: readonly ({ readonly id: string; readonly version: number } | null)[];
  readonly deleted: readonly ({ readonly id: string } | null)[];
  /** Paths begin with the item: `create[3].fee`. */
  readonly faults: readonly Fault[];
}

const mostItems = 10_000;
const mostFaults = 1_000;

/** A batch whose items were looked at. */
export interface LookedBatch {
  /** Writes it; what has become of its items. */
  write(): Promise<BatchResult>;
}

/**
 * Creates, changes and trashes up to 10,000 records. Atomic: the first refused item refuses all, with
 * `record.batch-refused` and the faults of every item; otherwise what can be written is.
 */
export async function batchRecords(crm: Crm, batch: Batch): Promise<BatchResult> {
  const looked = await lookAtBatch(crm, batch);
  return looked.write();
}

/** The first half of `batchRecords`: this process's work, done while PostgreSQL may still write the batch before. */
export async function lookAtBatch(crm: Crm, batch: Batch): Promise<LookedBatch> {
  const type = typeNamed(crm, batch.type);
  const { create = [], update = [], delete: trash = [], atomic = true } = batch;
  const count = create.length + update.length + trash.length;
  if (count > mostItems) throw new Refusal("record.too-many-items", { limit: mostItems, count });
  if (create.length > 0) mustAllow(crm, { type, action: "create" });
  if (update.length > 0) mustAllow(crm, { type, action: "change" });
  if (trash.length > 0) mustAllow(crm, { type, action: "delete" });

  const run = newRun();
  const items = await lookAtAll(crm, run, { type, create, update, trash });
  if (atomic && run.faults.length > 0) throw refused(run.faults);
  return { write: () => writeBatch(crm, { batch, run, items }) };
}

async function writeBatch(
  crm: Crm,
  { batch, run, items }: { batch: Batch; run: Run; items: readonly Item[] },
): Promise<BatchResult> {
  const { create = [], update = [], delete: trash = [], atomic = true } = batch;
  await crm.database.transaction(async (tx) => {
    run.restart();
    await writeAll(crm, tx, { run, items });
    if (atomic && run.faults.length > 0) throw refused(run.faults);
  });
  tell(crm, run.touched);
  return {
    created: create.map((_, index) => run.done.get(`create[${index}]`) ?? null),
    updated: update.map((_, index) => run.done.get(`update[${index}]`) ?? null),
    deleted: trash.map((_, index) => run.done.get(`delete[${index}]`) ?? null),
    faults: run.faults.slice(0, mostFaults),
  };
}

function refused(faults: readonly Fault[]): Refusal {
  const items = new Set(faults.map(({ path }) => path.split("]")[0]));
  return new Refusal("record.batch-refused", { count: items.size }, { faults: faults.slice(0, mostFaults) });
}

interface Sent {
  readonly type: ModelType;
  readonly create: readonly unknown[];
  readonly update: readonly unknown[];
  readonly trash: readonly unknown[];
}

async function lookAtAll(
  crm: Crm,
  run: Run,
  { type, create, update, trash }: Sent,
): Promise<readonly Item[]> {
  const types = await concreteTypes(crm, type, update);
  const created = create.flatMap((values, index) =>
    settle(run, { path: `create[${index}]`, work: "create", looked: lookAtNew(crm, { type, values }) }),
  );
  const seen = new Set<string>();
  const updated = update.flatMap((values, index) => {
    const path = `update[${index}]`;
    return settle(run, { path, work: "change", looked: lookAtUpdate(crm, { values, types, seen }) });
  });
  const trashed = trash.flatMap((item, index): readonly Item[] => {
    const path = `delete[${index}]`;
    const { id, version = null } = isValues(item) ? item : { id: item };
    if (typeof id === "string" && isKey(id) && (version === null || typeof version === "number"))
      return [{ path, work: "delete", type, id, version }];
    run.refuse(path, [{ path: "id", code: "record.wrong-key" }]);
    return [];
  });
  return [...created, ...updated, ...trashed];
}

function settle(
  run: Run,
  { path, work, looked }: { path: string; work: "create" | "change"; looked: Looked },
): readonly Item[] {
  if ("written" in looked) return [{ path, work, written: looked.written }];
  run.refuse(path, looked.faults);
  return [];
}

function lookAtUpdate(
  crm: Crm,
  { values, types, seen }: { values: unknown; types: ReadonlyMap<string, ModelType>; seen: Set<string> },
): Looked {
  const id = idIn(values);
  if (id === null) return { faults: [{ path: "id", code: "record.wrong-key" }] };
  const type = types.get(id);
  if (!type) return { faults: [{ path: "", code: "record.not-found" }] };
  if (seen.has(id)) return { faults: [{ path: "id", code: "record.twice" }] };
  seen.add(id);
  if (lacksReason(crm, type, "change"))
    return { faults: [{ path: "", code: "record.reason-needed", values: reasonValues(type, "change") }] };
  return lookAtChange(crm, { type, id, values });
}

function idIn(values: unknown): string | null {
  const id = isValues(values) ? values.id : null;
  return typeof id === "string" && isKey(id) ? id.toLowerCase() : null;
}

/** The concrete type of each record to change that the user may see, asked in one statement. */
async function concreteTypes(
  crm: Crm,
  type: ModelType,
  update: readonly unknown[],
): Promise<ReadonlyMap<string, ModelType>> {
  const ids = update.flatMap((values) => idIn(values) ?? []);
  if (ids.length === 0) return new Map();
  const draft = newDraft(crm);
  const where = [
    `r.id = any (${draft.value(keyArray(ids), "uuid[]")})`,
    ...draft.visible({ type, alias: "r" }),
  ];
  const rows = await send<{ id: string; type: string }>(
    crm,
    crm.database.sql,
    draft.statement(`select r.id, r.type from ${drawFrom(draft, type)} where ${where.join(" and ")}`),
  );
  return new Map(
    rows.flatMap(({ id, type: name }): [string, ModelType][] => {
      const concrete = crm.model.types.get(name);
      return concrete ? [[id, concrete]] : [];
    }),
  );
}
