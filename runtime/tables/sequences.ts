import { createHash } from "node:crypto";
import { dayOf } from "../../core/clock.ts";
import { quoteName, type Sql } from "../../core/database/index.ts";
import { ownFields } from "../../metamodel/changes/index.ts";
import type { Field, Model } from "../../metamodel/index.ts";

/** The database sequence that counts for a generated field; one for each period (year, subtype) that is counted by itself. */
export function sequenceName(base: string, column: string, period: string | null): string {
  const name = ["seq", base, column, ...(period === null ? [] : [period])].join("_");
  if (name.length <= 63) return name;
  return `${name.slice(0, 54)}_${createHash("sha256").update(name).digest("hex").slice(0, 8)}`;
}

/**
 * Makes the counter of a period that none was made for yet. Safe to call from many processes at once, and inside a
 * transaction, which must be given then: a second connection might have to wait for the first one for ever.
 */
export async function ensureSequencePeriod(
  sql: Sql,
  { base, column, period }: { base: string; column: string; period: string | null },
): Promise<void> {
  const statement = createSequence(base, column, period);
  try {
    // What fails inside a transaction would spoil all of it.
    if ("savepoint" in sql) await sql.savepoint((inner) => inner.unsafe(statement));
    else await sql.unsafe(statement);
  } catch (cause) {
    // Two processes asked in the same moment, and the other one made it.
    if (!(cause instanceof Error && "code" in cause && ["23505", "42P07"].includes(String(cause.code))))
      throw cause;
  }
}

/** Makes the counter of a period whose numbers leave no gap; it goes on where an ordinary one had come to. */
export async function ensureCounter(
  sql: Sql,
  { base, column, period }: { base: string; column: string; period: string | null },
): Promise<void> {
  await ensureSequencePeriod(sql, { base, column, period });
  const name = sequenceName(base, column, period);
  await sql.unsafe(
    `insert into kernel_counter (name, value)
    select $1, case when is_called then last_value else last_value - 1 end from ${quoteName(name)}
    on conflict (name) do nothing`,
    [name],
  );
}

/** The counters of all generated fields for this year and the next. */
export function createSequences(model: Model, now: Date): string[] {
  return [...model.types.values()].flatMap((type) =>
    ownFields(type).flatMap((field) =>
      periodsOf(field, model, now).map((period) =>
        createSequence(type.base, field.column ?? field.name, period),
      ),
    ),
  );
}

/**
 * Moves the counter of a period past a number. Numbers near by are drawn rather than set, because a counter that is
 * set while others draw from it could go back.
 */
export async function passNumber(
  sql: Sql,
  { base, column, period, number }: { base: string; column: string; period: string | null; number: number },
): Promise<void> {
  const sequence = sequenceName(base, column, period);
  await sql.unsafe(
    `select case when ahead > 1000 then setval($1::regclass, $2::text::bigint)
      else (select max(nextval($1::regclass)) from generate_series(1, ahead)) end
    from (select $2::text::bigint - case when is_called then last_value else last_value - 1 end as ahead from ${quoteName(sequence)}) s
    where ahead > 0`,
    [quoteName(sequence), String(number)],
  );
  await sql.unsafe(
    "update kernel_counter set value = $2::text::bigint where name = $1 and value < $2::text::bigint",
    [sequence, String(number)],
  );
}

/** Moves a counter past numbers that records already hold, for a field that was filled or counted otherwise before. */
export async function passNumbers(
  sql: Sql,
  { field, base, table, now, model }: { field: Field; base: string; table: string; now: Date; model: Model },
): Promise<void> {
  const column = quoteName(field.column ?? field.name);
  const highest = new Map<string | null, number>();
  const rows = sql.unsafe<{ value: string; type: string }[]>(
    `select ${column} as value, type from ${quoteName(table)} where ${column} is not null`,
  );
  await rows.cursor(5_000, (page) => {
    for (const { value, type } of page) {
      const found = field.type.numberIn(value, field.document, { type });
      if (found) highest.set(found.period, Math.max(found.number, highest.get(found.period) ?? 0));
    }
  });
  for (const period of new Set([...periodsOf(field, model, now), ...highest.keys()])) {
    const counter = { base, column: field.column ?? field.name, period };
    await sql.unsafe(createSequence(base, counter.column, period));
    const number = highest.get(period);
    if (number) await passNumber(sql, { ...counter, number });
  }
}

function periodsOf(field: Field, model: Model, now: Date): (string | null)[] {
  if (!field.type.generated) return [];
  const today = dayOf(now, model.app.timeZone);
  const next = `${Number(today.slice(0, 4)) + 1}-01-01`;
  const periods = (model.types.get(field.declaredIn)?.concrete ?? []).flatMap((type) =>
    [today, next].map((day) => field.type.numbering(field.document, { day, type })?.period ?? null),
  );
  return [...new Set(periods)];
}

function createSequence(base: string, column: string, period: string | null): string {
  return `create sequence if not exists ${quoteName(sequenceName(base, column, period))}`;
}
