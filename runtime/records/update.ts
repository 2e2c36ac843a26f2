import { quoteName, quoteText, type Sql } from "../../core/database/index.ts";
import type { ModelType } from "../../metamodel/model.ts";
import type { Crm } from "../crm.ts";
import { type Check, checksOnNew, rightCheck } from "./checks.ts";
import { refuse } from "./database-faults.ts";
import { type Draft, newDraft } from "./draft.ts";
import { answer, reasonsFor } from "./insert.ts";
import type { Outcome, Stored, Unwritten } from "./outcome.ts";
import { run, type Statement, statementFor } from "./statement.ts";
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
  const statement = statementFor(crm, `update ${type.name} ${isAnswered} ${columns.join(" ")}`, () =>
    composeUpdate(crm, { type, isAnswered, columns }),
  );
  const rows = JSON.stringify(records.map((record) => rowOf(crm, record)));
  const stored = await run<Stored>(crm, sql, statement, { rows }).catch((cause) => refuse(cause, crm, type));
  if (stored.length === records.length) return { stored, unwritten: [] };
  return { stored, unwritten: await whyNot(crm, sql, { type, records, columns, rows, stored }) };
}

/** Without a version the record keeps the one it has, which then must still be the one it was read with. */
function rowOf({ user, door }: Crm, { id, version, columns }: Written): object {
  const system = { id, updated_by: user.id, updated_via: door };
  return { ...columns, ...system, ...(version === null ? {} : { version }) };
}

function composeUpdate(
  crm: Crm,
  { type, isAnswered, columns }: { type: ModelType; isAnswered: boolean; columns: readonly string[] },
): Statement {
  const draft = newDraft(crm, "n");
  const source = changedRows(draft, type);
  const checks = changeChecks(draft, { type, columns });
  const own = columns.map((column) => `${quoteName(column)} = n.${quoteName(column)}`);
  const where = [...isChangeable(type), ...checks.map(({ sql }) => sql)].join(" and ");
  return draft.statement(
    `with w as (
      update ${quoteName(type.table)} r
      set ${[...own, "version = r.version + 1", "updated_at = now()", "updated_by = n.updated_by", "updated_via = n.updated_via"].join(", ")}
      from ${source}${draft.joins()}
      where r.id = o.id and r.version = n.version and ${where}
      returning r.*
    ) ${answer(draft, { type, isAnswered })}`,
    { isPrepared: true },
  );
}

/** Each record as it is (`o`) and as it will be (`n`): the table's row with what was sent laid over it. */
function changedRows(draft: Draft, type: ModelType): string {
  const rows = draft.value({ slot: "rows" }, "json");
  return `json_array_elements(${rows}) j(sent)
    join ${quoteName(type.table)} o on o.id = (j.sent ->> 'id')::uuid
    cross join lateral json_populate_record(o, j.sent) n`;
}

function isChangeable(type: ModelType): readonly string[] {
  return [`o.type = ${quoteText(type.name)}`, "o.deleted_at is null", "o.archived_at is null"];
}

function changeChecks(
  draft: Draft,
  { type, columns }: { type: ModelType; columns: readonly string[] },
): readonly Check[] {
  return [
    ...rightCheck(draft, { type, alias: "o" }, "see"),
    ...rightCheck(draft, { type, alias: "o" }, "change"),
    ...checksOnNew(draft, { at: { type, alias: "n" }, action: "change", columns: new Set(columns) }),
  ];
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
    rows,
    stored,
  }: Omit<Updating, "isAnswered"> & {
    columns: readonly string[];
    rows: string;
    stored: readonly Stored[];
  },
): Promise<readonly Unwritten[]> {
  const draft = newDraft(crm, "n");
  const source = changedRows(draft, type);
  const checks = changeChecks(draft, { type, columns });
  const statement = draft.statement(
    `select o.id, o.version as current, n.version as wanted, o.archived_at is not null as archived,
      (o.deleted_at is null and o.type = ${quoteText(type.name)}) as there,
      array[${checks.map(({ sql }) => sql).join(", ")}]::boolean[] as passed
    from ${source}${draft.joins()}`,
  );
  const found = await run<Asked>(crm, sql, statement, { rows });
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
