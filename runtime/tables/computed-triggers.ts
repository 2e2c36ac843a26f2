import { quoteName, quoteText, type Sql } from "../../core/database/database.ts";
import { type Read, readsOf, type Step } from "../../metamodel/expression/index.ts";
import { type Model, tableOf } from "../../metamodel/index.ts";
import type { RegisteredColumn } from "./columns.ts";
import { heldAlong } from "./computed-locks.ts";
import { digestOf, mendingSql, type StoredValue, storedValues, workedOut } from "./computed-values.ts";

/** While this setting is `off` in a transaction stored values are not worked out; whoever sets it does so afterwards. */
export const storedSetting = "dossier.stored";

/**
 * Makes the triggers that keep stored values right what the model wants, in the caller's transaction. They are named
 * by a digest of what they do: one that stays is not touched, and nobody waits for its table.
 */
export async function settleTriggers(
  tx: Sql,
  { model, columns }: { model: Model; columns: readonly RegisteredColumn[] },
): Promise<void> {
  const wanted = new Map(
    storedValues(model, columns)
      .flatMap((stored) => triggersFor(model, stored))
      .map((trigger) => [trigger.name, trigger.sql]),
  );
  const existing = await tx<{ name: string }[]>`
    select proname::text as name from pg_proc
    where pronamespace = (select oid from pg_namespace where nspname = current_schema()) and proname like 'stored\\_%'`;
  const there = new Set(existing.map(({ name }) => name));
  const over = [...there].filter((name) => !wanted.has(name));
  const statements = [
    ...over.map((name) => `drop function ${quoteName(name)}() cascade`),
    ...[...wanted].flatMap(([name, sql]) => (there.has(name) ? [] : [sql])),
  ];
  if (statements.length > 0) await tx.unsafe(statements.join(";\n"));
}

/** The triggers that keep stored values right, each with its table. */
export function wantedTriggers(model: Model, columns: readonly RegisteredColumn[]): readonly TriggerName[] {
  return storedValues(model, columns).flatMap((stored) => triggersOf(model, stored));
}

/** What a new stored field asks of the database beside its column: its triggers, and the values of what is there. */
export function computingSql(model: Model, stored: StoredValue): readonly string[] {
  const all = `array(select id from ${quoteName(tableOf(stored.column.base))})`;
  return [...triggersFor(model, stored).map(({ sql }) => sql), mendingSql(model, stored, all)];
}

/** The triggers that keep one stored value right, each with its table. */
export function triggersOf(model: Model, stored: StoredValue): readonly TriggerName[] {
  return triggersFor(model, stored).flatMap(({ triggers }) => triggers);
}

interface TriggerName {
  readonly name: string;
  readonly table: string;
}

/** A function with the triggers that call it. */
interface Trigger {
  readonly name: string;
  readonly triggers: readonly TriggerName[];
  readonly sql: string;
}

function triggersFor(model: Model, stored: StoredValue): readonly Trigger[] {
  const { reads } = readsOf(model, { type: stored.type.name, field: stored.field.name });
  return [
    ownTrigger(model, stored, reads),
    ...reads.flatMap((read) =>
      read.steps.length === 0 ? [] : [otherTrigger(model, stored, { read, reads })],
    ),
  ];
}

/** Works the value out with each new record, and with each that changes in what it reads of itself. */
function ownTrigger(model: Model, stored: StoredValue, reads: readonly Read[]): Trigger {
  const { column, type, field } = stored;
  const { value, joins } = workedOut(model, { type, field, sqlType: column.sqlType }, "r");
  const own = reads.find(({ steps }) => steps.length === 0)?.columns ?? new Set<string>();
  const changed = differing(["type", ...own], "old", "new");
  const body = `
begin
  if tg_op = 'UPDATE' and not (${changed}) then
    return new;
  end if;
  ${heldAlong(model, reads, { from: [], rows: "(select new.*) n" })}
  select ${value} into new.${quoteName(column.column)} from (select new.*) r${joins};
  return new;
end`;
  const table = tableOf(column.base);
  return named(column, body, (name) => [
    {
      name,
      table,
      sql: `create trigger ${name} before insert or update on ${quoteName(table)}
    for each row ${unlessOff} execute function ${name}()`,
    },
  ]);
}

/**
 * Finds the records whose value a change somewhere else touches, and works it out for them. First they are locked, each
 * way by its keys in order, then a new statement works out: it sees what whoever held the locks has committed, so that
 * two inserts at once do not lose one another. A full join cannot be a nested loop, which the plan that a session keeps
 * from its first small change would be.
 */
