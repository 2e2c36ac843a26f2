import { type Fault, Refusal } from "../../core/errors/index.ts";
import type { Renaming } from "../../metamodel/changes/index.ts";
import { sameJson } from "../../metamodel/changes/index.ts";
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
}

/**
 * Takes a revision back by publishing the documents as they were before it; removed fields come back with their
 * values, converted ones too. Throws `metadata.undo-conflict` where a later revision has changed the same document.
 */
export async function undo(crm: Crm, { revision }: { revision: number }): Promise<Published> {
  return applyChanges(crm, await undoing(crm, revision));
}

/** The change set that takes a revision back, for those who want to see its price first. */
export async function undoing(crm: Crm, revision: number): Promise<Publishing> {
  const [kept] = await crm.database.sql<KeptRevision[]>`
    select before, after, renamings from kernel_revision where revision = ${revision}`;
  if (!kept) throw new Refusal("metadata.revision-unknown", { revision });
  const state = await readState(crm.database);
  const current = new Map(state.documents.map((document) => [keyOf(document), document]));
  const faults: Fault[] = [];
  for (const { kind, name, body } of kept.after) {
    if (sameJson(current.get(keyOf({ kind, name })) ?? null, body && storedDocument(body))) continue;
    const later = await lastChange(crm, { kind, name });
    faults.push({
      path: keyOf({ kind, name }),
      code: "metadata.undo-conflict",
      values: { revision, kind, name, later },
    });
  }
  const [first] = faults;
  if (first) throw new Refusal("metadata.undo-conflict", first.values ?? {}, { faults });
  return {
    documents: kept.before.flatMap(({ body }) => (body === null ? [] : [body])),
    remove: kept.before.flatMap(({ kind, name, body }) => (body === null ? [{ kind, name }] : [])),
    renamings: kept.renamings.map(({ type, field, to }) => ({ type, field: to, to: field })),
    revision: state.revision,
    undoes: revision,
  };
}

async function lastChange(crm: Crm, { kind, name }: DocumentKey): Promise<number | null> {
  const [row] = await crm.database.sql<{ revision: number | null }[]>`
    select max(revision) as revision from kernel_revision, json_array_elements(after) as changed
    where changed ->> 'kind' = ${kind} and changed ->> 'name' = ${name}`;
  return row?.revision ?? null;
}
