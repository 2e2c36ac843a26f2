import { type Fault, Refusal } from "../../core/errors/index.ts";
import { didYouMean } from "../../core/language/index.ts";
import {
  inOneStep,
  isWithin,
  mergeSets,
  type Renaming,
  type Resolution,
  type SetConflict,
} from "../../metamodel/changes/index.ts";
import type { MetadataDocument } from "../../metamodel/index.ts";
import type { Crm } from "../crm.ts";
import type { ChangeSet } from "./change-set.ts";
import { modelOf } from "./models.ts";
import type { State } from "./state.ts";
import { storedDocument } from "./stored-document.ts";

/** Documents that come in beside what runs, and what both began with. */
export interface Incoming {
  readonly state: State;
  /** What runs, where more than the administrators' own documents count: standard ones that nobody has changed. */
  readonly ours?: readonly MetadataDocument[];
  readonly base: readonly MetadataDocument[];
  readonly theirs: readonly MetadataDocument[];
  /** The revision in which what runs still was the base. */
  readonly since: number;
  /** Fields that the incoming documents name differently than the base, beside those that `formerly` tells. */
  readonly renamings?: readonly Renaming[];
  readonly resolve?: Resolution | undefined;
}

/** What becomes of what runs, and what is left for a person to settle. */
export interface MergedIn {
  readonly changeSet: ChangeSet;
  readonly conflicts: readonly SetConflict[];
  /** Every place in conflict, those that are settled too. */
  readonly places: readonly string[];
}

/** Merges documents that come in with what was changed here since both were the same. */
export async function mergeIncoming(crm: Crm, incoming: Incoming): Promise<MergedIn> {
  const { state, ours = state.documents, base, theirs, since, renamings = [], resolve } = incoming;
  const rows = await crm.database.sql<{ renamings: readonly Renaming[] }[]>`
    select renamings from kernel_revision where revision > ${since} order by revision`;
  const { conflicts, places, ...changeSet } = mergeSets({
    base,
    ours,
    theirs,
    renamed: { ours: inOneStep(rows.flatMap((row) => row.renamings)), theirs: renamings },
    modelOf: (documents) => modelOf({ ...state, documents }, crm.models).model,
    resolve,
  });
  return { changeSet, conflicts, places };
}

/** The documents as a revision left them: today’s, with what later revisions changed taken back. */
export async function documentsAt(crm: Crm, state: State, revision: number): Promise<MetadataDocument[]> {
  const rows = await crm.database.sql<{ before: { kind: string; name: string; body: unknown }[] }[]>`
    select before from kernel_revision where revision > ${revision} order by revision desc`;
  const documents = new Map(
    state.documents.map((document) => [`${document.kind}/${document.name}`, document]),
  );
  for (const { kind, name, body } of rows.flatMap(({ before }) => before)) {
    if (body === null) documents.delete(`${kind}/${name}`);
    else documents.set(`${kind}/${name}`, storedDocument(body));
  }
  return [...documents.values()];
}

/** Throws a refusal with a fault for each conflict that nobody has settled. */
export function mustBeSettled(conflicts: readonly SetConflict[]): void {
  if (conflicts.length === 0) return;
  const faults = conflicts.map(
    ({ place, where, base, ours, theirs }): Fault => ({
      path: place,
      code: "metadata.changed-by-both",
      values: { where, base: shown(base), ours: shown(ours), theirs: shown(theirs) },
    }),
  );
  throw new Refusal("metadata.merge-conflict", { count: conflicts.length }, { faults });
}

/** Throws `metadata.place-unknown` where somebody settles a place that is not in conflict. */
export function mustBeInConflict(resolve: Resolution | undefined, places: readonly string[]): void {
  for (const settled of Object.keys(resolve ?? {})) {
    if (settled === "" || places.some((place) => isWithin(place, settled))) continue;
    const values = { place: settled.slice(0, 200), suggestion: didYouMean(settled, places) };
    throw new Refusal("metadata.place-unknown", values);
  }
}

/** A value as a sentence shows it; a dash for what is not there. */
export function shown(value: unknown): string {
  if (value === undefined) return "–";
  const text = JSON.stringify(value);
  return text.length > 120 ? `${text.slice(0, 119)}…` : text;
}
