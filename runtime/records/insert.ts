import { quoteName, type Sql } from "../../core/database/index.ts";
import type { ModelType } from "../../metamodel/model.ts";
import { type Crm, traceOf } from "../crm.ts";
import { type Check, checksOnNew, rightCheck } from "./checks.ts";
import { refuse } from "./database-faults.ts";
import { withDefaults } from "./default-expressions.ts";
import { type Draft, newDraft, newWritingDraft } from "./draft.ts";
import { drawnNumbers, numberingDay, passStoredNumbers, prepareNumbers } from "./numbers.ts";
import type { Outcome, Stored, Unwritten } from "./outcome.ts";
import { recordColumns } from "./record-columns.ts";
import type { Standing } from "./standing.ts";
import { type Finding, run, type Statement, statementFor } from "./statement.ts";
import type { Written } from "./written.ts";

interface Insertion {
  readonly type: ModelType;
  readonly records: readonly Written[];
  /** Whether the records are wanted back as JSON. */
  readonly isAnswered: boolean;
}

/**
 * Inserts new records of one concrete type in one statement: numbers drawn, rules, rights and references checked by
 * PostgreSQL itself. What does not pass is not inserted, and the outcome says why. Throws what PostgreSQL refuses as
 * `record.invalid` or `record.taken`: then nothing of the statement was kept.
 */
export async function insertRecords(crm: Crm, sql: Sql, insertion: Insertion): Promise<Outcome> {
  const { type, records, isAnswered } = insertion;
  const day = numberingDay(crm, type);
  await prepareNumbers(crm, sql, { type, day });
  const isOne = records.length === 1;
  const lists = listsOf(records);
  const guarded = guardedOf(records);
  const isAlone = sql === crm.database.sql;
  const key = `insert ${type.name} ${isAlone} ${isOne} ${isAnswered} ${day} ${crm.door} ${[...lists].join(" ")} | ${[...guarded].join(" ")}`;
  const statement = statementFor(crm, key, (finding) =>
    composeInsert(crm, finding, { type, isAlone, isOne, isAnswered, day, lists, guarded }),
  );
  const rows = jsonOf(records.map((record) => rowOf(crm, record)));
  const stored = await run<Stored>(crm, sql, statement, { rows }).catch((cause) => refuse(cause, crm, type));
  await passStoredNumbers(sql, { type, records, stored });
  if (stored.length === records.length) return { stored, unwritten: [] };
  return { stored, unwritten: await whyNot(crm, sql, { type, records, rows, stored, lists, guarded }) };
}

/** One row as an object, several as an array: the planner reckons with a hundred rows of an array, and plans for them. */
export function jsonOf(rows: readonly object[]): string {
  return JSON.stringify(rows.length === 1 ? rows[0] : rows);
}

/** What `json_populate_recordset` reads: the system's own columns beside the record's. */
function rowOf(crm: Crm, { id, type, columns }: Written): object {
  return {
    ...columns,
    id,
    type: type.name,
    created_by: crm.user.id,
    updated_by: crm.user.id,
    updated_via: crm.door,
    updated_trace: traceOf(crm),
  };
}

function composeInsert(
  crm: Crm,
  finding: Finding,
  {
    type,
    isAlone,
    isOne,
    isAnswered,
    day,
    lists,
    guarded,
  }: Omit<Asked, "rows"> & { isAlone: boolean; isOne: boolean; isAnswered: boolean; day: string },
): Statement {
  const given = newWritingDraft(crm, finding, { root: "v", isAlone });
  const table = quoteName(type.table);
  const rows = newRows(given, { type, isOne });
  const checks = newChecks(given, { type, rows, lists, guarded });
  const numbers = drawnNumbers(given, { type, day, alias: "v" });
  const own = [...type.fields.values()].flatMap(({ column }) => column ?? []);
  const columns = ["id", "type", "created_by", "updated_by", "updated_via", "updated_trace", ...own].map(
    quoteName,
  );
  const values = columns.map((column, index) => numbers.columns.get(own[index - 6] ?? "") ?? `v.${column}`);
  const where = checks.length > 0 ? ` where ${checks.map(({ sql }) => sql).join(" and ")}` : "";
  const source = `${rows} v${given.joins()}`;
  const counted = numbers.before("fitting");
  const before =
    counted.length === 0
      ? ""
      : `fitting as materialized (select v.* from ${source}${where}), ${counted.join(", ")}, `;
  const from = counted.length === 0 ? `${source}${numbers.from}${where}` : `fitting v${numbers.from}`;
  return given.statement(
    `with ${before}w as (
      insert into ${table} (${columns.join(", ")}) select ${values.join(", ")} from ${from}
      returning *
    ) ${answer(given, { type, isAnswered })}`,
    { isPrepared: true },
  );
}

