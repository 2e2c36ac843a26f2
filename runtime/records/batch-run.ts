import type postgres from "postgres";
import { quoteName } from "../../core/database/index.ts";
import { type Fault, Refusal } from "../../core/errors/index.ts";
import type { ModelType } from "../../metamodel/model.ts";
import type { Crm } from "../crm.ts";
import { inWaves } from "./batch-order.ts";
import { saveChildren } from "./children.ts";
import { insertRecords } from "./insert.ts";
import { bringsGaplessNumber, passNumbersAhead } from "./numbers.ts";
import { type Outcome, refusalOf } from "./outcome.ts";
import { trashRecords } from "./state.ts";
import type { Touched } from "./trash.ts";
import { watchTree } from "./trees.ts";
import { updateRecords } from "./update.ts";
import type { Written } from "./written.ts";

/** One thing to do, and where it stands in what was sent. */
export type Item = { readonly path: string } & (
  | { readonly work: "create" | "change"; readonly written: Written }
  | Leaving
);

/** A record that is named to go to the trash. */
interface Leaving {
  readonly work: "delete";
  readonly type: ModelType;
  readonly id: string;
  readonly version: number | null;
}
type Trashing = Extract<Item, Leaving>;
type Writing = Extract<Item, { readonly written: Written }>;

const isCreating = (item: Item): item is Writing => item.work === "create";

/** What has become of the items so far. */
export interface Run {
  readonly faults: readonly Fault[];
  readonly done: ReadonlyMap<string, { readonly id: string; readonly version: number }>;
  readonly touched: Touched;
  refuse(path: string, faults: readonly Fault[]): void;
  finish(path: string, stored: { readonly id: string; readonly version: number }): void;
  touch(touched: ReadonlyMap<string, readonly string[]>): void;
  /** Forgets what a transaction did that is repeated; what was refused before it stays. */
  restart(): void;
}

export function newRun(): Run {
  let first: readonly Fault[] | null = null;
  const faults: Fault[] = [];
  const done = new Map<string, { id: string; version: number }>();
  const touched: Touched = new Map();
  return {
    faults,
    done,
    touched,
    refuse(path, found) {
      faults.push(...found.map((fault) => ({ ...fault, path: fault.path ? `${path}.${fault.path}` : path })));
    },
    finish: (path, stored) => done.set(path, stored),
    touch(more) {
      for (const [type, ids] of more) touched.set(type, [...(touched.get(type) ?? []), ...ids]);
    },
    restart() {
      first ??= [...faults];
      faults.splice(0, faults.length, ...first);
      done.clear();
      touched.clear();
    },
  };
}

/** Rows a statement takes at once: enough to be fast, few enough for little memory. */
const mostRows = 5_000;
/** Statements that may be spent on finding out which rows PostgreSQL refuses. */
const mostAttempts = 2_000;

/** How often a record is written that others change at the same time. */
const mostTries = 5;

interface Doing {
  readonly run: Run;
  readonly items: readonly Item[];
}

/**
 * Writes all items inside the caller's transaction, those of one shape in one statement. A number that an item brought
 * and was refused with must not leave a gap where none may be: then all is written again, past those numbers alone that
 * are kept.
 */
export async function writeAll(crm: Crm, tx: postgres.TransactionSql, { run, items }: Doing): Promise<void> {
  let passed = items.filter(isCreating);
  const brought = passed.filter(({ written }) => bringsGaplessNumber(written));
  if (brought.length === 0) return writeItems(crm, tx, { run, items, passed });
  for (;;) {
    await tx.unsafe("savepoint before_items");
    await writeItems(crm, tx, { run, items, passed });
    const refused = new Set(brought.filter((item) => passed.includes(item) && !run.done.has(item.path)));
    if (refused.size === 0) return;
    await tx.unsafe("rollback to savepoint before_items");
    run.restart();
    passed = passed.filter((item) => !refused.has(item));
  }
}

interface Passing extends Doing {
  /** The new records whose numbers the counters are moved past before any is drawn. */
  readonly passed: readonly Writing[];
}

/** What new records bring as their numbers is known before the first of the batch draws one, in whichever statement. */
async function writeItems(
  crm: Crm,
  tx: postgres.TransactionSql,
  { run, items, passed }: Passing,
): Promise<void> {
  const attempts = { left: mostAttempts };
  const created = items.filter(isCreating).map(({ written }) => written);
  const past = new Set(passed.map(({ written }) => written));
  for (const [type, records] of Map.groupBy(created, (written) => written.type))
    await passNumbersAhead(crm, tx, { type, records, past });
  for (const group of inWaves(items).flatMap(groups)) {
    for (let from = 0; from < group.length; from += mostRows)
      await writeGroup(crm, tx, { run, attempts, group: group.slice(from, from + mostRows) });
  }
  await trashAll(crm, tx, { run, items: items.filter((item) => item.work === "delete") });
}

/** Items that one statement can write: same work, same concrete type, same columns; those with children each alone. */
function groups(items: readonly Item[]): readonly (readonly Writing[])[] {
  const sorted = new Map<string, Writing[]>();
  for (const item of items) {
    if (item.work === "delete") continue;
    const { type, columns, children, guarded } = item.written;
    const shape = (item.work === "create" ? [...guarded] : Object.keys(columns)).sort().join(" ");
    const key = `${item.work} ${type.name} ${shape} ${children.size > 0 ? item.path : ""}`;
    const group = sorted.get(key);
    if (group) group.push(item);
    else sorted.set(key, [item]);
  }
  return [...sorted.values()];
}

