import { quoteName, type Sql } from "../../core/database/index.ts";
import type { Field, Model, ModelType } from "../../metamodel/index.ts";
import { hiddenFields } from "../access/index.ts";
import type { Crm, Origin } from "../crm.ts";

/** Values by field name, in canonical form; deleted_at and archived_at among them. */
export type Values = Readonly<Record<string, unknown>>;

/** What else is known of a change: for whom, in which request, why. */
export interface Trace extends Origin {
  readonly for?: string | null | undefined;
}

/** One traced change: the values that it replaced. */
export interface Mutation {
  readonly at: string;
  readonly version: number;
  readonly who: string | null;
  readonly via: string;
  readonly trace: Trace | null;
  /** The metadata in force then. */
  readonly revision: number;
  /** Whether values that it replaced went with a person's data. */
  readonly erased: boolean;
  readonly old: Values;
}

/** A record as it is now, with all its mutations, newest first. */
export interface Trail {
  readonly now: Values & {
    readonly type: string;
    readonly version: number;
    readonly created_at: string;
    readonly created_by: string | null;
    readonly created_revision: number;
    readonly updated_via: string | null;
    readonly updated_trace: Trace | null;
  };
  readonly mutations: readonly Mutation[];
  /** Whether fields are hidden from the user: what was erased from a mutation may have been one of them. */
  readonly hides: boolean;
  /** The door through which it was created. */
  readonly createdVia: string | null;
  readonly createdTrace: Trace | null;
}

const mostMutations = 1_000;

/** Reads a record's trail; null where there is no such record of the type, the trash included. */
export async function readTrail(
  crm: Crm,
  { type, id }: { type: ModelType; id: string },
): Promise<Trail | null> {
  const { sql } = crm.database;
  const hidden = hiddenBelow(crm, type);
  const columns = [...tracedColumns(crm, type, hidden)];
  const [row] = await sql.unsafe<{ now: Trail["now"] }[]>(
    `select row_to_json("X") as now from (
       select version, updated_via, updated_trace, ${instant("created_at")} as created_at, created_by,
         kernel_revision_at(created_at) as created_revision, ${selected(columns)}
       from ${quoteName(type.table)} where id = $1 and type = any($2)) "X"`,
    [id, [...type.concrete]],
  );
  if (!row) return null;
  const kept = await readMutations(sql, { type, id, columns });
  const oldest = kept.findLast(({ changed }) => changed.includes("updated_via"));
  const createdVia = oldest ? oldest.firstVia : row.now.updated_via;
  const createdTrace = oldest ? oldest.firstTrace : row.now.updated_trace;
  const mutations = kept.map(({ changed, firstVia: _, firstTrace: __, old, ...mutation }) => {
    const names = columns.filter(([, { column }]) => changed.includes(column)).map(([name]) => name);
    return { ...mutation, old: Object.fromEntries(names.map((name) => [name, old[name]])) };
  });
  return { now: row.now, mutations, hides: hidden.size > 0, createdVia, createdTrace };
}

/**
 * The row of a record at an instant as JSON by column, all columns; null where there is no such record. The
 * table goes by a name in capitals, because a column may have any other.
 */
export async function rowAt(
  sql: Sql,
  { type, id, instant: then }: { type: ModelType; id: string; instant: string },
): Promise<string | null> {
  const [found] = await sql.unsafe<{ row: string }[]>(
    `select (to_jsonb("X") || coalesce((
       select jsonb_object_agg(o.key, o.value order by m.id desc)
       from kernel_mutation m, jsonb_each(m.old) o
       where m.record = "X".id and m.op = 'U' and m.at > $2::timestamptz), '{}'))::text as row
     from ${quoteName(type.table)} "X" where "X".id = $1`,
    [id, then],
  );
  return found?.row ?? null;
}

/** The columns whose changes the user may follow, as SQL of their canonical values by field name. */
function tracedColumns(
  crm: Crm,
  type: ModelType,
  hidden: ReadonlySet<string>,
): ReadonlyMap<string, { column: string; sql: string }> {
  const fields = [...fieldsBelow(crm.model, type).values()].filter(({ name }) => !hidden.has(name));
  const system = ["deleted_at", "archived_at"].map(
    (name) => [name, { column: name, sql: instant(name) }] as const,
  );
  // A record may become one of another subtype.
  return new Map([
    ["type", { column: "type", sql: "type" }],
    ...system,
    ...fields.flatMap((field) => {
      if (field.column === null) return [];
      const sql = field.type.readSql(quoteName(field.column), field.document);
      return [[field.name, { column: field.column, sql }] as const];
    }),
  ]);
}

/** A field of a subtype may tell what another one, which is hidden, holds. */
function hiddenBelow(crm: Crm, type: ModelType): ReadonlySet<string> {
  const family = [type, ...type.concrete.flatMap((name) => crm.model.types.get(name) ?? [])];
  return new Set(family.flatMap((each) => [...hiddenFields(crm, each)]));
}

/** A record of a base type may be one of a subtype, with fields of its own. */
function fieldsBelow(model: Model, type: ModelType): ReadonlyMap<string, Field> {
  const types = [type, ...type.concrete.flatMap((name) => model.types.get(name) ?? [])];
  return new Map(types.flatMap(({ fields }) => [...fields]));
}

interface KeptMutation extends Mutation {
  /** The columns that it changed. */
  readonly changed: readonly string[];
  /** Kept by the first mutation alone. */
  readonly firstVia: string | null;
  readonly firstTrace: Trace | null;
}

type Traced = readonly (readonly [string, { column: string; sql: string }])[];

/**
 * Old values are put into a row of the table first, so that they are read like present ones: from a row that stands
 * alone, because a field may be called like a column of the journal.
 */
async function readMutations(
  sql: Sql,
  { type, id, columns }: { type: ModelType; id: string; columns: Traced },
): Promise<KeptMutation[]> {
  return sql.unsafe<KeptMutation[]>(
    `select ${instant("m.at")} as at, m.version, m.who, m.via, m.trace,
       coalesce(m.revision, kernel_revision_at(m.at)) as revision, m.erased is not null as erased,
       array(select jsonb_object_keys(m.old)) as changed, m.old ->> 'updated_via' as "firstVia",
       m.old -> 'updated_trace' as "firstTrace",
       (select row_to_json("X") from (select ${selected(columns)} from (select o.*) own) "X") as old
     from kernel_mutation m, jsonb_populate_record(null::${quoteName(type.table)}, m.old) as o
     where m.record = $1 and m.op = 'U' order by m.id desc limit ${mostMutations}`,
    [id],
  );
}

function selected(columns: Traced): string {
  return columns.map(([name, { sql }]) => `${sql} as ${quoteName(name)}`).join(", ");
}

function instant(column: string): string {
  return `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}
