import type { Fault } from "../../core/errors/index.ts";
import { buildModel } from "../../metamodel/build-model.ts";
import {
  type Change,
  compareModels,
  type Renaming,
  renamingsBetween,
} from "../../metamodel/changes/index.ts";
import { checkDocuments, tooLongLineages } from "../../metamodel/check/index.ts";
import type { MetadataDocument, Model } from "../../metamodel/index.ts";
import { withStandard } from "../../metamodel/standard/index.ts";
import type { Crm } from "../crm.ts";
import { type Design, designTables, existingFaults, fillsOf } from "../tables/index.ts";
import { broughtFields } from "./brought.ts";
import { type ChangeSet, mergeChangeSet } from "./change-set.ts";
import { type Built, modelOf, standardInForce } from "./models.ts";
import { differences, settleDocuments } from "./settle-documents.ts";
import { keyOf, readState, type State } from "./state.ts";

/** A change set thought through to the end: everything but the doing. */
export interface Prepared {
  readonly state: State;
  readonly before: Built;
  /** What administrators have said, afterwards. */
  readonly documents: readonly MetadataDocument[];
  readonly renamings: readonly Renaming[];
  readonly changes: readonly Change[];
  readonly design: Design;
  readonly faults: readonly Fault[];
}

/** Parses, settles, checks and compares a change set against the newest revision. Changes nothing. */
export async function prepareChanges(crm: Crm, changeSet: ChangeSet): Promise<Prepared> {
  const { capabilities, shelf } = crm.models;
  const state = await readState(crm.database);
  const before = modelOf(state, crm.models);
  const merged = mergeChangeSet(state.documents, changeSet);
  const own = keepStandard(merged.documents, { before, state });
  const tooLong = [...tooLongLineages(own).values()];
  const settled =
    tooLong.length > 0
      ? { documents: before.documents, own, renamings: [], faults: tooLong }
      : settle(own, { before, state, changeSet, crm });
  const brought = broughtFields(settled.documents, capabilities, shelf);
  const checked =
    settled.faults.length > 0 ? [] : checkDocuments(settled.documents, { brought, capabilities, shelf });
  const faults = [...merged.faults, ...settled.faults, ...checked];
  const revision = state.revision + 1;
  // Documents that are wrong change nothing, and a model may not even be made of them.
  const wished = faults.length > 0 ? before.documents : settled.documents;
  const renamings = faults.length > 0 ? [] : settled.renamings;
  const filled = await fillsIn(crm, { before, documents: wished });
  const design = await designTables(crm.database.sql, {
    build: (columns) =>
      buildModel(wished, {
        revision,
        brought: broughtFields(wished, capabilities, shelf),
        columns,
        shelf,
      }),
    renamings,
    fills: filled.fills,
    now: crm.clock.now(),
  });
  const { model: after } = design;
  const actions = Object.fromEntries(
    capabilities.flatMap((capability) =>
      Object.entries(capability.actions ?? {}).map(([name, { label }]) => [name, label]),
    ),
  );
  const changes = compareModels(before.model, after, { renamings, documents: before.documents, actions });
  const early = [...faults, ...filled.faults];
  const all = early.length > 0 ? early : await laterFaults(crm, { before, design });
  return {
    state,
    before,
    documents: settled.own,
    renamings,
    changes,
    design,
    faults: all,
  };
}

/** What new fields are filled from; documents that say so are few, so that mostly no model is built for it. */
async function fillsIn(
  crm: Crm,
  { before, documents }: { before: Built; documents: readonly MetadataDocument[] },
): ReturnType<typeof fillsOf> {
  const saysSo = documents.some(
    (document) =>
      document.kind === "type" && document.fields.some(({ filledFrom }) => filledFrom !== undefined),
  );
  if (!saysSo || documents === before.documents) return { fills: [], faults: [] };
  const { capabilities, shelf } = crm.models;
  const after = buildModel(documents, { brought: broughtFields(documents, capabilities, shelf), shelf });
  return fillsOf(crm.database.sql, { before: before.model, after });
}

/** What shows only once the documents themselves are right: types that cannot move, values that are there twice. */
async function laterFaults(
  crm: Crm,
  { before, design }: { before: Built; design: Design },
): Promise<Fault[]> {
  const moved = movedTypes(before.model, design.model);
  return moved.length > 0 ? moved : existingFaults(crm.database.sql, design);
}

interface Settled {
  /** Standard ones included. */
  readonly documents: MetadataDocument[];
  /** Those of the administrators, with standard ones that had to follow a change. */
  readonly own: MetadataDocument[];
  readonly renamings: readonly Renaming[];
  readonly faults: readonly Fault[];
}

function settle(
  own: readonly MetadataDocument[],
  { before, state, changeSet, crm }: { before: Built; state: State; changeSet: ChangeSet; crm: Crm },
): Settled {
  const standard = changeSet.standard ?? standardInForce(state.standard, crm.models.standard);
  const wished = withStandard(own, standard.documents);
  const { capabilities, shelf } = crm.models;
  const brought = broughtFields(wished, capabilities, shelf);
  const model = buildModel(wished, { brought, shelf });
  const renamings = once([...(changeSet.renamings ?? []), ...renamingsBetween(before.model, model)]);
  const { documents, faults } = settleDocuments({ before, after: { model, documents: wished }, renamings });
  const unchanged = new Set(wished);
  const ownKeys = new Set(own.map(keyOf));
  const kept = documents.filter((document) => ownKeys.has(keyOf(document)) || !unchanged.has(document));
  return { documents, own: kept, renamings, faults };
}

/** A renaming may be told twice: by what came in, and by `formerly`. */
function once(renamings: readonly Renaming[]): Renaming[] {
  return [...new Map(renamings.map((one) => [`${one.type} ${one.field}`, one])).values()];
}

/**
 * Whoever first changes a standard type makes it his own; its forms and lists, which are made for it, become his
 * too, so that none of them disappears.
 */
function keepStandard(
  own: readonly MetadataDocument[],
  { before, state }: { before: Built; state: State },
): MetadataDocument[] {
  const had = new Set(state.documents.map(keyOf));
  const has = new Set(own.map(keyOf));
  const adopted = new Set(
    own.flatMap((document) => {
      const isNew = document.kind === "type" && !had.has(keyOf(document));
      return isNew && before.model.types.has(document.name) ? [document.name] : [];
    }),
  );
  const companions = before.documents.filter(
    (document) =>
      (document.kind === "form" || document.kind === "view") &&
      adopted.has(document.type) &&
      !has.has(keyOf(document)) &&
      !had.has(keyOf(document)),
  );
  return [...own, ...companions];
}

function movedTypes(before: Model, after: Model): Fault[] {
  return [...after.types.values()].flatMap((type): Fault[] => {
    const was = before.types.get(type.name);
    if (!was || was.base === type.base) return [];
    const values = { type: type.label, from: was.base, to: type.base };
    return [{ path: `type/${type.name} extends`, code: "metadata.base-moved", values }];
  });
}

/** The documents that a prepared change set really changes, as the revision keeps them. */
export function changedDocuments({ state, documents }: Prepared) {
  return differences(state.documents, documents);
}