interface Group {
  readonly run: Run;
  readonly group: readonly Writing[];
  readonly attempts: { left: number };
}

/** What PostgreSQL refuses as a whole is tried again in halves, until the rows that are to blame stand alone. */
async function writeGroup(
  crm: Crm,
  tx: postgres.TransactionSql,
  { run, group, attempts }: Group,
): Promise<void> {
  const [first] = group;
  if (!first) return;
  if (attempts.left-- <= 0)
    throw new Refusal("record.batch-refused", { count: group.length }, { faults: run.faults });
  try {
    await tx.savepoint((inner) => writeOnce(crm, inner, { run, group, first }));
  } catch (cause) {
    if (!(cause instanceof Refusal)) throw cause;
    if (group.length === 1) return run.refuse(first.path, faultsOf(cause));
    const half = Math.ceil(group.length / 2);
    await writeGroup(crm, tx, { run, attempts, group: group.slice(0, half) });
    await writeGroup(crm, tx, { run, attempts, group: group.slice(half) });
  }
}

async function writeOnce(
  crm: Crm,
  tx: postgres.TransactionSql,
  { run, group, first }: Pick<Group, "run" | "group"> & { first: Writing },
): Promise<void> {
  const write = first.work === "create" ? insertRecords : updateRecords;
  const { type } = first.written;
  const records = group.map(({ written }) => written);
  const work = { type, records, isAnswered: false };
  const outcome = await watchTree(tx, work, () =>
    insistently(work.records, (some) => write(crm, tx, { ...work, records: some })),
  );
  const parts = { parent: first.written, action: first.work };
  const children = outcome.stored.length > 0 ? await saveChildren(crm, tx, parts) : new Map();
  note(run, { outcome, group, type });
  run.touch(children);
}

/**
 * A record that somebody else changed while the statement waited for it is written again on what it is now, unless its
 * sender named a version.
 */
async function insistently(
  records: readonly Written[],
  write: (records: readonly Written[]) => Promise<Outcome>,
): Promise<Outcome> {
  const first = await write(records);
  const [stored, unwritten] = [[...first.stored], [...first.unwritten]];
  for (let tries = 1; tries < mostTries; tries++) {
    const overtaken = new Set(unwritten.flatMap(({ id, why }) => (why === "overtaken" ? [id] : [])));
    const again = records.filter(({ id, version }) => version === null && overtaken.has(id));
    if (again.length === 0) break;
    const next = await write(again);
    const asked = new Set(again.map(({ id }) => id));
    const settled = unwritten.filter(({ id }) => !asked.has(id));
    stored.push(...next.stored);
    unwritten.splice(0, unwritten.length, ...settled, ...next.unwritten);
  }
  return { stored, unwritten };
}

function note(
  run: Run,
  { outcome, group, type }: { outcome: Outcome; group: readonly Writing[]; type: ModelType },
): void {
  const paths = new Map(group.map(({ path, written }) => [written.id, path]));
  for (const { id, version } of outcome.stored) run.finish(paths.get(id) ?? "", { id, version });
  for (const unwritten of outcome.unwritten)
    run.refuse(paths.get(unwritten.id) ?? "", faultsOf(refusalOf(unwritten, type)));
  run.touch(new Map([[type.name, outcome.stored.map(({ id }) => id)]]));
}

/**
 * Trashes all together, so that none of them holds another back and none finds that it has followed another already;
 * where that is refused each by itself, to find out which are to blame.
 */
async function trashAll(
  crm: Crm,
  tx: postgres.TransactionSql,
  { run, items }: { run: Run; items: readonly Trashing[] },
): Promise<void> {
  const [first] = items;
  if (!first) return;
  const trash = (some: readonly Trashing[]) =>
    tx.savepoint(async (inner) => {
      run.touch(await trashRecords(crm, inner, { type: first.type, items: some }));
      for (const { path, id } of some) run.finish(path, { id, version: 0 });
    });
  try {
    await trash(items);
  } catch (together) {
    if (!(together instanceof Refusal)) throw together;
    const named = new Set<string>();
    for (const item of items) {
      try {
        await trash([item]);
      } catch (cause) {
        if (!(cause instanceof Refusal)) throw cause;
        if (!named.has(item.id) && (await hasFollowed(tx, item)))
          run.finish(item.path, { id: item.id, version: 0 });
        else run.refuse(item.path, faultsOf(cause));
      }
      named.add(item.id);
    }
  }
}

/** Whether a record went to the trash in this very transaction. */
async function hasFollowed(tx: postgres.TransactionSql, { type, id }: Leaving): Promise<boolean> {
  const [row] = await tx.unsafe<{ gone: boolean }[]>(
    `select deleted_at = now()::timestamptz(3) as gone from ${quoteName(type.table)} where id = $1::text::uuid`,
    [id],
  );
  return row?.gone === true;
}

/** The faults of a refusal, or the refusal itself as the fault of the whole item. */
function faultsOf(refusal: Refusal): readonly Fault[] {
  if (refusal.faults.length > 0) return refusal.faults;
  return [{ path: "", code: refusal.code, values: refusal.values }];
}
