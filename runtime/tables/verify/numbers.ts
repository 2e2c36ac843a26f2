import { quoteName, type Sql } from "../../../core/database/index.ts";
import { ownFields } from "../../../metamodel/changes/index.ts";
import { type Field, type Model, type ModelType, tableOf } from "../../../metamodel/index.ts";
import { sequenceName } from "../sequences.ts";
import { type Finding, found } from "./findings.ts";

/** Whether each counter has passed the numbers that records hold, and whether series without gaps have none. */
export async function checkNumbers(sql: Sql, model: Model): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const type of model.types.values())
    for (const field of ownFields(type))
      if (field.type.generated && field.column !== null)
        findings.push(...(await checkSeries(sql, { type, field, column: field.column })));
  return findings;
}

interface Series {
  readonly type: ModelType;
  readonly field: Field;
  readonly column: string;
}

async function checkSeries(sql: Sql, series: Series): Promise<Finding[]> {
  const { type, field, column } = series;
  const isGapless = field.document.gapless === true;
  const findings: Finding[] = [];
  for (const [period, { highest, numbers }] of await numbersOf(sql, series)) {
    const counter = sequenceName(type.base, column, period);
    const at = await standOf(sql, counter, { isGapless });
    const values = { field: `${type.name}.${field.name}`, counter, highest };
    if (at < highest) findings.push(found("number-behind", { ...values, at }));
    // Not every series begins with 1: numbers may have been brought along.
    const missing = highest - Math.min(...numbers) + 1 - numbers.size;
    if (isGapless && missing > 0) findings.push(found("number-gap", { ...values, count: missing }));
  }
  return findings;
}

interface Numbers {
  highest: number;
  readonly numbers: Set<number>;
}

/** The numbers of each period that is counted by itself; records in the trash keep theirs. */
async function numbersOf(
  sql: Sql,
  { type, field, column }: Series,
): Promise<ReadonlyMap<string | null, Numbers>> {
  const periods = new Map<string | null, Numbers>();
  const rows = sql.unsafe<{ value: string; type: string }[]>(
    `select ${quoteName(column)} as value, type from ${quoteName(tableOf(type.base))}
     where ${quoteName(column)} is not null and type = any($1)`,
    [[...type.concrete]],
  );
  await rows.cursor(5_000, (page) => {
    for (const { value, type: name } of page) {
      const read = field.type.numberIn(value, field.document, { type: name });
      if (!read) continue;
      const known = periods.get(read.period) ?? { highest: 0, numbers: new Set<number>() };
      known.highest = Math.max(known.highest, read.number);
      known.numbers.add(read.number);
      periods.set(read.period, known);
    }
  });
  return periods;
}

/** The last number that a counter has given; 0 where there is none. */
async function standOf(sql: Sql, counter: string, { isGapless }: { isGapless: boolean }): Promise<number> {
  if (isGapless) {
    const [row] = await sql<{ value: string }[]>`select value from kernel_counter where name = ${counter}`;
    if (row) return Number(row.value);
  }
  const [there] = await sql`select to_regclass(${quoteName(counter)}) is not null as yes`;
  if (!there?.yes) return 0;
  const [row] = await sql.unsafe<{ at: string }[]>(
    `select case when is_called then last_value else last_value - 1 end as at from ${quoteName(counter)}`,
  );
  return Number(row?.at ?? 0);
}
