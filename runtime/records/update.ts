import { quoteName, quoteText, type Sql } from "../../core/database/index.ts";
import { checkExpression, parseExpression } from "../../metamodel/expression/index.ts";
import type { Field, Model, ModelType } from "../../metamodel/model.ts";
import { type Rights, rightsOn } from "../access/index.ts";
import { type Crm, traceOf } from "../crm.ts";
import { journalSetting } from "../tables/index.ts";
import { type Check, checksOnNew, rightCheck } from "./checks.ts";
import { refuse } from "./database-faults.ts";
import { type Draft, newDraft, newWritingDraft } from "./draft.ts";
import { answer, guardedOf, importCheck, jsonOf, listsOf, reasonsFor } from "./insert.ts";
import { passStoredNumbers } from "./numbers.ts";
import type { Outcome, Stored, Unwritten } from "./outcome.ts";
import { columnsBelow, type Standing } from "./standing.ts";
import { type Finding, run, type Slots, type Statement, statementFor } from "./statement.ts";
import type { Written } from "./written.ts";

interface Updating {
  readonly type: ModelType;
  /** All with the same columns. */
  readonly records: readonly Written[];
  readonly isAnswered: boolean;
}

/**
 * Changes records of one concrete type in one statement. The version, the user's rights on the old and the new state,
 * rules and references are checked by PostgreSQL itself; what does not pass stays as it was, and the outcome says why.
 * Throws what PostgreSQL refuses as `record.invalid` or `record.taken`: then nothing of the statement was kept.
 */
export async function updateRecords(crm: Crm, sql: Sql, updating: Updating): Promise<Outcome> {
  const { type, records, isAnswered } = updating;
  const columns = Object.keys(records[0]?.columns ?? {}).sort();
  const isOne = records.length === 1;
  const lists = listsOf(records);
  const guarded = guardedOf(records);
  const isAlone = sql === crm.database.sql;
  const key = `update ${type.name} ${isAlone} ${isOne} ${isAnswered} ${crm.door} ${columns.join(" ")} | ${[...lists].join(" ")} | ${[...guarded].join(" ")}`;
  const statement = statementFor(crm, key, (finding) =>
    composeUpdate(crm, finding, { type, isAlone, isOne, isAnswered, columns, lists, guarded }),
  );
  const sent = sentValues(crm, { type, records, columns });
  const stored = await run<Stored>(crm, sql, statement, sent).catch((cause) => refuse(cause, crm, type));
  await passStoredNumbers(sql, { type, records, stored });
  if (stored.length === records.length) return { stored, unwritten: [] };
  return {
    stored,
    unwritten: await whyNot(crm, sql, { type, records, columns, sent, stored, lists, guarded }),
  };
}

/** What a change writes. */
interface Touching {
  readonly type: ModelType;
  readonly columns: readonly string[];
  readonly lists: ReadonlySet<string>;
  readonly guarded: ReadonlySet<string>;
}

function composeUpdate(
  crm: Crm,
  finding: Finding,
  {
    type,
    isAlone,
    isOne,
    isAnswered,
    columns,
    lists,
    guarded,
  }: Touching & { isAlone: boolean; isOne: boolean; isAnswered: boolean },
): Statement {
  const draft = newWritingDraft(crm, finding, { root: "n", isAlone });
  const rows = sentRows(draft, { type, isOne, columns });
  const checks = changeChecks(draft, { type, columns, lists, guarded }).map(({ sql }) => sql);
  const passes = `exists (select from (${rowAfter(crm.model, { type, columns })}) n${draft.joins()} where ${checks.join(" and ")})`;
  const where = [...isChangeable(type), ...(checks.length > 0 ? [passes] : [])].join(" and ");
  const set = [...columns.map(quoteName), ...writtenBySystem].map((column) => `${column} = s.${column}`);
  return draft.statement(
    `with w as (
      update ${quoteName(type.table)} o
      set ${[...set, "version = o.version + 1", "updated_at = now()"].join(", ")}
      from ${rows}${isOne ? "" : manyAtOnce}
      where o.id = s.id and o.version = coalesce(s.version, o.version) and ${where}
      returning o.*
    ) ${answer(draft, { type, isAnswered })}`,
    { isPrepared: true },
  );
}

