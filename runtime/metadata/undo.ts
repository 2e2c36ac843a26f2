import { type Fault, Refusal } from "../../core/errors/index.ts";
import {
  placeInDocument,
  type Renaming,
  type Resolution,
  type SetConflict,
} from "../../metamodel/changes/index.ts";
import type { Crm } from "../crm.ts";
import { mergeIncoming, mustBeInConflict, shown } from "./merging.ts";
import { standardBefore } from "./packs/standard.ts";
import { applyChanges, type Published, type Publishing } from "./publish.ts";
import { type DocumentKey, readState } from "./state.ts";
import { storedDocument } from "./stored-document.ts";

interface KeptRevision {
  readonly before: readonly { readonly body: unknown }[];
  readonly after: readonly { readonly body: unknown }[];
  readonly renamings: readonly Renaming[];
  readonly isPurge: boolean;
}

interface Undoing {
  readonly revision: number;
  /** For places that were changed again since: `ours` keeps what is there today, `theirs` takes what was before. */
  readonly resolve?: Resolution | undefined;
}

/**
 * Takes a revision back: what it changed becomes what it was before, and what was changed since is kept; removed fields
 * come back with their values, converted ones too. Throws `metadata.undo-conflict` with a fault for each property that
 * was changed again since and that nobody settled: then nothing is changed; `metadata.purged` where it dropped kept
 * values for good.
 */
export async function undo(crm: Crm, undone: Undoing): Promise<Published> {
  return applyChanges(crm, await undoing(crm, undone));
}

/** The change set that takes a revision back, for those who want to see its price first. */
export async function undoing(crm: Crm, { revision, resolve }: Undoing): Promise<Publishing> {
  const [kept] = await crm.database.sql<KeptRevision[]>`
    select before, after, renamings, purged is not null as "isPurge" from kernel_revision where revision = ${revision}`;
  if (!kept) throw new Refusal("metadata.revision-unknown", { revision });
  if (kept.isPurge) throw new Refusal("metadata.purged", { revision });
  const state = await readState(crm.database);
  const standard = await standardBefore(crm, { state, revision });
  const bodies = (side: KeptRevision["after"]) =>
    side.flatMap(({ body }) => (body === null ? [] : [storedDocument(body)]));
  const { changeSet, conflicts, places } = await mergeIncoming(crm, {
    state,
    base: [...bodies(kept.after), ...(standard?.base ?? [])],
    theirs: [...bodies(kept.before), ...(standard?.theirs ?? [])],
    since: revision,
    renamings: kept.renamings.map(({ type, field, to }) => ({ type, field: to, to: field })),
    resolve,
  });
  mustBeInConflict(resolve, places);
  const [first] = conflicts;
  if (first) {
    const later = await lastChange(crm, first);
    const changed = state.documents.find(({ kind, name }) => kind === first.kind && name === first.name);
    const place = changed ? placeInDocument("", [changed]) : first.where;
    const values = { revision, place, kind: first.kind, name: first.name, later };
    throw new Refusal("metadata.undo-conflict", values, { faults: conflicts.map(conflictFault) });
  }
  const back = standard ? { standard: standard.standard } : {};
  return { ...changeSet, ...back, revision: state.revision, undoes: revision };
}

function conflictFault({ place, where, ours, theirs }: SetConflict): Fault {
  const values = { place: where, now: shown(ours), before: shown(theirs) };
  return { path: place, code: "metadata.changed-since", values };
}

async function lastChange(crm: Crm, { kind, name }: DocumentKey): Promise<number | null> {
  const [row] = await crm.database.sql<{ revision: number | null }[]>`
    select max(revision) as revision from kernel_revision, json_array_elements(after) as changed
    where changed ->> 'kind' = ${kind} and changed ->> 'name' = ${name}`;
  return row?.revision ?? null;
}
