import { quoteName, quoteText } from "../../core/database/database.ts";
import { tableOf } from "../../metamodel/index.ts";
import type { RegisteredColumn } from "./columns.ts";

/** While this setting is `off` in a transaction, nothing is journalled: filling a converted column changes no record. */
export const journalSetting = "dossier.journal";

/**
 * The function that writes the mutation journal of one table: generated, because comparing known columns is several
 * times faster than any generic comparison; once per statement, with the old values of changed columns only.
 *
 * One row, the usual case, is compared column by column, which costs a third of what starting the query for many
 * rows does (45 against 150 µs). Many rows meet in a full join, which cannot be a nested loop: a session keeps the
 * plan of its first call, and a nested loop made for few rows would take the square of the time for ten thousand.
 */
export function journalFunction(
  base: string,
  { schema, columns }: { schema: string; columns: readonly RegisteredColumn[] },
): string {
  const journal = `${quoteName(schema)}.kernel_mutation`;
  const revision = `(select coalesce(max(revision), 0) from ${quoteName(schema)}.kernel_revision)`;
  const many = comparisonsOf(base, columns, { was: "o", is: "n" });
  const one = comparisonsOf(base, columns, { was: "was", is: "is_now" });
  const head = `insert into ${journal} (type, record, op, version, who, via, trace, revision, old)`;
  const told = ({ was, is }: Rows) => `${is}.type, ${is}.id, 'U', ${is}.version,
      case when ${is}.version is distinct from ${was}.version then ${is}.updated_by end,
      case when ${is}.version is distinct from ${was}.version then coalesce(${is}.updated_via, 'sql') else 'sql' end,
      case when ${is}.version is distinct from ${was}.version then ${is}.updated_trace end,
      ${revision}`;
  return `create or replace function ${quoteName(journalFunctionName(base))}() returns trigger language plpgsql as $journal$
declare
  was record;
  is_now record;
  changed text := '';
begin
  if tg_op = 'DELETE' then
    insert into ${journal} (type, record, op, version, via, revision, old)
    select o.type, o.id, 'D', o.version, 'sql', ${revision}, to_jsonb(o) from before_change o;
    return null;
  end if;
  if (select count(*) from (select from after_change limit 2) as first_two) > 1 then
    ${head}
    select ${told({ was: "o", is: "n" })}, ('{' || c.changed || '}')::jsonb
    from before_change o full join after_change n on n.id = o.id
    cross join lateral (select array_to_string(array[
      ${many.map(({ when, keep }) => `case when ${when} then ${keep} end`).join(",\n      ")}
    ], ',') as changed) c
    where c.changed <> '';
    return null;
  end if;
  select * into was from before_change;
  if not found then
    return null;
  end if;
  select * into is_now from after_change;
  ${one.map(({ when, keep }) => `if ${when} then changed := changed || ',' || ${keep}; end if;`).join("\n  ")}
  if changed <> '' then
    ${head}
    values (${told({ was: "was", is: "is_now" })}, ('{' || substr(changed, 2) || '}')::jsonb);
  end if;
  return null;
end $journal$`;
}

/** What the rows before and after a change are called. */
interface Rows {
  readonly was: string;
  readonly is: string;
}

/** When an old value is kept, and what is kept of it as a member of a JSON object. */
interface Comparison {
  readonly when: string;
  readonly keep: string;
}

function comparisonsOf(base: string, columns: readonly RegisteredColumn[], { was, is }: Rows): Comparison[] {
  const member = (column: string) =>
    `${quoteText(`"${column}":`)} || coalesce(to_json(${was}.${quoteName(column)})::text, 'null')`;
  const compared = journalled(base, columns).map((column) => {
    const name = quoteName(column);
    return { when: `${was}.${name} is distinct from ${is}.${name}`, keep: member(column) };
  });
  // The door and the trace of the creation are in no other place once the first change has overwritten it.
  const first = `${was}.version = 1 and ${is}.version <> 1`;
  const firstTrace = { when: `${first} and ${was}.updated_trace is not null`, keep: member("updated_trace") };
  return [...compared, { when: first, keep: member("updated_via") }, firstTrace];
}

/** Made once with the table; the function behind them changes with the columns. */
export function journalTriggers(base: string): string[] {
  const table = quoteName(tableOf(base));
  const run =
    `for each statement when (current_setting(${quoteText(journalSetting)}, true) is distinct from 'off') ` +
    `execute function ${quoteName(journalFunctionName(base))}()`;
  return [
    `create trigger journal_update after update on ${table} referencing old table as before_change new table as after_change ${run}`,
    `create trigger journal_delete after delete on ${table} referencing old table as before_change ${run}`,
  ];
}

export function journalFunctionName(base: string): string {
  return `journal_${base}`;
}

/** System values that tell something of their own; the version and who changed it have columns in the journal. */
const journalledSystem = ["type", "created_at", "created_by", "deleted_at", "archived_at"];

function journalled(base: string, columns: readonly RegisteredColumn[]): string[] {
  const own = columns.filter(
    (column) => column.base === base && column.state !== "filling" && column.meaning === null,
  );
  return [...journalledSystem, ...own.map(({ column }) => column)];
}
