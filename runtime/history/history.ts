import { Refusal } from "../../core/errors/index.ts";
import { sameJson } from "../../metamodel/changes/index.ts";
import type { ModelType } from "../../metamodel/index.ts";
import { accountNames, keyNames, type Named } from "../account-names.ts";
import type { Crm } from "../crm.ts";
import { noteReading } from "../readings/index.ts";
import { mustReach, readPast, readRecord } from "../records/index.ts";
import { type Mutation, readTrail, type Trace, type Trail, type Values } from "./mutations.ts";
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
 * A record as it was at an instant (ISO 8601), as JSON in the shape in which records are read: its links and lists as
 * they were then; `deleted_at` besides, because it may have been in the trash. Throws `record.not-found`, also where it
 * did not exist yet.
 */
export async function asOf(
  crm: Crm,
  {
    type: name,
    id,
    instant,
    select,
  }: { type: string; id: string; instant: string; select?: string | undefined },
): Promise<string> {
  const moment = new Date(instant);
  if (Number.isNaN(moment.getTime())) throw new Refusal("request.invalid", { reason: `asOf: ${instant}` });
  const type = await mustHaveHistory(crm, { type: name, id });
  // As far as PostgreSQL reads what JavaScript writes.
  const within = Math.min(Math.max(moment.getTime(), Date.UTC(1000, 0)), Date.UTC(9999, 11, 31));
  const read = await readPast(crm, { type: type.name, id, select, asOf: new Date(within).toISOString() });
  if (!read) throw new Refusal("record.not-found");
  return read.json;
}

async function trailOf(
  crm: Crm,
  { type: name, id }: { type: string; id: string },
): Promise<{ type: ModelType; trail: Trail }> {
  const type = await mustHaveHistory(crm, { type: name, id });
  const trail = await readTrail(crm, { type, id });
  if (!trail) throw new Refusal("record.not-found");
  return { type, trail };
}

/** The type, where the user may see the record, in the trash or not, and its history. Throws `record.not-found`. */
async function mustHaveHistory(
  crm: Crm,
  { type: name, id }: { type: string; id: string },
): Promise<ModelType> {
  const there =
    (await readRecord(crm, { type: name, id, select: "id" })) ??
    (await readRecord(crm, { type: name, id, select: "id", trash: true }));
  const type = crm.model.types.get(name);
  if (!there || !type) throw new Refusal("record.not-found");
  await mustReach(crm, { type, id, action: "history" });
  return type;
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
