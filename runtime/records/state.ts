import { quoteName, quoteText, type Sql } from "../../core/database/index.ts";
import { Refusal } from "../../core/errors/index.ts";
import type { ModelType } from "../../metamodel/model.ts";
import { type Action, denied, mustAllow } from "../access/index.ts";
import { type Crm, traceText } from "../crm.ts";
import { rightCheck } from "./checks.ts";
import { refuse } from "./database-faults.ts";
import { newDraft } from "./draft.ts";
import { isKey } from "./keys.ts";
import { typeNamed } from "./paths.ts";
import { mustGiveReason } from "./reasons.ts";
import { run } from "./statement.ts";
import { tell } from "./told.ts";
import { bringBack, letGo, type Touched } from "./trash.ts";

/** One record that is put into another state, and the version it must still have, where the caller knows one. */
export interface Placing {
  readonly type: string;
  readonly id: string;
  readonly version?: number | null | undefined;
}

interface Placed {
  readonly id: string;
  readonly type: string;
  readonly version: number;
}

/** Puts a record into the trash, with the records that belong to it. Throws `record.in-use`, `record.stale`. */
export async function deleteRecord(crm: Crm, placing: Placing): Promise<void> {
  const type = typeNamed(crm, placing.type);
  await placeAlone(crm, placing, (tx) => trashRecords(crm, tx, { type, items: [placing] }));
}

/** Trashes records inside the caller's transaction; all or none. */
export async function trashRecords(
  crm: Crm,
  tx: Sql,
  { type, items }: { type: ModelType; items: readonly Pick<Placing, "id" | "version">[] },
): Promise<Touched> {
  const touched: Touched = new Map();
  for (const item of items) {
    const placed = await place(crm, tx, {
      type,
      item,
      set: "deleted_at = now()",
      where: "r.deleted_at is null",
      action: "delete",
    });
    touched.set(placed.type, [...(touched.get(placed.type) ?? []), placed.id]);
  }
  for (const [key, more] of await letGo(crm, tx, touched))
    touched.set(key, [...(touched.get(key) ?? []), ...more]);
  return touched;
}

/** Takes a record out of the trash, with what followed it there. Throws `record.taken` where its values are in use. */
export async function restoreRecord(crm: Crm, placing: Placing): Promise<void> {
  const type = typeNamed(crm, placing.type);
  await placeAlone(crm, placing, async (tx) => {
    const [left] = await tx.unsafe<{ at: string }[]>(
      `select deleted_at::text as at from ${quoteName(type.table)} where id = $1::uuid and deleted_at is not null`,
      [placing.id],
    );
    const placed = await place(crm, tx, {
      type,
      item: placing,
      set: "deleted_at = null",
      where: "r.deleted_at is not null",
      action: "restore",
    });
    const back = await bringBack(crm, tx, {
      back: new Map([[placed.type, [placed.id]]]),
      left: left?.at ?? "",
    });
    return new Map([...back, [placed.type, [placed.id, ...(back.get(placed.type) ?? [])]]]);
  });
}

/** Sets a record aside: it can be read and found on demand, and is not changed any more. */
export function archiveRecord(crm: Crm, placing: Placing): Promise<void> {
  return setAside(crm, placing, {
    set: "archived_at = now()",
    where: "r.deleted_at is null and r.archived_at is null",
  });
}

/** Takes a record back into daily life. */
export function reactivateRecord(crm: Crm, placing: Placing): Promise<void> {
  return setAside(crm, placing, {
    set: "archived_at = null",
    where: "r.deleted_at is null and r.archived_at is not null",
  });
}

async function setAside(crm: Crm, placing: Placing, how: { set: string; where: string }): Promise<void> {
  const type = typeNamed(crm, placing.type);
  await placeAlone(crm, placing, async (tx) => {
    const placed = await place(crm, tx, { type, item: placing, ...how, action: "archive" });
    return new Map([[placed.type, [placed.id]]]);
  });
}

async function placeAlone(crm: Crm, { id }: Placing, work: (tx: Sql) => Promise<Touched>): Promise<void> {
  if (!isKey(id)) throw new Refusal("record.not-found");
  tell(crm, await crm.database.transaction(work));
}

interface Place {
  readonly type: ModelType;
  readonly item: Pick<Placing, "id" | "version">;
  readonly set: string;
  readonly where: string;
  readonly action: Action;
}

/** Puts one record into another state in a statement of its own; throws why it could not. */
export async function place(crm: Crm, tx: Sql, { type, item, set, where, action }: Place): Promise<Placed> {
  mustAllow(crm, { type, action });
  const draft = newDraft(crm, "r");
  const at = { type, alias: "r" };
  const rights = [...rightCheck(draft, at, "see"), ...rightCheck(draft, at, action)].map(({ sql }) => sql);
  const id = draft.value(item.id, "uuid");
  const version = item.version == null ? [] : [`r.version = ${draft.value(item.version, "int")}`];
  // The rights' joins hang on the inner record; the outer one is the one that is written.
  const inner = `select r.id from ${quoteName(type.table)} r${draft.joins()} where ${[`r.id = ${id}`, isOf(type), where, ...version, ...rights].join(" and ")}`;
  const statement = draft.statement(
    `update ${quoteName(type.table)} r
    set ${set}, version = version + 1, updated_at = now(),
      updated_by = ${draft.value(crm.user.id, "uuid")}, updated_via = ${draft.value(crm.door, "text")},
      updated_trace = ${draft.value(traceText(crm), "jsonb")}
    where r.id = (${inner} for update of r) returning r.id, r.type, r.version`,
  );
  const [placed] = await run<Placed>(crm, tx, statement).catch((cause) => refuse(cause, crm, type));
  if (placed) {
    // Of which subtype it is, and so whether that asks, is known only now; the caller's transaction takes it back.
    mustGiveReason(crm, crm.model.types.get(placed.type) ?? type, action);
    return placed;
  }
  throw await whyNot(crm, tx, { type, item, where, action });
}

function isOf(type: ModelType): string {
  return `r.type in (${type.concrete.map(quoteText).join(", ") || "null"})`;
}

async function whyNot(
  crm: Crm,
  tx: Sql,
  { type, item, where, action }: Omit<Place, "set">,
): Promise<Refusal> {
  const draft = newDraft(crm, "r");
  const at = { type, alias: "r" };
  const seen =
    rightCheck(draft, at, "see")
      .map(({ sql }) => sql)
      .join(" and ") || "true";
  const may =
    rightCheck(draft, at, action)
      .map(({ sql }) => sql)
      .join(" and ") || "true";
  const id = draft.value(item.id, "uuid");
  const statement = draft.statement(
    `select r.version, ${seen} as seen, ${may} as may, (${where}) as there
    from ${quoteName(type.table)} r${draft.joins()} where r.id = ${id} and ${isOf(type)}`,
  );
  const [row] = await run<{ version: number; seen: boolean; may: boolean; there: boolean }>(
    crm,
    tx,
    statement,
  );
  if (!row?.seen || !row.there) return new Refusal("record.not-found");
  if (!row.may) return denied(type, action);
  if (item.version != null && item.version !== row.version)
    return new Refusal("record.stale", { current: row.version, yours: item.version });
  return new Refusal("record.busy");
}
