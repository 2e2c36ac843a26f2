import type postgres from "postgres";
import { Refusal } from "../../core/errors/index.ts";
import type { MetadataDocument, Model } from "../../metamodel/index.ts";
import { withFormat } from "../../metamodel/upgrades/index.ts";
import { type Crm, traceText } from "../crm.ts";
import {
  applyDesign,
  breakingRecords,
  isSettled,
  isUnfinished,
  priceChanges,
  type Step,
} from "../tables/index.ts";
import type { ChangeSet } from "./change-set.ts";
import { withMetadataLock } from "./lock.ts";
import { keepFirstStandard } from "./packs/first-standard.ts";
import { changedDocuments, type Prepared, prepareChanges } from "./prepare.ts";
import { tellPurged } from "./purge.ts";
import type { DocumentKey } from "./state.ts";

/** Builds indexes, validates keys and makes the journal's months after a change, and every night. */
export const finishJob = "metadata.finish";

/** Looks every night whether stored values are what they should be. */
export const mendJob = "metadata.mend";

/** What a change set will do, before anybody does it. */
export interface Plan {
  /** The revision it was thought through against. */
  readonly revision: number;
  readonly steps: readonly Step[];
  /** Until everything can be used. */
  readonly milliseconds: number;
  readonly faults: Prepared["faults"];
  /** Who gains and who loses what by changed roles, as `WhoGains` answers it; absent where nobody asks. */
  readonly access?: object | null;
}

/** Says who gains and who loses what where the roles of one model become those of another; null where nobody does. */
export type WhoGains = (
  crm: Crm,
  models: { readonly before: Model; readonly after: Model },
) => Promise<object | null>;

/** What came of a change set. */
export interface Published {
  readonly revision: number;
  /** Keys of the jobs that build what may come later: indexes. */
  readonly jobs: readonly string[];
}

export interface Publishing extends ChangeSet {
  /** Why, for those who read the list of revisions. */
  readonly why?: string | undefined;
  /** The revision that the author looked at; a newer one is refused with `metadata.stale`. */
  readonly revision?: number | undefined;
  /** The revision that this one takes back. */
  readonly undoes?: number;
  /**
   * Written in the transaction that publishes, with the new revision; in one of its own and with null where nothing
   * is to be published.
   */
  readonly alongside?: (tx: postgres.TransactionSql, revision: number | null) => Promise<void>;
}

/** Prices a change set: what it does, what it locks, how long it takes, what is wrong with it. Changes nothing. */
export async function planChanges(crm: Crm, changeSet: ChangeSet, whoGains?: WhoGains): Promise<Plan> {
  const prepared = await prepareChanges(crm, changeSet);
  const { state, faults } = prepared;
  const steps = faults.length > 0 ? [] : await priced(crm, prepared);
  const milliseconds = steps.reduce((sum, step) => sum + step.milliseconds, 0);
  const plan = { revision: state.revision, steps, milliseconds, faults };
  if (!whoGains || faults.length > 0) return plan;
  const models = { before: prepared.before.model, after: prepared.design.model };
  return { ...plan, access: await whoGains(crm, models) };
}

async function priced(crm: Crm, { changes, design, before: { model: before } }: Prepared): Promise<Step[]> {
  const { database, clock } = crm;
  const breaks = await breakingRecords(database, { design, before, now: clock.now() });
  return tellPurged(crm, await priceChanges(database.sql, { changes, design, before, breaks }));
}

/**
 * Publishes a change set as the next revision: tables, documents and revision together or not at all, then the new
 * model in every process. Throws `metadata.invalid` with every fault, `metadata.stale`, `metadata.busy`.
 */
export async function applyChanges(crm: Crm, publishing: Publishing): Promise<Published> {
  const prepared = await withMetadataLock(crm.database, async () => {
    const ready = await prepareChanges(crm, publishing);
    mustBeCurrent(ready, publishing.revision);
    if (ready.faults.length > 0)
      throw new Refusal("metadata.invalid", { count: ready.faults.length }, { faults: ready.faults });
    if (changedDocuments(ready).length === 0 && !publishing.standard && isSettled(ready.design)) {
      const { alongside } = publishing;
      if (alongside) await crm.database.transaction((tx) => alongside(tx, null));
      return null;
    }
    await publish(crm, ready, publishing);
    return ready;
  });
  if (!prepared) return { revision: (await crm.models.reload()).revision, jobs: [] };
  const model = await crm.models.reload();
  crm.events.tell({ kind: "metadata", revision: model.revision });
  if (changedDocuments(prepared).some(({ kind }) => kind === "role"))
    crm.events.tell({ kind: "access", account: null });
  const unfinished = await isUnfinished(crm.database, { model });
  const jobs = unfinished ? [await crm.jobs.add(finishJob, {}, { by: crm.user.id })] : [];
  return { revision: model.revision, jobs };
}

function mustBeCurrent({ state }: Prepared, yours: number | undefined): void {
  if (yours !== undefined && yours !== state.revision)
    throw new Refusal("metadata.stale", { current: state.revision, yours });
}

async function publish(crm: Crm, prepared: Prepared, { why, undoes, alongside }: Publishing): Promise<void> {
  const revision = prepared.state.revision + 1;
  const changed = changedDocuments(prepared);
  const changes = prepared.changes.map(({ affects: _, ...change }) => change);
  await applyDesign(crm.database, prepared.design, {
    now: crm.clock.now(),
    publish: async (tx) => {
      await tx`
        insert into kernel_revision (revision, by_account, via, trace, why, undoes, changes, renamings, before, after)
        values (${revision}, ${crm.user.id}, ${crm.door}, ${traceText(crm)}::text::jsonb, ${why ?? null}, ${undoes ?? null}, ${json(changes)}::text::json,
          ${json(prepared.renamings)}::text::json,
          ${json(changed.map(({ kind, name, before }) => ({ kind, name, body: before && withFormat(before) })))}::text::json,
          ${json(changed.map(({ kind, name, after }) => ({ kind, name, body: after && withFormat(after) })))}::text::json)`;
      for (const { kind, name, after } of changed) await writeDocument(tx, { kind, name }, after, revision);
      await keepFirstStandard(tx, crm, { kept: prepared.state.standard, own: prepared.documents, revision });
      await alongside?.(tx, revision);
      await crm.events.tellWithin(tx, { kind: "metadata", revision });
    },
  });
}

async function writeDocument(
  tx: postgres.TransactionSql,
  { kind, name }: DocumentKey,
  body: MetadataDocument | null,
  revision: number,
): Promise<void> {
  if (body === null) {
    await tx`delete from kernel_document where kind = ${kind} and name = ${name}`;
    return;
  }
  await tx`
    insert into kernel_document (kind, name, body, revision)
    values (${kind}, ${name}, ${json(withFormat(body))}::text::json, ${revision})
    on conflict (kind, name) do update set body = excluded.body, revision = excluded.revision`;
}

function json(value: unknown): string {
  return JSON.stringify(value);
}
