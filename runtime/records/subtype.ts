import { quoteName, quoteText, type Sql } from "../../core/database/index.ts";
import { type Fault, Refusal } from "../../core/errors/index.ts";
import type { ModelType } from "../../metamodel/model.ts";
import { denied, hiddenFields, mustAllow, rightsOn, writableSql } from "../access/index.ts";
import type { Crm } from "../crm.ts";
import { type Check, checksOnNew } from "./checks.ts";
import { refuse } from "./database-faults.ts";
import { newDraft } from "./draft.ts";
import { reasonsFor } from "./insert.ts";
import { linksTo } from "./links-to.ts";
import { drawnNumbers, numberingDay, passGivenNumbers, prepareNumbers } from "./numbers.ts";
import { refusalOf } from "./outcome.ts";
import { columnOf, type Standing } from "./standing.ts";
import { place } from "./state.ts";
import { run } from "./statement.ts";

/** A record that becomes one of another subtype of the same base. */
interface Moving {
  readonly from: ModelType;
  readonly to: ModelType;
  readonly id: string;
  readonly version?: number | null | undefined;
}

/**
 * Makes a record one of another subtype, inside the caller's transaction, which writes the values sent along next. The
 * values of both subtypes stay in the table, so that the way back finds them again. Refused where the new subtype may
 * not be created, or where others refer to the record as what it was.
 */
export async function moveToSubtype(crm: Crm, tx: Sql, { from, to, id, version }: Moving): Promise<void> {
  mustAllow(crm, { type: to, action: "create" });
  mustShowNoMore(crm, { from, to });
  await place(crm, tx, {
    type: from,
    item: { id, version },
    set: `type = ${quoteText(to.name)}`,
    where: "r.deleted_at is null and r.archived_at is null",
    action: "change",
  });
  // Asked of who may change it only: it tells where the record is named.
  await mustBeFreeToMove(crm, tx, { from, to, id });
  await drawMissingNumbers(crm, tx, { type: to, id });
}

/** What the old subtype hides is not seen by making the record one of another. */
function mustShowNoMore(crm: Crm, { from, to }: Pick<Moving, "from" | "to">): void {
  const hidden = hiddenFields(crm, to);
  const isShown = [...hiddenFields(crm, from)].some((name) => to.fields.has(name) && !hidden.has(name));
  if (isShown) throw denied(from, "change");
}

/** What the old subtype lets nobody, or the user not now, write is not written by making the record one of another. */
export async function mustBeWritableBefore(
  crm: Crm,
  tx: Sql,
  { type, id, names }: { type: ModelType; id: string; names: readonly string[] },
): Promise<void> {
  const draft = newDraft(crm, "r");
  const at: Standing = { type, alias: draft.root };
  const asked = names.flatMap((name) => {
    const field = type.fields.get(name);
    const sql = field ? writableSql(draft, at, { field, action: "change" }) : null;
    return field && sql !== null ? [{ field, sql }] : [];
  });
  if (asked.length === 0) return;
  const key = draft.value(id, "uuid");
  const [row] = await run<{ passed: boolean[] }>(
    crm,
    tx,
    draft.statement(
      `select array[${asked.map(({ sql }) => sql).join(", ")}]::boolean[] as passed
      from ${quoteName(type.table)} r${draft.joins()} where r.id = ${key}`,
    ),
  );
  const faults = asked.flatMap(({ field: { name, label } }, index): Fault[] =>
    row?.passed[index] === false ? [{ path: name, code: "access.field", values: { label } }] : [],
  );
  if (faults.length > 0) throw new Refusal("record.invalid", { count: faults.length }, { faults });
}

