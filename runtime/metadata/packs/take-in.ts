import * as z from "zod";
import { Refusal } from "../../../core/errors/index.ts";
import { didYouMean, isReadableText } from "../../../core/language/index.ts";
import type { SetConflict } from "../../../metamodel/changes/index.ts";
import type { MetadataDocument } from "../../../metamodel/index.ts";
import { accountNames, type Named } from "../../account-names.ts";
import type { Crm } from "../../crm.ts";
import { parseDocuments } from "../change-set.ts";
import { type MergedIn, mergeIncoming, mustBeInConflict, mustBeSettled } from "../merging.ts";
import { modelOf } from "../models.ts";
import { applyChanges, type Plan, type Published, planChanges } from "../publish.ts";
import { keyOf, readState, type State } from "../state.ts";
import { type KeptPack, keepPack, keptPacks, standardPack } from "./kept.ts";
import { mergeStandard, waitingStandard } from "./standard.ts";

const side = z.enum(["ours", "theirs"]);

/** How conflicts are settled, as it comes over HTTP: place → side. */
export const resolution = z.record(z.string().max(1_000), side);

/** A version of a pack, as it came over HTTP or from a folder. */
export const packBody = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9_-]{0,59}$/),
  version: z.string().min(1).max(60).refine(isReadableText),
  /** Left out for the standard model alone, which the software brings. */
  documents: z.array(z.unknown()).max(5_000).optional(),
  resolve: resolution.optional(),
  why: z.string().max(2_000).refine(isReadableText).optional(),
  /** The revision that its author looked at. */
  revision: z.number().int().min(0).optional(),
});
export type Pack = z.infer<typeof packBody>;

/** A pack that was taken in. */
export interface TakenPack {
  readonly name: string;
  readonly version: string;
  readonly at: string;
  /** Null where the house itself took it in. */
  readonly by: Named | null;
  readonly documents: number;
  /** The version that the software brings, where an administrator has to take it in: of the standard model. */
  readonly waiting: string | null;
}

/** The packs of this workspace, in the order in which they came. */
export async function packs(crm: Crm): Promise<TakenPack[]> {
  const kept = await keptPacks(crm.database);
  const waiting = kept.some(({ name }) => name === standardPack) ? await waitingStandard(crm) : null;
  const names = await accountNames(
    crm.database.sql,
    kept.flatMap(({ account }) => account ?? []),
  );
  return kept.map(({ name, version, at, account, documents }) => ({
    name,
    version,
    at: at.toISOString(),
    by: account === null ? null : (names.get(account) ?? { id: account, name: "" }),
    documents: documents.length,
    waiting: name === standardPack ? (waiting?.version ?? null) : null,
  }));
}

export interface PackPlan extends Plan {
  /** Nothing is applied until each of them is settled; the steps are priced as if our side stayed. */
  readonly conflicts: readonly SetConflict[];
}

/** What taking in a version of a pack would change, its price, and what both sides have changed. Changes nothing. */
export async function planPack(crm: Crm, pack: Pack): Promise<PackPlan> {
  const { documents: theirs, faults } = documentsOf(crm, pack);
  const state = await readState(crm.database);
  if (faults.length > 0)
    return { revision: state.revision, steps: [], milliseconds: 0, faults, conflicts: [] };
  const { changeSet, conflicts } = await mergePack(crm, { pack, theirs, state });
  return { ...(await planChanges(crm, changeSet)), conflicts };
}

/**
 * Takes in a version of a pack: what it changed since it was last taken in is merged with what was changed here.
 * Throws `metadata.merge-conflict` with a fault for each place that nobody settled, and whatever publishing throws.
 */
export async function applyPack(crm: Crm, pack: Pack): Promise<Published> {
  const { documents: theirs, faults } = documentsOf(crm, pack);
  if (faults.length > 0) throw new Refusal("metadata.invalid", { count: faults.length }, { faults });
  const state = await readState(crm.database);
  const { changeSet, conflicts, places } = await mergePack(crm, { pack, theirs, state });
  mustBeInConflict(pack.resolve, places);
  if (pack.revision !== undefined && pack.revision !== state.revision)
    throw new Refusal("metadata.stale", { current: state.revision, yours: pack.revision });
  mustBeSettled(conflicts);
  return applyChanges(crm, {
    ...changeSet,
    revision: state.revision,
    why: pack.why ?? `${pack.name} ${pack.version}`,
    alongside: (tx, published) =>
      keepPack(tx, {
        name: pack.name,
        version: pack.version,
        documents: theirs,
        revision: published,
        since: published ?? state.revision,
        account: crm.user.id,
      }),
  });
}

