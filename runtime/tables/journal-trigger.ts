import { quoteName, quoteText } from "../../core/database/database.ts";
import { tableOf } from "../../metamodel/index.ts";
import type { RegisteredColumn } from "./columns.ts";

/** While this setting is `off` in a transaction, nothing is journalled: filling a converted column changes no record. */
export const journalSetting = "dossier.journal";

/**
 * The function that writes the mutation journal of one table: generated, because comparing known columns is several
 * times faster than any generic comparison; once per statement, with the old values of changed columns only.
 *
 * Hash joins only: a session keeps the plan of its first call, which is often for one row, and a nested loop would
 * then take the square of the time for ten thousand rows.
 */
export function journalFunction(
  base: string,
  { schema, columns }: { schema: string; columns: readonly RegisteredColumn[] },
): string {
  const parts = journalled(base, columns).map((column) => {
    const name = quoteName(column);
    return `case when o.${name} is distinct from n.${name} then ${quoteText(`"${column}":`)} || coalesce(to_json(o.${name})::text, 'null') end`;
  });
  // The door of the creation is in no other place once the first change has overwritten it.
  parts.push(
    `case when o.version = 1 then '"updated_via":' || coalesce(to_json(o.updated_via)::text, 'null') end`,
  );
  const journal = `${quoteName(schema)}.kernel_mutation`;
  const revision = `(select coalesce(max(revision), 0) from ${quoteName(schema)}.kernel_revision)`;
  return `create or replace function ${quoteName(functionName(base))}() returns trigger language plpgsql set enable_nestloop = off set enable_mergejoin = off as $journal$
begin
  if tg_op = 'DELETE' then
    insert into ${journal} (type, record, op, version, via, revision, old)
    select o.type, o.id, 'D', o.version, 'sql', ${revision}, to_jsonb(o) from before_change o;
    return null;
  end if;
  insert into ${journal} (type, record, op, version, who, via, revision, old)
  select n.type, n.id, 'U', n.version,
    case when n.version is distinct from o.version then n.updated_by end,
    case when n.version is distinct from o.version then coalesce(n.updated_via, 'sql') else 'sql' end,
    ${revision}, ('{' || c.changed || '}')::jsonb
  from before_change o join after_change n on n.id = o.id
  cross join lateral (select array_to_string(array[
    ${parts.join(",\n    ")}
  ], ',') as changed) c
  where c.changed <> '';
  return null;
end $journal$`;
}

/** Made once with the table; the function behind them changes with the columns. */
export function journalTriggers(base: string): string[] {
  const table = quoteName(tableOf(base));
  const run =
    `for each statement when (current_setting(${quoteText(journalSetting)}, true) is distinct from 'off') ` +
    `execute function ${quoteName(functionName(base))}()`;
  return [
    `create trigger journal_update after update on ${table} referencing old table as before_change new table as after_change ${run}`,
    `create trigger journal_delete after delete on ${table} referencing old table as before_change ${run}`,
  ];
}

function functionName(base: string): string {
  return `journal_${base}`;
}

/** System values that tell something of their own; the version and who changed it have columns in the journal. */
const journalledSystem = ["type", "created_at", "created_by", "deleted_at", "archived_at"];

function journalled(base: string, columns: readonly RegisteredColumn[]): string[] {
  const own = columns.filter((column) => column.base === base && column.state !== "filling");
  return [...journalledSystem, ...own.map(({ column }) => column)];
}