/** What is read back of the rows that the CTE `w` has just written. */
export function answer(draft: Draft, { type, isAnswered }: { type: ModelType; isAnswered: boolean }): string {
  if (!isAnswered) return "select w.id, w.version, null as json from w";
  return draft.inside((back) => {
    const columns = recordColumns(back, { type, alias: back.root }, null);
    return `select ${back.root}.id, ${back.root}.version, row_to_json("X")::text as json
      from w ${back.root}${back.joins()} cross join lateral (select ${columns}) "X"`;
  });
}

/** The lists of records that are sent along; who brings some is written alone. */
export function listsOf(records: readonly Written[]): ReadonlySet<string> {
  return new Set(records.flatMap(({ children }) => [...children.keys()].map(({ name }) => name)));
}

/** New records in the shape of their table, defaults filled in; without an alias. */
function newRows(draft: Draft, { type, isOne }: { type: ModelType; isOne: boolean }): string {
  const read = isOne ? "json_populate_record" : "json_populate_recordset";
  const sent = `${read}(null::${quoteName(type.table)}, ${draft.value({ slot: "rows" }, "json")})`;
  return withDefaults(draft, type, sent);
}

interface Asked {
  readonly type: ModelType;
  readonly rows: string;
  readonly lists: ReadonlySet<string>;
  readonly guarded: ReadonlySet<string>;
}

function newChecks(draft: Draft, { type, rows, lists, guarded }: Asked): readonly Check[] {
  const at: Standing = { type, alias: "v", isUnwritten: true };
  return [
    ...importCheck(draft, at),
    ...checksOnNew(draft, { at, action: "create", columns: null, fellows: rows, lists, guarded }),
  ];
}

/** What comes from a file is asked for the right to import as well. */
export function importCheck(draft: Draft, at: Standing): readonly Check[] {
  return draft.crm.door === "import" ? rightCheck(draft, at, "import") : [];
}

/** The fields sent that are written under conditions only: those of the first record, as all written together share them. */
export function guardedOf([first]: readonly Written[]): ReadonlySet<string> {
  return first?.guarded ?? new Set();
}

/** Asks each check again for the records that were not written: only a refusal pays for its reasons. */
async function whyNot(
  crm: Crm,
  sql: Sql,
  {
    type,
    records,
    rows,
    stored,
    lists,
    guarded,
  }: Omit<Insertion, "isAnswered"> & Asked & { stored: readonly Stored[] },
): Promise<readonly Unwritten[]> {
  const draft = newDraft(crm, "v");
  const source = newRows(draft, { type, isOne: records.length === 1 });
  const checks = newChecks(draft, { type, rows: source, lists, guarded });
  const answers = checks.map(({ sql }) => sql).join(", ");
  const statement = draft.statement(
    `select v.id, array[${answers}]::boolean[] as passed from ${source} v${draft.joins()}`,
  );
  const found = await run<{ id: string; passed: boolean[] }>(crm, sql, statement, { rows });
  const written = new Set(stored.map(({ id }) => id));
  const passed = new Map(found.map((row) => [row.id, row.passed]));
  return records
    .filter(({ id }) => !written.has(id))
    .map(({ id }) => reasonsFor(id, checks, passed.get(id) ?? []));
}

/** Rights come first: who may not write a record is told nothing else about it. */
export function reasonsFor(id: string, checks: readonly Check[], passed: readonly boolean[]): Unwritten {
  const failed = checks.filter((_, index) => passed[index] === false).map(({ otherwise }) => otherwise);
  if (failed.includes("missing")) return { id, why: "missing" };
  const right = failed.find((each) => typeof each === "string" && each !== "missing");
  if (right) return { id, why: "denied", action: right };
  const faults = failed.flatMap((each) => (typeof each === "string" ? [] : each));
  return faults.length > 0 ? { id, why: "faults", faults } : { id, why: "overtaken" };
}
