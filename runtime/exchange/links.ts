import type { Crm } from "../crm.ts";
import { type Found, findRecords } from "../records/index.ts";
import type { Plan, PlannedColumn } from "./plan.ts";
import type { ReadRow } from "./read-row.ts";

/** What references were found to be, by column and name, so that a name is asked for once. */
export type KnownLinks = Map<PlannedColumn, Map<string, Found | null>>;

const mostKnown = 50_000;

/**
 * Puts the keys of the named records into the rows, with faults for names that nobody or several have. Answers the
 * rows whose record may still come with another row of the same file.
 */
export async function resolveLinks(
  crm: Crm,
  { plan, rows, known, isLast }: { plan: Plan; rows: readonly ReadRow[]; known: KnownLinks; isLast: boolean },
): Promise<ReadonlySet<ReadRow>> {
  const waiting = new Set<ReadRow>();
  for (const column of plan.columns) {
    if (column.link === null) continue;
    const found = await lookUp(crm, { column, rows, known, isOwn: pointsIntoFile(plan, column) });
    for (const row of rows) {
      const names = row.names.get(column);
      if (names === undefined) continue;
      const wrong = names.find((name) => found.get(name)?.count !== 1);
      if (wrong === undefined) row.values.set(column.field.name, keysOf(column, names, found));
      else if (!found.get(wrong) && !isLast && pointsIntoFile(plan, column)) waiting.add(row);
      else refuse(row, { column, name: wrong, count: found.get(wrong)?.count ?? 0 });
    }
  }
  return waiting;
}

/** The key that a reference gets, or those of a list, each once. */
function keysOf(
  { link }: PlannedColumn,
  names: readonly string[],
  found: ReadonlyMap<string, Found | null>,
): unknown {
  const keys = names.flatMap((name) => found.get(name)?.id ?? []);
  return link?.isList ? [...new Set(keys)] : (keys[0] ?? null);
}

/** Whether the record that a reference names may be one that this very file brings. */
export function pointsIntoFile({ type }: Plan, { link }: PlannedColumn): boolean {
  return link !== null && link.to.base === type.base;
}

function refuse(
  row: ReadRow,
  { column, name, count }: { column: PlannedColumn; name: string; count: number },
): void {
  row.faults.push({
    path: column.field.name,
    code: count === 0 ? "import.reference-not-found" : "import.reference-ambiguous",
    values: { label: column.field.label, value: name.slice(0, 100), count },
  });
}

async function lookUp(
  crm: Crm,
  {
    column,
    rows,
    known,
    isOwn,
  }: { column: PlannedColumn; rows: readonly ReadRow[]; known: KnownLinks; isOwn: boolean },
): Promise<ReadonlyMap<string, Found | null>> {
  const before = known.get(column) ?? new Map<string, Found | null>();
  if (before.size > mostKnown) before.clear();
  known.set(column, before);
  const names = new Set(rows.flatMap((row) => row.names.get(column) ?? []));
  const asked = [...names].filter((name) => !before.has(name));
  const found = await findByName(crm, column, asked);
  // What another row of this file may still bring, or make ambiguous, is asked again.
  if (!isOwn) for (const [name, record] of found) before.set(name, record);
  return isOwn ? new Map([...before, ...found]) : before;
}

/** The records that names stand for in one column. */
export async function findByName(
  crm: Crm,
  { link }: PlannedColumn,
  names: readonly string[],
): Promise<Map<string, Found | null>> {
  if (link === null || names.length === 0) return new Map();
  const values = names.map((name) => [name]);
  const found = await findRecords(crm, { type: link.to.name, by: [link.by], values });
  return new Map(names.map((name, index) => [name, found[index] ?? null]));
}