/** Has the journal written once for all; it stays so until the transaction ends. */
const manyAtOnce = ` cross join (select set_config(${quoteText(journalSetting)}, 'many', true) as journal) m`;

const writtenBySystem = ["updated_by", "updated_via", "updated_trace"];

interface Changing {
  readonly type: ModelType;
  readonly columns: readonly string[];
}

/** The system columns of what is sent, with their types. */
const sentBySystem = {
  id: "uuid",
  version: "int",
  updated_by: "uuid",
  updated_via: "text",
  updated_trace: "jsonb",
} as const;

/**
 * What was sent (`s`). The values of one record come each as a parameter of its own: to read them from JSON took a
 * tenth of a change. Of several only the columns that are sent are read from it: `json_populate_record` looks for
 * every column of the table, which took a sixth.
 */
function sentRows(draft: Draft, { type, isOne, columns }: Changing & { isOne: boolean }): string {
  const kinds = new Map([...type.fields.values()].map((field) => [field.column, kindOf(field)]));
  const sent = [
    ...Object.entries(sentBySystem).map(([name, kind]) => ({ slot: name, name, kind })),
    ...columns.map((column, index) => ({
      slot: `sent${index}`,
      name: quoteName(column),
      kind: kinds.get(column) ?? "",
    })),
  ];
  if (isOne && isPlain({ type, columns }))
    return `(select ${sent.map(({ slot, name, kind }) => `${draft.value({ slot }, kind)} as ${name}`).join(", ")}) s`;
  const read = isOne ? "json_to_record" : "json_to_recordset";
  const rows = draft.value({ slot: "rows" }, "json");
  return `${read}(${rows}) s (${sent.map(({ name, kind }) => `${name} ${kind}`).join(", ")})`;
}

/** What fills the slots of `sentRows`. */
function sentValues(crm: Crm, { type, records, columns }: Changing & { records: readonly Written[] }): Slots {
  const [first] = records;
  if (!first || records.length > 1 || !isPlain({ type, columns }))
    return { rows: jsonOf(records.map((record) => rowOf(crm, record))) };
  const { updated_trace: trace, ...system } = systemOf(crm, first);
  const values: Record<string, string | number | null> = {
    ...system,
    updated_trace: trace === null ? null : JSON.stringify(trace),
  };
  columns.forEach((column, index) => {
    const value = first.columns[column] ?? null;
    values[`sent${index}`] = value === null ? null : String(value);
  });
  return values;
}

const notPlain = new WeakMap<ModelType, ReadonlySet<string>>();

