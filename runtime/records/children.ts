import type { Sql } from "../../core/database/index.ts";
import { type Fault, Refusal } from "../../core/errors/index.ts";
import type { Field, ModelType } from "../../metamodel/model.ts";
import { mustAllow } from "../access/index.ts";
import type { Crm } from "../crm.ts";
import { deferredChecks } from "./checks.ts";
import { drawFrom, newDraft } from "./draft.ts";
import { insertRecords, reasonsFor } from "./insert.ts";
import { mostChildren } from "./lists-in-records.ts";
import { mustBeStored, refusalOf } from "./outcome.ts";
import { typeNamed } from "./paths.ts";
import { lacksReason, reasonValues } from "./reasons.ts";
import { columnOf } from "./standing.ts";
import { trashRecords } from "./state.ts";
import { run } from "./statement.ts";
import type { Touched } from "./trash.ts";
import { watchTree } from "./trees.ts";
import { updateRecords } from "./update.ts";
import { isValues, type Looked, lookAtChange, lookAtNew, type Values, type Written } from "./written.ts";

/** A list of records inside another one's form. */
interface Nest {
  readonly parent: Written;
  readonly field: Field;
  readonly type: ModelType;
  /** The field of the child that points back, and its column. */
  readonly back: Field;
  /** Where the children are links: their field that names the other record. */
  readonly end: Field | null;
  /** Their field that keeps the order of the list. */
  readonly position: Field | null;
}

/**
 * Makes the children of a record what was sent: the whole list. Those with a key are changed, those without are new,
 * those that are missing go to the trash. Inside the caller's transaction; faults name the place: `lines[2].quantity`.
 * Refuses a list that is longer than what a read gives (`record.list-too-long`): the sender does not know the whole.
 */
export async function saveChildren(
  crm: Crm,
  tx: Sql,
  { parent, action }: { parent: Written; action: "create" | "change" },
): Promise<Touched> {
  const touched: Touched = new Map();
  for (const [field, list] of parent.children) {
    const nest = nestOf(crm, parent, field);
    if (!nest) continue;
    for (const [name, ids] of await saveList(crm, tx, { nest, list }))
      touched.set(name, [...(touched.get(name) ?? []), ...ids]);
  }
  if (parent.children.size > 0) await mustHoldWithLists(crm, tx, { parent, action });
  return touched;
}

/** Rights, rules and conditions that read lists are asked once the lists are what was sent. */
async function mustHoldWithLists(
  crm: Crm,
  tx: Sql,
  { parent: { id, type }, action }: { parent: Written; action: "create" | "change" },
): Promise<void> {
  const draft = newDraft(crm, "r");
  const checks = deferredChecks(draft, { type, alias: draft.root }, action);
  if (checks.length === 0) return;
  const key = draft.value(id, "uuid");
  const [row] = await run<{ passed: boolean[] }>(
    crm,
    tx,
    draft.statement(
      `select array[${checks.map(({ sql }) => sql).join(", ")}]::boolean[] as passed
      from ${drawFrom(draft, type)} where r.id = ${key}`,
    ),
  );
  const reasons = reasonsFor(id, checks, row?.passed ?? []);
  if (reasons.why === "faults" || reasons.why === "denied") throw refusalOf(reasons, type);
}

function nestOf(crm: Crm, parent: Written, field: Field): Nest | null {
  const relation = field.type.relation(field.document);
  if (relation?.kind !== "many") return null;
  const type = typeNamed(crm, relation.of);
  const back = type.fields.get(relation.by);
  const end = type.fields.get(relation.other ?? "") ?? null;
  const position = type.fields.get(relation.position ?? "") ?? null;
  return back ? { parent, field, type, back, end, position } : null;
}

async function saveList(
  crm: Crm,
  tx: Sql,
  { nest, list }: { nest: Nest; list: readonly Values[] },
): Promise<Touched> {
  const touched: Touched = new Map();
  const before = await existing(crm, tx, nest);
  if (before.size > mostChildren) throw tooLong(nest.field);
  const kept = new Set<string>();
  for (const [index, sent] of list.entries()) {
    const where = `${nest.field.name}[${index}]${nest.end ? ".link" : ""}`;
    if (nest.end && list.findIndex(({ id }) => id === sent.id) !== index) throw twice(nest.field, index);
    const own = nest.end ? linkOf(nest.end, { sent, before, kept }) : sent;
    const values = nest.position ? { ...own, [nest.position.name]: index + 1 } : own;
    const written = await saveOne(crm, tx, { nest, values, before, where });
    kept.add(written.id);
    touched.set(written.type.name, [...(touched.get(written.type.name) ?? []), written.id]);
  }
  const gone = [...before.keys()].filter((id) => !kept.has(id)).map((id) => ({ id }));
  if (gone.length > 0) mustAllow(crm, { type: nest.type, action: "delete" });
  for (const [name, ids] of await trashRecords(crm, tx, { type: nest.type, items: gone }))
    touched.set(name, [...(touched.get(name) ?? []), ...ids]);
  return touched;
}

