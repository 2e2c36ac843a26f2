import { quoteName } from "../../../core/database/database.ts";
import { systemFields, tableOf } from "../../../metamodel/index.ts";
import type { Design } from "../design.ts";
import type { ColumnWork } from "../settle-columns.ts";

/** The type whose records are looked at, and the share of its table that is read, in percent, always the same rows; all where null. */
export interface Root {
  readonly base: string;
  readonly percent: number | null;
}

/**
 * Lets a statement see the tables as a design will make them, without touching them: common table expressions under
 * the names of the tables, in which new columns are empty and converted ones are worked out as they are read. The
 * records that are looked at stand under `root`.
 */
export function plannedTables(design: Design, { base, percent }: Root): string {
  const part = percent === null ? "" : ` tablesample system (${percent}) repeatable (1)`;
  const bases = [...new Set([base, ...design.newBases, ...changedBases(design)])];
  const others = bases.filter((one) => one !== base || changedBases(design).includes(one));
  return `with ${[
    `root as not materialized (${rowsOf(design, base)}${part})`,
    ...others.map((one) => `${quoteName(tableOf(one))} as not materialized (${rowsOf(design, one)})`),
  ].join(",\n")}`;
}

function changedBases({ works }: Design): string[] {
  return works.filter(({ work }) => work === "add" || work === "convert").map(({ column }) => column.base);
}

function rowsOf(design: Design, base: string): string {
  const works = new Map(
    design.works.flatMap((work) => (work.column.base === base ? [[work.column.column, work] as const] : [])),
  );
  const isNew = design.newBases.includes(base);
  const own = design.columns
    .filter((column) => column.base === base && column.state !== "filling")
    .map(({ column, sqlType }) => {
      const name = quoteName(column);
      const made = isNew ? "null" : madeBy(works.get(column));
      return made === null ? name : `(${made})::${sqlType} as ${name}`;
    });
  if (isNew) {
    const system = systemFields.map((name) => `null::${systemTypes[name]} as ${quoteName(name)}`);
    return `select ${[...system, ...own].join(", ")} where false`;
  }
  return `select ${[...systemFields.map(quoteName), ...own].join(", ")} from ${quoteName(tableOf(base))}`;
}

/** What a column that is not there yet, or not yet filled, will hold; null where it is read as it is. */
function madeBy(work: ColumnWork | undefined): string | null {
  if (work?.work === "add") return "null";
  if (work?.work !== "convert") return null;
  const { isThere, stale, convert, column } = work;
  return isThere ? `case when ${stale} then ${convert} else ${quoteName(column.column)} end` : convert;
}

const systemTypes: Readonly<Record<(typeof systemFields)[number], string>> = {
  id: "uuid",
  type: 'text collate "C"',
  version: "int",
  created_at: "timestamptz",
  created_by: "uuid",
  updated_at: "timestamptz",
  updated_by: "uuid",
  updated_via: 'text collate "C"',
  deleted_at: "timestamptz",
  archived_at: "timestamptz",
};