/** Whether every value that is sent is one word to PostgreSQL: a list or an object comes as JSON. */
function isPlain({ type, columns }: Changing): boolean {
  const known = notPlain.get(type);
  const lists =
    known ??
    new Set(
      [...type.fields.values()].flatMap((field) =>
        field.column !== null && /\[|json/.test(kindOf(field)) ? [field.column] : [],
      ),
    );
  if (!known) notPlain.set(type, lists);
  return lists.size === 0 || !columns.some((column) => lists.has(column));
}

function kindOf({ type, document }: Field): string {
  return type.column(document) ?? "";
}

/** Without a version the record keeps the one it has, as it was read. */
function systemOf(crm: Crm, { id, version }: Written) {
  return { id, version, updated_by: crm.user.id, updated_via: crm.door, updated_trace: traceOf(crm) };
}

function rowOf(crm: Crm, record: Written): object {
  return { ...record.columns, ...systemOf(crm, record) };
}

/**
 * The record as it will be (`n`): what was sent laid over the table's row (`o`). It is worked out where it is asked
 * for, beside the row that is written: joining the table to itself took a quarter of a change.
 */
function rowAfter(model: Model, { type, columns }: Changing): string {
  const kept = columnsBelow(model, type).filter((column) => !columns.includes(column));
  const after = [
    "s.id",
    "coalesce(s.version, o.version) as version",
    ...writtenBySystem.map((column) => `s.${column}`),
    ...[...keptOfSystem, ...kept].map((column) => `o.${quoteName(column)}`),
    ...sentFields({ type, columns }).map(({ column }) => `s.${quoteName(column ?? "")}`),
  ];
  return `select ${after.join(", ")}`;
}

function sentFields({ type, columns }: Changing): readonly Field[] {
  return [...type.fields.values()].filter(({ column }) => column !== null && columns.includes(column));
}

const keptOfSystem = ["type", "created_at", "created_by", "updated_at", "deleted_at", "archived_at"];

function isChangeable(type: ModelType): readonly string[] {
  return [`o.type = ${quoteText(type.name)}`, "o.deleted_at is null", "o.archived_at is null"];
}

/**
 * Rights on the record as it is, where changing asks more than seeing, and as it will be, where the change touches what
 * a right asks.
 */
function changeChecks(draft: Draft, { type, columns, lists, guarded }: Touching): readonly Check[] {
  const at: Standing = { type, alias: "o" };
  const after: Standing = { type, alias: "n", isUnwritten: true };
  const see = rightsOn(draft.crm, { type, action: "see" });
  const change = rightsOn(draft.crm, { type, action: "change" });
  const isSame = JSON.stringify(see.shares) === JSON.stringify(change.shares) && see.answer === change.answer;
  const isTouched = [...type.fields.values()].some(
    (field) => field.column !== null && columns.includes(field.column) && asks(draft.crm, change, field),
  );
  const checks = checksOnNew(draft, {
    at: after,
    action: isTouched ? "change" : null,
    columns: new Set(columns),
    before: at,
    lists,
    guarded,
  });
  return [
    ...rightCheck(draft, at, "see"),
    ...(isSame ? [] : rightCheck(draft, at, "change")),
    ...importCheck(draft, at),
    ...importCheck(draft, after),
    ...checks,
  ];
}

/** Whether a right hangs on a field, be it through a title or a computed field. */
function asks({ model }: Crm, { shares }: Rights, { name, declaredIn }: Field): boolean {
  return shares.some(({ conditions, denials }) =>
    [...conditions, ...denials].some((each) =>
      "text" in each
        ? checkExpression(parseExpression(each.text), { model, type: each.over, isAnew: true }).mentions.some(
            (mention) => mention.field === name && mention.declaredIn === declaredIn,
          )
        : each.by === name,
    ),
  );
}

interface Asked {
  readonly id: string;
  readonly there: boolean;
  readonly archived: boolean;
  readonly current: number;
  readonly wanted: number;
  readonly passed: boolean[];
}

async function whyNot(
  crm: Crm,
  sql: Sql,
  {
    type,
    records,
    columns,
    sent,
    stored,
    lists,
    guarded,
  }: Omit<Updating, "isAnswered"> & Touching & { sent: Slots; stored: readonly Stored[] },
): Promise<readonly Unwritten[]> {
  const draft = newDraft(crm, "n");
  const rows = sentRows(draft, { type, isOne: records.length === 1, columns });
  const checks = changeChecks(draft, { type, columns, lists, guarded });
  const statement = draft.statement(
    `select o.id, o.version as current, n.version as wanted, o.archived_at is not null as archived,
      (o.deleted_at is null and o.type = ${quoteText(type.name)}) as there,
      array[${checks.map(({ sql }) => sql).join(", ")}]::boolean[] as passed
    from ${rows} join ${quoteName(type.table)} o on o.id = s.id
    cross join lateral (${rowAfter(crm.model, { type, columns })}) n${draft.joins()}`,
  );
  const found = await run<Asked>(crm, sql, statement, sent);
  const asked = new Map(found.map((row) => [row.id, row]));
  const written = new Set(stored.map(({ id }) => id));
  return records
    .filter(({ id }) => !written.has(id))
    .map((record) => reasons(record, { checks, asked: asked.get(record.id) }));
}

function reasons(
  { id }: Written,
  { checks, asked }: { checks: readonly Check[]; asked: Asked | undefined },
): Unwritten {
  if (!asked?.there) return { id, why: "missing" };
  const unwritten = reasonsFor(id, checks, asked.passed);
  if (unwritten.why === "denied" || unwritten.why === "missing") return unwritten;
  if (asked.archived) return { id, why: "archived" };
  if (asked.current !== asked.wanted)
    return { id, why: "stale", current: asked.current, yours: asked.wanted };
  return unwritten;
}
