import { Refusal } from "../../core/errors/index.ts";
import { sameJson } from "../../metamodel/changes/index.ts";
import type { ModelType } from "../../metamodel/index.ts";
import { accountNames, keyNames, type Named } from "../account-names.ts";
import type { Crm } from "../crm.ts";
import { noteReading } from "../readings/index.ts";
import { mustReach, readRecord, titleOfRow } from "../records/index.ts";
import { type Mutation, readTrail, rowAt, type Trace, type Trail, type Values } from "./mutations.ts";
import { linkTitles } from "./titles.ts";

/** What a mutation did to the record as a whole. */
export type Deed = "create" | "change" | "delete" | "restore" | "archive" | "reactivate";

/** One entry of a record's history. */
export interface HistoryItem {
  readonly at: string;
  /** Null where the house itself, or somebody around it, did it. */
  readonly by: Named | null;
  /** The door: `web`, `api`, `import` …; `sql` where somebody wrote around the house. */
  readonly via: string | null;
  /** For whom somebody acted who stands in for another. */
  readonly for: Named | null;
  /** The number of the request (`x-request-id`), of the API key and of the job, as far as there was one. */
  readonly request: string | null;
  readonly key: Named | null;
  readonly job: string | null;
  /** Why, where a reason was given. */
  readonly reason: string | null;
  readonly version: number;
  /** The revision of the metadata that was in force. */
  readonly revision: number;
  readonly op: Deed;
  /** Whether values went with a person's data: `changes` has what is left, perhaps nothing. */
  readonly erased: boolean;
  /** Values in canonical form; links as `{ id, type, title }`, the title as it is today. */
  readonly changes: readonly { readonly field: string; readonly before: unknown; readonly after: unknown }[];
}

interface Item extends Omit<HistoryItem, "by" | "for" | "request" | "key" | "job" | "reason"> {
  readonly who: string | null;
  readonly trace: Trace | null;
}

/**
 * What was done to a record, newest first, its creation last; of fields that the user may see. Records in the trash
 * have a history too. Throws `record.not-found`.
 */
export async function history(
  crm: Crm,
  { type: name, id }: { type: string; id: string },
): Promise<HistoryItem[]> {
  const { type, trail } = await trailOf(crm, { type: name, id });
  await noteReading(crm, { how: "history", type: name, answer: [{ type: trail.now.type, id }] });
  const items = itemsOf(trail);
  const names = await accountNames(
    crm.database.sql,
    items.flatMap(({ who, trace }) => [who, trace?.for].filter((id) => typeof id === "string")),
  );
  const keys = await keyNames(
    crm.database.sql,
    items.flatMap(({ trace }) => trace?.key ?? []),
  );
  const linked = await linkTitles(crm, type, items);
  return linked.map(({ who, trace, ...item }) => ({
    ...item,
    by: named(names, who),
    for: named(names, trace?.for),
    request: trace?.request ?? null,
    key: named(keys, trace?.key),
    job: trace?.job ?? null,
    reason: trace?.reason ?? null,
  }));
}

function named(names: ReadonlyMap<string, Named>, id: string | null | undefined): Named | null {
  return id ? (names.get(id) ?? { id, name: "" }) : null;
}

/**
 * A record as it was at an instant (ISO 8601), in the shape in which records are read; `deleted_at` besides, because it
 * may have been in the trash. Throws `record.not-found`, also where it did not exist yet.
 */
export async function asOf(
  crm: Crm,
  { type: name, id, instant }: { type: string; id: string; instant: string },
): Promise<Values> {
  const moment = new Date(instant);
  if (Number.isNaN(moment.getTime())) throw new Refusal("request.invalid", { reason: `asOf: ${instant}` });
  const { type, trail } = await trailOf(crm, { type: name, id });
  const then = moment.toISOString();
  if (trail.now.created_at > then) throw new Refusal("record.not-found");
  const later = trail.mutations.filter(({ at }) => at > then);
  const { updated_via: _, updated_trace: __, created_revision: ___, created_by, ...now } = trail.now;
  const values = Object.entries(Object.assign({}, now, ...later.map(({ old }) => old)));
  const changes = values.map(([field, before]) => ({ field, before, after: null }));
  const row = await rowAt(crm.database.sql, { type, id, instant: then });
  const [linked] = await linkTitles(crm, type, [{ changes }]);
  const last = trail.mutations.find(({ at }) => at <= then);
  const who = { created_by, updated_by: last ? last.who : created_by };
  return {
    id,
    ...Object.fromEntries(linked?.changes.map(({ field, before }) => [field, before]) ?? []),
    version: last?.version ?? 1,
    title: row === null ? null : await titleOfRow(crm, { type, row }),
    updated_at: last?.at ?? now.created_at,
    ...(await everyNamed(crm, who)),
  };
}

/** Accounts by name, as records tell who made and changed them. */
async function everyNamed(crm: Crm, who: Readonly<Record<string, string | null>>): Promise<Values> {
  const ids = Object.values(who).flatMap((id) => id ?? []);
  const names = await accountNames(crm.database.sql, ids);
  return Object.fromEntries(
    Object.entries(who).map(([key, id]) => [key, id && (names.get(id) ?? { id, name: "" })]),
  );
}

async function trailOf(
  crm: Crm,
  { type: name, id }: { type: string; id: string },
): Promise<{ type: ModelType; trail: Trail }> {
  const there =
    (await readRecord(crm, { type: name, id, select: "id" })) ??
    (await readRecord(crm, { type: name, id, select: "id", trash: true }));
  const type = crm.model.types.get(name);
  if (there && type) await mustReach(crm, { type, id, action: "history" });
  const trail = there && type ? await readTrail(crm, { type, id }) : null;
  if (!type || !trail) throw new Refusal("record.not-found");
  return { type, trail };
}

/** Walks back from the present: what a mutation replaced is what the one before it had made. */
function itemsOf({ now, mutations, hides, createdVia, createdTrace }: Trail): Item[] {
  let present: Values = now;
  const items = mutations.flatMap((mutation): Item[] => {
    const after = present;
    present = { ...present, ...mutation.old };
    const { deed, changes } = deedOf(mutation, after);
    const { at, version, revision, who, via, trace, erased } = mutation;
    // Whom something is hidden from learns nothing of a change of which nothing is left.
    if (deed === "change" && changes.length === 0 && (hides || !erased)) return [];
    return [{ at, version, revision, who, via, trace, op: deed, erased, changes }];
  });
  const created: Item = {
    at: now.created_at,
    version: 1,
    revision: now.created_revision,
    who: now.created_by,
    via: createdVia,
    trace: createdTrace,
    op: "create",
    erased: false,
    changes: [],
  };
  return [...items, created];
}

function deedOf({ old }: Mutation, after: Values): { deed: Deed; changes: HistoryItem["changes"] } {
  const changes = Object.entries(old)
    .filter(([field]) => field !== "deleted_at" && field !== "archived_at")
    .map(([field, before]) => ({ field, before, after: after[field] ?? null }))
    .filter(({ before, after: now }) => !sameJson(before, now));
  if ("deleted_at" in old) return { deed: old.deleted_at === null ? "delete" : "restore", changes };
  if ("archived_at" in old) return { deed: old.archived_at === null ? "archive" : "reactivate", changes };
  return { deed: "change", changes };
}
