import { type Fault, Refusal } from "../../core/errors/index.ts";
import {
  type MergeConflict,
  mergeDocuments,
  type Renaming,
  sameJson,
} from "../../metamodel/changes/index.ts";
import type { MetadataDocument } from "../../metamodel/index.ts";
import type { Crm } from "../crm.ts";
import { applyChanges, type Published, type Publishing } from "./publish.ts";
import { type DocumentKey, keyOf, readState, storedDocument } from "./state.ts";

interface KeptBody extends DocumentKey {
  readonly body: unknown;
}

interface KeptRevision {
  readonly before: readonly KeptBody[];
  readonly after: readonly KeptBody[];
  readonly renamings: readonly Renaming[];
  readonly isPurge: boolean;
}

/**
 * Takes a revision back: what it changed becomes what it was before, and what was changed since is kept; removed fields
 * come back with their values, converted ones too. Throws `metadata.undo-conflict` with a fault for each property that
 * was changed again since: then nothing is changed; `metadata.purged` where it dropped kept values for good.
 */
export async function undo(crm: Crm, { revision }: { revision: number }): Promise<Published> {
  return applyChanges(crm, await undoing(crm, revision));
}

/** The change set that takes a revision back, for those who want to see its price first. */
export async function undoing(crm: Crm, revision: number): Promise<Publishing> {
  const [kept] = await crm.database.sql<KeptRevision[]>`
    select before, after, renamings, purged is not null as "isPurge" from kernel_revision where revision = ${revision}`;
  if (!kept) throw new Refusal("metadata.revision-unknown", { revision });
  if (kept.isPurge) throw new Refusal("metadata.purged", { revision });
  const state = await readState(crm.database);
  const current = new Map(state.documents.map((document) => [keyOf(document), document]));
  const before = new Map(kept.before.map(({ body, ...key }) => [keyOf(key), documentOf(body)]));
  const wanted = kept.after.map(({ body, ...key }) => ({
    ...key,
    ...takenBack({
      left: documentOf(body),
      now: current.get(keyOf(key)) ?? null,
      before: before.get(keyOf(key)) ?? null,
    }),
  }));
  const faults = wanted.flatMap(({ kind, name, conflicts }) =>
    conflicts.map((conflict) => conflictFault({ kind, name }, conflict)),
  );
  if (faults.length > 0) {
    const later = await lastChange(crm, wanted.find(({ conflicts }) => conflicts.length > 0) ?? null);
    const { kind, name } = wanted.find(({ conflicts }) => conflicts.length > 0) ?? { kind: "", name: "" };
    throw new Refusal("metadata.undo-conflict", { revision, kind, name, later }, { faults });
  }
  return {
    documents: wanted.flatMap(({ document }) => (document === null ? [] : [document])),
    remove: wanted.flatMap(({ kind, name, document }) => {
      const isThere = current.has(keyOf({ kind, name }));
      return document === null && isThere ? [{ kind, name }] : [];
    }),
    renamings: kept.renamings.map(({ type, field, to }) => ({ type, field: to, to: field })),
    revision: state.revision,
    undoes: revision,
  };
}

function documentOf(body: unknown): MetadataDocument | null {
  return body === null ? null : storedDocument(body);
}

interface Sides {
  /** As the revision left it, as it is today, and as it was before the revision; null where there was none. */
  readonly left: MetadataDocument | null;
  readonly now: MetadataDocument | null;
  readonly before: MetadataDocument | null;
}

/** What a document becomes; not yet parsed, so that what does not fit together is told by the check. */
function takenBack({ left, now, before }: Sides): {
  readonly document: unknown;
  readonly conflicts: readonly MergeConflict[];
} {
  if (sameJson(left, now)) return { document: before, conflicts: [] };
  if (sameJson(now, before)) return { document: now, conflicts: [] };
  if (!left || !now || !before)
    return { document: now, conflicts: [{ path: "", base: left, ours: now, theirs: before }] };
  const { value, conflicts } = mergeDocuments(left, now, before);
  return { document: value, conflicts };
}

function conflictFault({ kind, name }: DocumentKey, { path, ours, theirs }: MergeConflict): Fault {
  const shown = (value: unknown) => (value === undefined ? "–" : JSON.stringify(value).slice(0, 120));
  const values = { place: path || name, now: shown(ours), before: shown(theirs) };
  return { path: `${keyOf({ kind, name })} ${path}`.trim(), code: "metadata.changed-since", values };
}

async function lastChange(crm: Crm, key: DocumentKey | null): Promise<number | null> {
  const [row] = await crm.database.sql<{ revision: number | null }[]>`
    select max(revision) as revision from kernel_revision, json_array_elements(after) as changed
    where changed ->> 'kind' = ${key?.kind ?? ""} and changed ->> 'name' = ${key?.name ?? ""}`;
  return row?.revision ?? null;
}
