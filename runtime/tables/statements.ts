import { quoteName, quoteText } from "../../core/database/database.ts";
import { tableOf } from "../../metamodel/index.ts";
import type { RegisteredColumn } from "./columns.ts";

/** The table of a base type with the values every record has. Room is left in each page, so that updates stay in it. */
export function createTable(base: string, columns: readonly RegisteredColumn[]): string {
  const own = columns.map(({ column, sqlType }) => `,\n  ${quoteName(column)} ${sqlType}`).join("");
  return `create table ${quoteName(tableOf(base))} (
  id uuid primary key,
  type text collate "C" not null default ${quoteText(base)},
  version int not null default 1,
  created_at timestamptz(3) not null default now(),
  created_by uuid,
  updated_at timestamptz(3) not null default now(),
  updated_by uuid,
  updated_via text collate "C",
  updated_trace jsonb,
  deleted_at timestamptz(3),
  archived_at timestamptz(3)${own}
) with (fillfactor = 90)`;
}

/** Instant whatever the size of the table: the column is empty at first. */
export function addColumn({ base, column, sqlType }: RegisteredColumn): string {
  return `alter table ${quoteName(tableOf(base))} add column ${quoteName(column)} ${sqlType}`;
}

/** `later` holds for new values at once and looks at old ones when the key is validated, which disturbs nobody. */
export function addForeignKey(
  { base, column, target }: RegisteredColumn,
  { validated }: { validated: "now" | "later" },
): string {
  const name = quoteName(foreignKeyName(column));
  return (
    `alter table ${quoteName(tableOf(base))} add constraint ${name} ` +
    `foreign key (${quoteName(column)}) references ${quoteName(target ?? "")}${validated === "later" ? " not valid" : ""}`
  );
}

/** The constraint's name tells which column refused: PostgreSQL gives it with the error. */
export function foreignKeyName(column: string): string {
  return `${column.slice(0, 58)}_key`;
}