/** A listed record as the values of its link: the one that is there, or a new one. */
function linkOf(
  end: Field,
  { sent, before, kept }: { sent: Values; before: ReadonlyMap<string, Known>; kept: ReadonlySet<string> },
): Values {
  const { id: _, type: __, version: ___, title: ____, ...own } = isValues(sent.link) ? sent.link : {};
  const known = [...before].find(([id, { other }]) => other === sent.id && !kept.has(id));
  return { ...own, ...(known && { id: known[0] }), [end.name]: sent.id };
}

/** A child that is there. */
interface Known {
  /** Its concrete type. */
  readonly type: string;
  /** The record that it ties, where it is a link. */
  readonly other: string | null;
}

/** The children that the user sees: what he does not see he leaves as it is. */
async function existing(
  crm: Crm,
  tx: Sql,
  { parent, type, back, end }: Nest,
): Promise<ReadonlyMap<string, Known>> {
  const draft = newDraft(crm);
  const at = { type, alias: draft.root };
  const other = end ? columnOf(at, end) : "null::uuid";
  const where = [`${columnOf(at, back)} = ${draft.value(parent.id, "uuid")}`, ...draft.visible(at)];
  const rows = await run<Known & { readonly id: string }>(
    crm,
    tx,
    draft.statement(
      `select r.id, r.type, ${other} as other from ${drawFrom(draft, type)} where ${where.join(" and ")}`,
    ),
  );
  return new Map(rows.map((row) => [row.id, row]));
}

interface One {
  readonly nest: Nest;
  readonly values: Values;
  readonly before: ReadonlyMap<string, Known>;
  readonly where: string;
}

async function saveOne(crm: Crm, tx: Sql, { nest, values, before, where }: One): Promise<Written> {
  const id = typeof values.id === "string" ? values.id.toLowerCase() : null;
  const known = id === null ? undefined : before.get(id);
  if (id === null) {
    mustAllow(crm, { type: nest.type, action: "create" });
    const own = { ...values, [nest.back.name]: nest.parent.id };
    const written = right(where, lookAtNew(crm, { type: nest.type, values: own }));
    return stored(crm, tx, { written, where, write: insertRecords });
  }
  if (known === undefined) throw invalid(where, [{ path: "id", code: "record.not-found" }]);
  mustAllow(crm, { type: nest.type, action: "change" });
  // It lies in the record already: who may not move it to another changes it all the same.
  const own = { ...values, [nest.back.name]: undefined };
  const written = right(where, lookAtChange(crm, { type: typeNamed(crm, known.type), id, values: own }));
  const saved = await stored(crm, tx, { written, where, write: updateRecords });
  if (lacksReason(crm, saved.type, "change") && (await wasChanged(tx, id))) {
    const values = reasonValues(saved.type, "change");
    throw new Refusal("record.reason-needed", values, {
      faults: [{ path: where, code: "record.reason-needed", values }],
    });
  }
  return saved;
}

/**
 * A whole list is sent even where one of it differs: the journal knows what the transaction changed. The first writing
 * of a record leaves there through which door it was made, which is no change.
 */
async function wasChanged(tx: Sql, id: string): Promise<boolean> {
  const [row] = await tx<{ is: boolean }[]>`
    select exists (
      select from kernel_mutation where record = ${id} and op = 'U' and at = now()::timestamptz(3)
        and old - '{updated_via,updated_trace}'::text[] <> '{}') as is`;
  return row?.is ?? false;
}

function right(where: string, looked: Looked): Written {
  if ("written" in looked) return looked.written;
  throw invalid(where, looked.faults);
}

async function stored(
  crm: Crm,
  tx: Sql,
  { written, where, write }: { written: Written; where: string; write: typeof insertRecords },
): Promise<Written> {
  const { type } = written;
  try {
    const work = { type, records: [written], isAnswered: false };
    mustBeStored(await watchTree(tx, work, () => write(crm, tx, work)), type);
  } catch (cause) {
    if (!(cause instanceof Refusal)) throw cause;
    if (cause.faults.length > 0) throw invalid(where, cause.faults, cause);
    const { code, values } = cause;
    throw new Refusal(code, values, { faults: [{ path: where, code, values }], cause });
  }
  return written;
}

function twice({ name, label }: Field, index: number): Refusal {
  return invalid(`${name}[${index}]`, [{ path: "", code: "record.repeated", values: { label } }]);
}

function tooLong({ name, label }: Field): Refusal {
  const values = { label, limit: mostChildren };
  return new Refusal(
    "record.invalid",
    { count: 1 },
    { faults: [{ path: name, code: "record.list-too-long", values }] },
  );
}

/** The faults of a child, told at its place in the parent. */
function invalid(where: string, faults: readonly Fault[], cause?: unknown): Refusal {
  const placed = faults.map((fault) => ({ ...fault, path: fault.path ? `${where}.${fault.path}` : where }));
  return new Refusal("record.invalid", { count: placed.length }, { faults: placed, cause });
}
