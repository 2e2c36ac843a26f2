import { quoteName, type Sql } from "../../core/database/index.ts";
import type { Fault } from "../../core/errors/index.ts";
import { fill, filled, type Label, type Words } from "../../core/language/index.ts";
import { bothWords } from "../../metamodel/changes/index.ts";
import { type Model, type ModelType, tableOf } from "../../metamodel/index.ts";
import { plannedTables } from "./breaking/planned-tables.ts";
import type { RegisteredColumn } from "./columns.ts";
import type { Design } from "./design.ts";
import { type WantedIndex, wantedIndexes } from "./indexes.ts";
import { countLive } from "./row-count.ts";
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
export async function existingFaults(sql: Sql, design: Design): Promise<Fault[]> {
  const { model, newBases } = design;
  const rows = await sql<
    { name: string }[]
  >`select indexname::text as name from pg_indexes where schemaname = current_schema()`;
  const existing = new Set(rows.map(({ name }) => name));
  const added = wantedIndexes(model).filter(
    (index) => index.unique && !existing.has(index.name) && !newBases.includes(index.base),
  );
  const faults = await Promise.all(
    added.map(async (index) => twiceIn(sql, design, { index, names: columnsOf(model, index) })),
  );
  return faults.flat();
}

/** Looked for in the tables as they will be: values that are converted or filled in count as well. */
async function twiceIn(
  sql: Sql,
  design: Design,
  { index, names }: { index: WantedIndex; names: readonly string[] },
): Promise<Fault[]> {
  const columns = names.map(quoteName);
  const condition = index.definition.slice(index.definition.indexOf(" where ") + " where ".length);
  const filled = columns.map((column) => `${column} is not null`).join(" and ");
  const value = columns.map((column) => `${column}::text`).join(" || ' / ' || ");
  const twice = await sql.unsafe<{ value: string; total: string }[]>(
    `${plannedTables(design, { base: index.base, percent: null })}
     select ${value} as value, count(*) over () as total from root
     where ${condition} and ${filled} group by ${columns.join(", ")} having count(*) > 1 limit ${mostSamples}`,
  );
  const [first] = twice;
  if (!first) return [];
  const samples = twice.map(({ value: text }) => text).join(", ");
  const values = { count: first.total, fields: labelsOf(design.model, index), samples };
  return [{ path: `type/${index.type} unique`, code: "metadata.values-twice", values }];
}

/** Values that a conversion leaves behind, because they mean nothing in the new type. */
export async function unconverted(
  sql: Sql,
  { column, source, convert, isThere, stale }: ColumnWork & { work: "convert" },
): Promise<Warning[]> {
  const written = isThere ? ` and (${stale})` : "";
  const old = `(${source})`;
  const rows = await sql.unsafe<{ value: string; total: number }[]>(
    `select left(${old}::text, 80) as value, (sum(count(*)) over ())::int as total from ${quoteName(tableOf(column.base))}
     where nullif(${old}::text, '') is not null and (${convert}) is null${written} group by 1 order by count(*) desc limit ${mostSamples}`,
  );
  const total = rows[0]?.total ?? 0;
  if (total === 0) return [];
  const words = filled(
    {
      fr: "{count} {count|valeur ne se convertit pas ; cette fiche aura|valeurs ne se convertissent pas ; ces fiches auront} un champ vide. Les anciennes valeurs sont gardées.",
      en: "{count} {count|value does not convert; this record|values do not convert; these records} will have an empty field. The old values are kept.",
    },
    { count: total },
  );
  return [{ words, count: total, samples: rows.map(({ value }) => value) }];
}

/** Values of records that have the field no more, because it moved down to a type that is not theirs. */
export async function outOfReach(
  sql: Sql,
  { base, column }: RegisteredColumn,
  { type, label }: { readonly type: ModelType; readonly label: Label },
): Promise<Warning[]> {
  const name = quoteName(column);
  const rows = await sql.unsafe<{ value: string; total: number }[]>(
    `select left(${name}::text, 80) as value, (sum(count(*)) over ())::int as total from ${quoteName(tableOf(base))}
     where ${name} is not null and type <> all($1) group by 1 order by count(*) desc limit ${mostSamples}`,
    [[...type.concrete]],
  );
  const count = rows[0]?.total ?? 0;
  if (count === 0) return [];
  const words = filled(
    {
      fr: "{count} {count|fiche d’un autre type a|fiches d’autres types ont} une valeur dans « {field} », gardée mais plus visible tant que le champ ne revient pas.",
      en: "{count} {count|record of another type has|records of other types have} a value in “{field}”, kept but not visible until the field comes back.",
    },
    { count },
  );
  const named = bothWords(label, column);
  return [
    {
      words: { fr: fill(words.fr, { field: named.fr }), en: fill(words.en, { field: named.en }) },
      count,
      samples: rows.map(({ value }) => value),
    },
  ];
}

/** The records of a type that goes: nobody sees them until it comes back. */
export async function hiddenRecords(sql: Sql, type: ModelType | undefined): Promise<Warning[]> {
  const count = type ? await countLive(sql, type) : 0;
  return count > 0 ? [{ words: filled(hidden, { count }), count, samples: [] }] : [];
}

const hidden: Words = {
  fr: "{count} {count|fiche ne sera plus visible|fiches ne seront plus visibles} tant que le type ne revient pas ; les valeurs sont gardées.",
  en: "{count} {count|record|records} will not be visible until the type comes back; the values are kept.",
};

/** A field gets another type, and no value can become one of it. */
export const leftBehind: Warning = {
  words: {
    fr: "Aucune conversion n’existe entre ces deux types : le champ sera vide. Les anciennes valeurs sont gardées.",
    en: "There is no conversion between these two types: the field will be empty. The old values are kept.",
  },
  count: 0,
  samples: [],
};

function labelsOf(model: Model, { type, fields }: WantedIndex): Words {
  const labels = fields.map((name) => bothWords(model.types.get(type)?.fields.get(name)?.label, name));
  return { fr: labels.map(({ fr }) => fr).join(", "), en: labels.map(({ en }) => en).join(", ") };
}

function columnsOf(model: Model, { type, fields }: WantedIndex): string[] {
  return fields.flatMap((name) => model.types.get(type)?.fields.get(name)?.column ?? []);
}

/** How many records have a value in a column. */
export async function countValues(sql: Sql, { base, column }: RegisteredColumn): Promise<number> {
  const [row] = await sql.unsafe<{ count: number }[]>(
    `select count(${quoteName(column)})::int as count from ${quoteName(tableOf(base))}`,
  );
  return row?.count ?? 0;
}
