import { quoteName, quoteText } from "../../core/database/database.ts";
import { tableOf } from "../../metamodel/index.ts";
import type { RegisteredColumn } from "./columns.ts";

/**
 * A transaction says here what it does: `off`, and nothing is journalled, as filling a converted column changes no
 * record; `many`, and the journal is written once per statement instead of once per record.
 */
export const journalSetting = "dossier.journal";

/**
 * The function that writes the mutation journal of one table: generated, because comparing known columns is several
 * times faster than any generic comparison; with the old values of changed columns only.
 *
 * A row is compared in one expression, without asking the rows before and after as a table: that costs half of what
 * a trigger of the statement does (35 against 75 µs), and three times as much where a statement changes a thousand
 * (38 against 13 µs each). There the rows meet in a full join, which cannot be a nested loop: a session keeps the plan
 * of its first call, and a nested loop made for few rows would take the square of the time for ten thousand.
 *
 * The revision is that of the moment, which `kernel_revision` knows: looking it up took a fifth of writing the journal.
 */
export function journalFunction(
  base: string,
  { schema, columns }: { schema: string; columns: readonly RegisteredColumn[] },
): string {
  const journal = `${quoteName(schema)}.kernel_mutation`;
  const head = `insert into ${journal} (type, record, op, version, who, via, trace, old)`;
  const told = ({ was, is }: Rows) => `${is}.type, ${is}.id, 'U', ${is}.version,
      case when ${is}.version is distinct from ${was}.version then ${is}.updated_by end,
      case when ${is}.version is distinct from ${was}.version then coalesce(${is}.updated_via, 'sql') else 'sql' end,
      case when ${is}.version is distinct from ${was}.version then ${is}.updated_trace end`;
  const changed = (rows: Rows) =>
    joined(comparisonsOf(base, columns, rows).map(({ when, keep }) => `case when ${when} then ${keep} end`));
  const [many, one] = [
    { was: "o", is: "n" },
    { was: "old", is: "new" },
  ];
  return `create or replace function ${quoteName(journalFunctionName(base))}() returns trigger language plpgsql as $journal$
declare
  changed text;
begin
  if tg_level = 'ROW' then
    changed := ${changed(one)};
    if changed <> '' then
      ${head}
      values (${told(one)}, ('{' || changed || '}')::jsonb);
    end if;
    return null;
  end if;
  if tg_op = 'DELETE' then
    insert into ${journal} (type, record, op, version, via, old)
    select o.type, o.id, 'D', o.version, 'sql', to_jsonb(o) from before_change o;
    return null;
  end if;
  ${head}
  select ${told(many)}, ('{' || c.changed || '}')::jsonb
  from before_change o full join after_change n on n.id = o.id
  cross join lateral (select ${changed(many)} as changed) c
  where c.changed <> '';
  return null;
end $journal$`;
}

/** PostgreSQL passes at most a hundred arguments to a function. */
const mostArguments = 90;

/** Texts with commas between, without those that are null. */
function joined(texts: readonly string[]): string {
  if (texts.length <= mostArguments) return `concat_ws(',',\n      ${texts.join(",\n      ")})`;
  const parts: string[] = [];
  for (let from = 0; from < texts.length; from += mostArguments)
    parts.push(`nullif(${joined(texts.slice(from, from + mostArguments))}, '')`);
  return joined(parts);
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
  const setting = `coalesce(current_setting(${quoteText(journalSetting)}, true), '')`;
  const run = `execute function ${quoteName(journalFunctionName(base))}()`;
  const ofRows = "referencing old table as before_change new table as after_change";
  return [
    `create trigger journal_update after update on ${table} for each row when (${setting} not in ('off', 'many')) ${run}`,
    `create trigger journal_update_many after update on ${table} ${ofRows} for each statement when (${setting} = 'many') ${run}`,
    `create trigger journal_delete after delete on ${table} referencing old table as before_change for each statement when (${setting} <> 'off') ${run}`,
  ];
}

/** What `journalTriggers` makes. */
export const journalTriggerNames = ["journal_update", "journal_update_many", "journal_delete"];

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