/** The documents of a pack. Throws `metadata.pack-standard` where they do not come from where the pack comes from. */
function documentsOf({ models: { standard } }: Crm, { name, version, documents }: Pack) {
  if (name === standardPack && (documents !== undefined || version !== standard.version))
    throw new Refusal("metadata.pack-standard", { version: standard.version });
  if (name === standardPack) return { documents: standard.documents, faults: [] };
  if (documents === undefined) throw new Refusal("request.invalid", { reason: "documents: missing" });
  return parseDocuments(documents);
}

/** Forgets that a pack was ever taken in; its documents stay as they are. Throws `metadata.pack-unknown`. */
export async function forgetPack(crm: Crm, name: string): Promise<void> {
  if (name === standardPack)
    throw new Refusal("metadata.pack-standard", { version: crm.models.standard.version });
  const gone = await crm.database.sql`delete from kernel_pack where name = ${name} returning id`;
  if (gone.length > 0) return;
  const known = (await keptPacks(crm.database)).map((pack) => pack.name);
  throw new Refusal("metadata.pack-unknown", { name, suggestion: didYouMean(name, known) });
}

interface Merging {
  readonly pack: Pack;
  readonly theirs: readonly MetadataDocument[];
  readonly state: State;
}

async function mergePack(crm: Crm, { pack, theirs, state }: Merging): Promise<MergedIn> {
  if (pack.name === standardPack) return mergeStandard(crm, { state, resolve: pack.resolve });
  // Standard documents that nobody has changed run too, and what a pack makes of them becomes the administrators' own.
  const { documents: ours } = modelOf(state, crm.models);
  const running = new Set(ours.map(keyOf));
  const kept = (await keptPacks(crm.database)).map((one) =>
    one.name === standardPack
      ? { ...one, documents: one.documents.filter((document) => running.has(keyOf(document))) }
      : one,
  );
  const base = baseOf(pack.name, { theirs, kept });
  const coming = [...withoutOtherApps(theirs, state), ...heldByOthers(pack.name, { theirs, kept })];
  const used = kept.filter(({ documents }) => documents.some((document) => base.includes(document)));
  const since = Math.min(...used.map((each) => each.since));
  return mergeIncoming(crm, {
    state,
    ours,
    base: withoutOtherApps(base, state),
    theirs: coming,
    since: Number.isFinite(since) ? since : state.revision,
    resolve: pack.resolve,
  });
}

interface Layers {
  readonly theirs: readonly MetadataDocument[];
  readonly kept: readonly KeptPack[];
}

/**
 * What the pack’s documents were when both sides were the same: as this pack last brought them; a document that only
 * another pack has brought so far, as that one brought it.
 */
function baseOf(name: string, { theirs, kept }: Layers): MetadataDocument[] {
  const own = kept.find((pack) => pack.name === name)?.documents ?? [];
  const known = new Set(own.map(keyOf));
  const others = new Map<string, MetadataDocument>();
  for (const { documents } of kept.filter((pack) => pack.name !== name))
    for (const document of documents) if (!others.has(keyOf(document))) others.set(keyOf(document), document);
  const first = theirs.flatMap((document) =>
    known.has(keyOf(document)) ? [] : (others.get(keyOf(document)) ?? []),
  );
  return [...own, ...first];
}

/** Documents that the pack gives up but another pack has brought too: they stay as they are. */
function heldByOthers(name: string, { theirs, kept }: Layers): MetadataDocument[] {
  const has = new Set(theirs.map(keyOf));
  const others = kept.filter((pack) => pack.name !== name).flatMap(({ documents }) => documents);
  const held = new Set(others.map(keyOf));
  const own = kept.find((pack) => pack.name === name)?.documents ?? [];
  return own.filter((document) => !has.has(keyOf(document)) && held.has(keyOf(document)));
}

/** A workspace has one app document; that of a pack is for those who try the pack on its own. */
function withoutOtherApps(documents: readonly MetadataDocument[], { documents: ours }: State) {
  const app = ours.find(({ kind }) => kind === "app");
  return app ? documents.filter(({ kind, name }) => kind !== "app" || name === app.name) : documents;
}
