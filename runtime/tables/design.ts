import type { Sql } from "../../core/database/index.ts";
import type { Renaming } from "../../metamodel/changes/index.ts";
import { type ColumnNames, type Model, tableOf } from "../../metamodel/index.ts";
import { columnNames, type RegisteredColumn, readColumns } from "./columns.ts";
import type { Fill } from "./fills.ts";
import { createIndex, wantedIndexes } from "./indexes.ts";
import { journalFunction, journalTriggers } from "./journal-trigger.ts";
import { createSequences } from "./sequences.ts";
import { type ColumnWork, settleColumns } from "./settle-columns.ts";
import { addColumn, addForeignKey, createTable } from "./statements.ts";

/** What the tables become: decided, not yet done. */
export interface Design {
  /** The model with the columns its fields get. */
  readonly model: Model;
  readonly works: readonly ColumnWork[];
  /** The registry afterwards. */
  readonly columns: readonly RegisteredColumn[];
  /** Base types that get a table. */
  readonly newBases: readonly string[];
}

/** Compares what a model needs with what the database has. Changes nothing. */
export async function designTables(
  sql: Sql,
  {
    build,
    renamings = [],
    fills = [],
    now,
  }: {
    /** Builds the wished model with given column names; called two or three times. */
    readonly build: (columns: ColumnNames) => Model;
    readonly renamings?: readonly Renaming[];
    /** What new fields are filled from. */
    readonly fills?: readonly Fill[];
    readonly now: Date;
  },
): Promise<Design> {
  const registered = await readColumns(sql);
  const wished = build({});
  const existing = new Set(await recordTables(sql));
  const bases = new Set([...wished.types.values()].map(({ base }) => base));
  const newBases = [...bases].filter((base) => !existing.has(tableOf(base)));
  const settled = settleColumns({ registered, model: wished, named: build, renamings, fills, now });
  const columns = settled.columns.map((column) => readableAt(newBases, column));
  const works = settled.works.map((work) => ({ ...work, column: readableAt(newBases, work.column) }));
  return { model: build(columnNames(columns)), works, columns, newBases };
}

/** In a table without records nothing has to be worked out before it is read. */
function readableAt(newBases: readonly string[], column: RegisteredColumn): RegisteredColumn {
  const isReady = column.state === "computing" && newBases.includes(column.base);
  return isReady ? { ...column, state: "live" } : column;
}

/** The record tables there are. */
export async function recordTables(sql: Sql): Promise<string[]> {
  const rows = await sql<{ table: string }[]>`
    select relname::text as table from pg_class
    where relnamespace = (select oid from pg_namespace where nspname = current_schema()) and relkind = 'r' and relname like 'record\\_%'`;
  return rows.map(({ table }) => table);
}

/** Whether the database already is as the design wants it. */
export function isSettled({ works, newBases }: Design): boolean {
  return newBases.length === 0 && works.every(({ work }) => work === "keep");
}

/** The statements of a design in the order in which they run, in one transaction. Conversions were prepared before. */
export function statementsOf(design: Design, { schema, now }: { schema: string; now: Date }): string[] {
  const { newBases, columns, model } = design;
  const added = addedColumns(design);
  const bases = [...new Set([...model.types.values()].map(({ base }) => base))];
  return [
    ...newBases.map((base) =>
      createTable(
        base,
        added.filter((column) => column.base === base),
      ),
    ),
    ...added.filter(({ base }) => !newBases.includes(base)).map(addColumn),
    ...added
      .filter(({ target }) => target !== null)
      .map((column) =>
        addForeignKey(column, { validated: newBases.includes(column.base) ? "now" : "later" }),
      ),
    ...createSequences(model, now),
    ...bases.map((base) => journalFunction(base, { schema, columns })),
    ...newBases.flatMap(journalTriggers),
    ...wantedIndexes(model)
      .filter(({ base }) => newBases.includes(base))
      .map((index) => createIndex(index, { concurrently: false })),
  ];
}

/** A conversion's column is added when it is prepared. */
function addedColumns({ works }: Design): RegisteredColumn[] {
  return works.filter(({ work }) => work === "add").map(({ column }) => column);
}