function otherTrigger(
  model: Model,
  stored: StoredValue,
  { read, reads }: { read: Read; reads: readonly Read[] },
): Trigger {
  const { column } = stored;
  const last = read.steps.at(-1);
  const table = tableOf(model.types.get(last?.type ?? "")?.base ?? last?.type ?? "");
  const keys = (row: string) => (last?.go === "to-naming" ? keysIn(last, row) : `${row}.id`);
  const body = `
declare
  ids uuid[];
begin
  if tg_op = 'INSERT' then
    ${heldAlong(model, reads, { from: read.steps, rows: "after_change n" })}
    ${distinctKeys(`${keys("n")} as id from after_change n`)}
  elsif tg_op = 'DELETE' then
    ${distinctKeys(`${keys("o")} as id from before_change o`)}
  else
    ${heldAlong(model, reads, { from: read.steps, rows: `(select n.* from before_change o full join after_change n on n.id = o.id where ${differing([...read.columns], "o", "n")}) n` })}
    ids := array(
      select distinct k.id from before_change o full join after_change n on n.id = o.id
      cross join lateral (select ${keys("o")} as id union all select ${keys("n")}) k
      where k.id is not null and (${differing([...read.columns], "o", "n")}));
  end if;
  ${wayBack(model, stored, read.steps)}
  ${guarded("perform from", `${quoteName(tableOf(column.base))} where id = any(ids) order by id for no key update`)}
  ${guarded("", mendingSql(model, stored, "ids"))}
  return null;
end`;
  return named(column, body, (name) => [
    after(name, table, "insert", "new table as after_change"),
    after(name, table, "update", "old table as before_change new table as after_change"),
    after(name, table, "delete", "old table as before_change"),
  ]);
}

/** From the keys of changed records back to those of the records that the way began at; those between are held. */
function wayBack(model: Model, { type }: StoredValue, steps: readonly Step[]): string {
  const lines: string[] = [];
  for (const [index, step] of [...steps.entries()].reverse()) {
    const isEnd = index === steps.length - 1;
    const here = tableNamed(model, step.type);
    const from = tableNamed(model, steps[index - 1]?.type ?? type.name);
    const column = quoteName(step.column);
    // Who names a record to read what names it in turn holds it too: of the two changes one has to wait.
    const isTurn = step.go === "to-named" && steps[index + 1]?.go === "to-naming";
    const hold = isTurn ? "for no key update" : "for share";
    if (!isEnd) lines.push(guarded("perform from", `${here} where id = any(ids) order by id ${hold}`));
    if (step.go === "to-named") {
      const names = step.isList ? `${column} && ids` : `${column} = any(ids)`;
      lines.push(`ids := array(select id from ${from} where ${names});`);
    } else if (!isEnd)
      lines.push(distinctKeys(`${keysIn(step, "r")} as id from ${here} r where r.id = any(ids)`));
  }
  return lines.join("\n  ");
}

function distinctKeys(select: string): string {
  return `ids := array(select distinct k.id from (select ${select}) k where k.id is not null);`;
}

/** The keys of the records that a row names. */
function keysIn({ column, isList }: Step, row: string): string {
  const named = `${row}.${quoteName(column)}`;
  return isList ? `unnest(${named})` : named;
}

function guarded(head: string, rest: string): string {
  return `if cardinality(ids) = 0 then return null; end if;\n  ${head} ${rest};`;
}

function differing(columns: readonly string[], was: string, is: string): string {
  return columns
    .map((column) => `${was}.${quoteName(column)} is distinct from ${is}.${quoteName(column)}`)
    .join(" or ");
}

function after(called: string, table: string, event: string, tables: string): TriggerName & { sql: string } {
  const name = `${called}_${event}`;
  const sql = `create trigger ${quoteName(name)} after ${event} on ${quoteName(table)}
    referencing ${tables} for each statement ${unlessOff} execute function ${quoteName(called)}()`;
  return { name, table, sql };
}

const unlessOff = `when (current_setting(${quoteText(storedSetting)}, true) is distinct from 'off')`;

function named(
  column: RegisteredColumn,
  body: string,
  triggersOf: (name: string) => readonly (TriggerName & { readonly sql: string })[],
): Trigger {
  const name = `stored_${digestOf(`${column.base}.${column.column} ${body}`)}`;
  // The text of an expression may hold any letters but not a digest of itself.
  const tag = `$${name}$`;
  const made = `create function ${quoteName(name)}() returns trigger language plpgsql as ${tag}${body}${tag}`;
  const triggers = triggersOf(name);
  return {
    name,
    triggers: triggers.map(({ name: trigger, table }) => ({ name: trigger, table })),
    sql: [made, ...triggers.map(({ sql }) => sql)].join(";\n"),
  };
}

function tableNamed(model: Model, type: string): string {
  return quoteName(tableOf(model.types.get(type)?.base ?? type));
}
