import { Refusal } from "../../../core/errors/index.ts";
import type { MetadataDocument } from "../../../metamodel/index.ts";
import { usesStandard } from "../../../metamodel/standard/index.ts";
import { type Crm, crmFor, type Runtime, type StandardModel, systemUser } from "../../crm.ts";
import { documentsAt, type Incoming, type MergedIn, mergeIncoming } from "../merging.ts";
import { standardInForce } from "../models.ts";
import { applyChanges } from "../publish.ts";
import { keyOf, readState, type State } from "../state.ts";
import { keepFirstStandard } from "./first-standard.ts";
import { hasTakenStandard, type KeptPack, keepPack, keptPacks, keptStandard, standardPack } from "./kept.ts";

/** Merging what runs with the standard model that the software brings. */
export async function mergeStandard(
  crm: Crm,
  { state, resolve }: Pick<Incoming, "state" | "resolve">,
): Promise<MergedIn> {
  const others = (await keptPacks(crm.database)).filter(({ name }) => name !== standardPack);
  const from = standardInForce(state.standard, crm.models.standard).documents;
  const to = crm.models.standard;
  const since = state.standard?.since ?? state.revision;
  const merged = await mergeIncoming(crm, {
    state,
    ...sidesOf(state.documents, { from, to, others }),
    since,
    resolve,
  });
  return { ...merged, changeSet: { ...merged.changeSet, standard: to } };
}

interface Versions {
  readonly from: readonly MetadataDocument[];
  readonly to: StandardModel;
  readonly others: readonly KeptPack[];
}

/**
 * What both versions say of the documents that administrators made their own; the others just follow. What was theirs
 * before the standard model had it stays as it is, and so does what it gives up while another pack brings it too. A
 * form or list that comes new comes to a type of their own as well, if that type kept others of the standard.
 */
function sidesOf(own: readonly MetadataDocument[], { from, to, others }: Versions) {
  const mine = new Set(own.map(keyOf));
  const old = new Set(from.map(keyOf));
  const held = new Set(others.flatMap(({ documents }) => documents.map(keyOf)));
  const coming = new Set(to.documents.map(keyOf));
  const base = from.filter(
    (document) => mine.has(keyOf(document)) && (coming.has(keyOf(document)) || !held.has(keyOf(document))),
  );
  const followed = new Set(base.flatMap((document) => (document.kind === "type" ? [] : typeOf(document))));
  const isNewcomer = (document: MetadataDocument) =>
    !old.has(keyOf(document)) &&
    !mine.has(keyOf(document)) &&
    typeOf(document).some((type) => followed.has(type));
  const based = new Set(base.map(keyOf));
  return {
    base,
    theirs: to.documents.filter((document) => based.has(keyOf(document)) || isNewcomer(document)),
  };
}

function typeOf(document: MetadataDocument): string[] {
  return document.kind === "form" || document.kind === "view" ? [document.type] : [];
}

/**
 * What undoing a revision that took in a standard model has to take back besides: the version, and what it says of
 * documents that were made the administrators' own since. Null where the revision took in none.
 */
export async function standardBefore(crm: Crm, { state, revision }: { state: State; revision: number }) {
  const kept = await keptStandard(crm.database.sql, { without: revision });
  if (!state.standard || !kept || kept.version === state.standard.version) return null;
  const standard = standardInForce(kept, crm.models.standard);
  const then = new Set((await documentsAt(crm, state, revision)).map(keyOf));
  const own = new Set(state.documents.map(keyOf));
  const sinceMine = (document: MetadataDocument) => own.has(keyOf(document)) && !then.has(keyOf(document));
  const from = standardInForce(state.standard, crm.models.standard).documents.filter(sinceMine);
  return { standard, base: from, theirs: standard.documents.filter(sinceMine) };
}

/** The version that the software brings and that waits for an administrator; null where none does. */
export async function waitingStandard(crm: Crm): Promise<StandardModel | null> {
  const { standard, documents } = await readState(crm.database);
  const brought = crm.models.standard;
  const isOther = standard !== null && standard.version !== brought.version && usesStandard(documents);
  return isOther ? brought : null;
}

/**
 * Takes in the standard model of a newer software when it starts. Where the administrators changed the same as the new
 * version, or it does not fit, it waits for them, and the workspace runs on as it was. A version that somebody took
 * back is left to him.
 */
export async function takeInStandard(runtime: Runtime): Promise<void> {
  const { database, log } = runtime;
  const crm = crmFor(runtime, systemUser, "system");
  const state = await readState(database);
  const { version } = crm.models.standard;
  if (!usesStandard(state.documents)) return;
  if (
    await keepFirstStandard(database.sql, crm, {
      kept: state.standard,
      own: state.documents,
      revision: state.revision,
    })
  )
    return;
  if (state.standard?.version === version || (await hasTakenStandard(database, version))) return;
  const { changeSet, conflicts } = await mergeStandard(crm, { state });
  if (conflicts.length > 0) {
    log.warn(
      { version, places: conflicts.map(({ place }) => place) },
      "a newer standard model waits: both sides changed",
    );
    return;
  }
  try {
    await applyChanges(crm, {
      ...changeSet,
      revision: state.revision,
      why: `${standardPack} ${version}`,
      alongside: (tx, published) =>
        keepPack(tx, {
          name: standardPack,
          ...crm.models.standard,
          revision: published,
          since: published ?? state.revision,
          account: null,
        }),
    });
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    log.warn(
      { version, code: refusal.code, faults: refusal.faults },
      "a newer standard model waits: it does not fit",
    );
  }
}