/** Asked after the values sent along are written: the record fulfils what its new subtype asks of a new one. */
export async function mustFitSubtype(
  crm: Crm,
  tx: Sql,
  { type, id }: { type: ModelType; id: string },
): Promise<void> {
  const draft = newDraft(crm, "r");
  const at: Standing = { type, alias: draft.root };
  const checks = [...checksOnNew(draft, { at, action: "create", columns: new Set() }), ...requiredChecks(at)];
  const key = draft.value(id, "uuid");
  const [row] = await run<{ passed: boolean[] }>(
    crm,
    tx,
    draft.statement(
      `select array[${checks.map(({ sql }) => sql).join(", ")}]::boolean[] as passed
      from ${quoteName(type.table)} r${draft.joins()} where r.id = ${key}`,
    ),
  );
  if (row?.passed.every(Boolean)) return;
  throw refusalOf(reasonsFor(id, checks, row?.passed ?? []), type);
}

/** What a new record is asked for by its schema. */
function requiredChecks(at: Standing): Check[] {
  return [...at.type.fields.values()].flatMap((field) => {
    if (field.document.required !== true || field.document.visible !== undefined || field.column === null)
      return [];
    const otherwise: Fault[] = [
      { path: field.name, code: "record.required", values: { label: field.label } },
    ];
    return [{ sql: `${columnOf(at, field)} is not null`, otherwise }];
  });
}

/** Numbers of the new subtype, where the record has none from an earlier time. Those that it keeps are given no more. */
async function drawMissingNumbers(
  crm: Crm,
  tx: Sql,
  { type, id }: { type: ModelType; id: string },
): Promise<void> {
  const day = numberingDay(crm, type);
  if (day === "") return;
  await prepareNumbers(crm, tx, { type, day });
  const draft = newDraft(crm, "v");
  const numbers = drawnNumbers(draft, { type, day, alias: "v" });
  const key = draft.value(id, "uuid");
  const counted = numbers.before(`(select * from ${quoteName(type.table)} where id = ${key}) own`);
  const drawn = [...numbers.columns].map(([column, value]) => `${value} as ${quoteName(column)}`).join(", ");
  const set = [...numbers.columns.keys()]
    .map((column) => `${quoteName(column)} = n.${quoteName(column)}`)
    .join(", ");
  const missing = [...numbers.columns.keys()].map((column) => `r.${quoteName(column)} is null`).join(" or ");
  await run(
    crm,
    tx,
    draft.statement(
      `${counted.length > 0 ? `with ${counted.join(", ")} ` : ""}update ${quoteName(type.table)} r set ${set}
      from (select v.id, ${drawn} from ${quoteName(type.table)} v${numbers.from} where v.id = ${key}) n
      where r.id = n.id and (${missing})`,
    ),
  ).catch((cause) => refuse(cause, crm, type));
  const kept = [...numbers.columns.keys()].map((column) => `'${column}', ${quoteName(column)}`).join(", ");
  const rows = await tx.unsafe<{ columns: Readonly<Record<string, string>> }[]>(
    `select json_build_object(${kept}) as columns from ${quoteName(type.table)} where id = $1::text::uuid`,
    [id],
  );
  await passGivenNumbers(tx, { type, records: rows });
}

/** References that mean the old subtype, or one above it that the new one does not have, hold the record back. */
async function mustBeFreeToMove(crm: Crm, tx: Sql, { from, to, id }: Moving): Promise<void> {
  const strict = linksTo(crm.model, from).filter(({ field }) => {
    const relation = field.type.relation(field.document);
    return (relation?.kind === "one" || relation?.kind === "keys") && !to.lineage.includes(relation.to);
  });
  for (const { type, field, column } of strict) {
    const isList = field.type.relation(field.document)?.kind === "keys";
    const points = isList ? `t.${column} @> array[$1::text::uuid]` : `t.${column} = $1::text::uuid`;
    const [row] = await tx.unsafe<{ there: boolean }[]>(
      `select exists (select from ${quoteName(type.table)} t where ${points} and t.deleted_at is null) as there`,
      [id],
    );
    if (!row?.there) continue;
    const isKnown =
      rightsOn(crm, { type, action: "see" }).answer === "allow" && !hiddenFields(crm, type).has(field.name);
    if (!isKnown) throw new Refusal("record.held-as-unseen", { to: to.label });
    throw new Refusal("record.held-as", { type: type.label, field: field.label, to: to.label });
  }
}
