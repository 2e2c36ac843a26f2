import * as z from "zod";
import type { Cell } from "../../metamodel/field-type.ts";
import type { Crm } from "../crm.ts";
import type { Outcome } from "./write-batch.ts";

/** A row that waits for a record of the same file, or was refused: its line and its cells as they stood. */
export interface WaitingRow {
  readonly line: number;
  readonly cells: readonly Cell[];
}

const cellShape = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const rowShape = z.array(z.object({ line: z.number(), cells: z.array(cellShape) }));

/** Notes what became of rows: counts, refused and waiting lines, and what was written, to be able to undo it. */
export async function noteOutcomes(
  crm: Crm,
  { id, outcomes, done }: { id: string; outcomes: readonly Outcome[]; done: number },
): Promise<void> {
  const { sql } = crm.database;
  const lines = outcomes.flatMap((outcome) => {
    const { line, cells } = outcome.row;
    if (outcome.what === "waiting") return [{ line, state: "waiting", cells, faults: [] }];
    if (outcome.what === "refused") return [{ line, state: "refused", cells, faults: outcome.faults }];
    return [];
  });
  const records = outcomes.flatMap((outcome) =>
    outcome.what === "created" || outcome.what === "changed"
      ? [{ line: outcome.row.line, record: outcome.written.id, op: outcome.what, ...outcome.written }]
      : [],
  );
  const count = (what: Outcome["what"]) => outcomes.filter((outcome) => outcome.what === what).length;
  const settled = outcomes.filter(({ what }) => what !== "waiting").map(({ row }) => row.line);
  await sql`delete from kernel_import_line where import = ${id} and state = 'waiting' and line = any(${settled}::int[])`;
  if (lines.length > 0)
    await sql`
      insert into kernel_import_line (import, line, state, cells, faults)
      select ${id}, line, state, cells, faults from json_to_recordset(${storable(lines)}::text::json)
        as x(line int, state text, cells json, faults json)
      on conflict (import, line) do update
        set state = excluded.state, cells = excluded.cells, faults = excluded.faults`;
  if (records.length > 0) await noteRecords(crm, { id, records });
  await sql`
    update kernel_import set touched_at = now(), done = ${done}, created = created + ${count("created")},
      changed = changed + ${count("changed")}, unchanged = unchanged + ${count("unchanged")},
      refused = refused + ${count("refused")} where id = ${id}`;
}

/** A record that one file writes twice keeps its first values as those to go back to. */
async function noteRecords(crm: Crm, { id, records }: { id: string; records: readonly object[] }) {
  await crm.database.sql`
    insert into kernel_import_record as r (import, line, record, op, version, before, after)
    select ${id}, line, record, op, version, before, after
    from json_to_recordset(${storable(records)}::text::json)
      as x(line int, record uuid, op text, version int, before json, after json)
    on conflict (import, record) do update set version = excluded.version,
      before = (coalesce(excluded.before::jsonb, '{}') || coalesce(r.before::jsonb, '{}'))::json,
      after = (coalesce(r.after::jsonb, '{}') || coalesce(excluded.after::jsonb, '{}'))::json`;
}

/** Waiting lines behind a line, in the order of the file. */
export async function waitingRows(
  crm: Crm,
  { id, after, limit }: { id: string; after: number; limit: number },
): Promise<WaitingRow[]> {
  return rowShape.parse(
    await crm.database.sql`
      select line, cells from kernel_import_line
      where import = ${id} and state = 'waiting' and line > ${after} order by line limit ${limit}`,
  );
}

/** As JSON without what PostgreSQL cannot keep: U+0000 and halves of surrogate pairs become the mark of a lost character. */
function storable(value: unknown): string {
  return JSON.stringify(value, (_name, inner: unknown) =>
    typeof inner === "string" ? inner.replaceAll("\0", "\ufffd").toWellFormed() : inner,
  );
}
