import { quoteName, type Sql } from "../../core/database/index.ts";
import type { Fault } from "../../core/errors/index.ts";
import type { Words } from "../../core/language/index.ts";
import { type Model, tableOf } from "../../metamodel/index.ts";
import type { RegisteredColumn } from "./columns.ts";
import type { Design } from "./design.ts";
import { type WantedIndex, wantedIndexes } from "./indexes.ts";
import type { ColumnWork } from "./settle-columns.ts";

/** Something about records that exist already which a change does not mend by itself. */
export interface Warning {
  readonly words: Words;
  /** How many records. */
  readonly count: number;
  /** A few of the values, as they are stored. */
  readonly samples: readonly string[];
}

const mostSamples = 5;

/** New unique indexes over values that exist twice: they cannot be built, so the change is refused. */
export async function existingFaults(sql: Sql, { model, newBases, columns }: Design): Promise<Fault[]> {
  const rows = await sql<
    { name: string }[]
  >`select indexname::text as name from pg_indexes where schemaname = current_schema()`;
  const existing = new Set(rows.map(({ name }) => name));
  const added = wantedIndexes(model).filter(
    (index) => index.unique && !existing.has(index.name) && !newBases.includes(index.base),
  );
  const there = new Set(columns.map(({ base, column }) => `${base}.${column}`));
  const faults = await Promise.all(
    added.map(async (index) => {
      const names = columnsOf(model, index);
      if (!names.every((column) => there.has(`${index.base}.${column}`))) return [];
      return twiceIn(sql, index, names);
    }),
  );
  return faults.flat();
}

async function twiceIn(sql: Sql, index: WantedIndex, names: readonly string[]): Promise<Fault[]> {
  const known = await columnsInTable(sql, index.base);
  if (!names.every((name) => known.has(name))) return [];
  const columns = names.map(quoteName);
  const condition = index.definition.slice(index.definition.indexOf(" where ") + " where ".length);
  const filled = columns.map((column) => `${column} is not null`).join(" and ");
  const value = columns.map((column) => `${column}::text`).join(" || ' / ' || ");
  const twice = await sql.unsafe<{ value: string; total: string }[]>(
    `select ${value} as value, count(*) over () as total from ${quoteName(tableOf(index.base))}
     where ${condition} and ${filled} group by ${columns.join(", ")} having count(*) > 1 limit ${mostSamples}`,
  );
  const [first] = twice;
  if (!first) return [];
  const samples = twice.map(({ value: text }) => text).join(", ");
  const values = { count: first.total, fields: index.fields.join(", "), samples };
  return [{ path: `type/${index.type} unique`, code: "metadata.values-twice", values }];
}

/** Values that a conversion leaves behind, because they mean nothing in the new type. */
export async function unconverted(
  sql: Sql,
  { column, from, convert }: ColumnWork & { work: "convert" },
): Promise<Warning[]> {
  const old = quoteName(from.column);
  const rows = await sql.unsafe<{ value: string; total: number }[]>(
    `select left(${old}::text, 80) as value, (sum(count(*)) over ())::int as total from ${quoteName(tableOf(column.base))}
     where ${old} is not null and (${convert}) is null group by 1 order by count(*) desc limit ${mostSamples}`,
  );
  const total = rows[0]?.total ?? 0;
  if (total === 0) return [];
  const words = {
    fr: `${total} valeur(s) ne se convertissent pas ; ces fiches auront un champ vide. Les anciennes valeurs sont gardées.`,
    en: `${total} value(s) do not convert; these records will have an empty field. The old values are kept.`,
  };
  return [{ words, count: total, samples: rows.map(({ value }) => value) }];
}

function columnsOf(model: Model, { type, fields }: WantedIndex): string[] {
  return fields.flatMap((name) => model.types.get(type)?.fields.get(name)?.column ?? []);
}

async function columnsInTable(sql: Sql, base: string): Promise<ReadonlySet<string>> {
  const rows = await sql<{ name: string }[]>`
    select attname::text as name from pg_attribute
    where attrelid = to_regclass(${quoteName(tableOf(base))}) and attnum > 0 and not attisdropped`;
  return new Set(rows.map(({ name }) => name));
}

/** How many records have a value in a column. */
export async function countValues(sql: Sql, { base, column }: RegisteredColumn): Promise<number> {
  const [row] = await sql.unsafe<{ count: number }[]>(
    `select count(${quoteName(column)})::int as count from ${quoteName(tableOf(base))}`,
  );
  return row?.count ?? 0;
}
