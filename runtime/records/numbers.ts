import { dayOf } from "../../core/clock.ts";
import { type Database, quoteName, quoteText, type Sql } from "../../core/database/index.ts";
import type { Numbering } from "../../metamodel/field-type.ts";
import type { Field, ModelType } from "../../metamodel/model.ts";
import type { Crm } from "../crm.ts";
import { ensureCounter, ensureSequencePeriod, passNumber, sequenceName } from "../tables/index.ts";
import type { Draft } from "./draft.ts";
import type { Written } from "./written.ts";

/** A field that numbers new records, and what today's number is made of. */
interface Counter {
  readonly field: Field;
  readonly column: string;
  readonly numbering: Numbering;
  /** The database sequence it draws from. */
  readonly sequence: string;
}

/** The day that numbers of this moment carry, in the house's time zone; part of every statement that draws one. */
export function numberingDay(crm: Crm, type: ModelType): string {
  const isNumbered = [...type.fields.values()].some((field) => field.type.generated);
  return isNumbered ? dayOf(crm.clock.now(), crm.model.app.timeZone) : "";
}

const ready = new WeakMap<Database, Set<string>>();

/**
 * Makes sure that the counters of a day exist; asked of the database once per process and period. `sql` is what the
 * numbers are drawn with: a transaction may hold the only connection there is.
 */
export async function prepareNumbers(
  crm: Crm,
  sql: Sql,
  { type, day }: { type: ModelType; day: string },
): Promise<void> {
  const known = ready.get(crm.database) ?? new Set();
  ready.set(crm.database, known);
  for (const { column, numbering, sequence } of countersOf(type, day)) {
    const counter = `${numbering.isGapless ? "gapless " : ""}${sequence}`;
    if (known.has(counter)) continue;
    const ensure = numbering.isGapless ? ensureCounter : ensureSequencePeriod;
    await ensure(sql, { base: type.base, column, period: numbering.period });
    // A counter made in a transaction is there for certain only once that is committed.
    if (!("savepoint" in sql)) known.add(counter);
  }
}

/** Where new records get their numbers from. */
export interface DrawnNumbers {
  readonly from: string;
  /** The value of each numbered column. */
  readonly columns: ReadonlyMap<string, string>;
  /** Table expressions that have to stand before: counters that leave no gap count the rows that are really written. */
  readonly before: (rows: string) => readonly string[];
}

/**
 * How a new record gets its numbers: the source that draws the next one where none is given, and the value of each
 * numbered column. No lock is taken, so numbers may be left out, but where none may be: then the counter's row is
 * locked to the end of the transaction, and what is taken back is given again.
 */
export function drawnNumbers(
  draft: Draft,
  { type, day, alias }: { type: ModelType; day: string; alias: string },
): DrawnNumbers {
  const counters = countersOf(type, day).map(({ column, numbering, sequence }, index) => {
    const given = `${alias}.${quoteName(column)}`;
    const drawn = `d${index}`;
    const isGapless = numbering.isGapless === true;
    const number = isGapless
      ? `(${drawn}.n + row_number() over (partition by ${given} is null))`
      : `${drawn}.n`;
    const digits = `lpad(${number}::text, greatest(${numbering.digits}, length(${number}::text)), '0')`;
    const text = `${draft.value(numbering.before, "text")} || ${digits} || ${draft.value(numbering.after, "text")}`;
    const next = `select nextval(${quoteText(quoteName(sequence))}) as n where ${given} is null`;
    const wanted = (rows: string) => `(select count(*) from ${rows} where ${quoteName(column)} is null)`;
    const count = (rows: string) =>
      `${drawn} as (update kernel_counter set value = value + ${wanted(rows)}
        where name = ${quoteText(sequence)} returning value - ${wanted(rows)} as n)`;
    return {
      column,
      value: `coalesce(${given}, ${text})`,
      from: isGapless ? ` cross join ${drawn}` : ` left join lateral (${next}) ${drawn} on true`,
      before: isGapless ? count : null,
    };
  });
  return {
    before: (rows) => counters.flatMap(({ before }) => (before ? [before(rows)] : [])),
    from: counters.map(({ from }) => from).join(""),
    columns: new Map(counters.map(({ column, value }) => [column, value])),
  };
}

interface Brought {
  readonly type: ModelType;
  readonly records: readonly Pick<Written, "columns">[];
}

/**
 * Moves the counters past numbers that some of the records bring along before the others of them draw theirs: drawn
 * in the same breath they would get a number that is given. Where all bring one, or none does, nothing is asked.
 * Only the numbers of records in `past` are passed.
 */
export async function passNumbersAhead(
  crm: Crm,
  sql: Sql,
  { type, records, past }: Brought & { readonly past: ReadonlySet<Brought["records"][number]> },
): Promise<void> {
  const mixed = numbered(type).filter(({ column }) => {
    const given = records.filter(({ columns }) => typeof columns[column ?? ""] === "string").length;
    return given > 0 && given < records.length;
  });
  if (mixed.length === 0) return;
  await prepareNumbers(crm, sql, { type, day: numberingDay(crm, type) });
  const passed = records.filter((record) => past.has(record));
  for (const field of mixed) await passGiven(sql, field, { type, records: passed });
}

/** Whether a new record brings a number to a field whose numbers leave no gap. */
export function bringsGaplessNumber({ type, columns }: Written): boolean {
  return numbered(type).some((field) => {
    const numbering = field.type.numbering(field.document, { day: "2000-01-01", type: type.name });
    return numbering?.isGapless === true && typeof columns[field.column ?? ""] === "string";
  });
}

/** Moves the counters past numbers that records brought along, so that no later record gets one of them again. */
export async function passGivenNumbers(sql: Sql, { type, records }: Brought): Promise<void> {
  for (const field of numbered(type)) await passGiven(sql, field, { type, records });
}

/** The same for records of which those that are `stored` were written. */
export async function passStoredNumbers(
  sql: Sql,
  {
    type,
    records,
    stored,
  }: { type: ModelType; records: readonly Written[]; stored: readonly { id: string }[] },
): Promise<void> {
  // Most changes bring no number.
  if (!numbered(type).some(({ column }) => records.some(({ columns }) => (column ?? "") in columns))) return;
  const kept = new Set(stored.map(({ id }) => id));
  await passGivenNumbers(sql, { type, records: records.filter(({ id }) => kept.has(id)) });
}

async function passGiven(sql: Sql, field: Field, { type, records }: Brought): Promise<void> {
  const highest = new Map<string | null, number>();
  for (const { columns } of records) {
    const given = columns[field.column ?? ""];
    const found =
      typeof given === "string" ? field.type.numberIn(given, field.document, { type: type.name }) : null;
    if (found) highest.set(found.period, Math.max(found.number, highest.get(found.period) ?? 0));
  }
  for (const [period, number] of highest) {
    const counter = { base: type.base, column: field.column ?? field.name, period };
    await ensureSequencePeriod(sql, counter);
    await passNumber(sql, { ...counter, number });
  }
}

function countersOf(type: ModelType, day: string): readonly Counter[] {
  return numbered(type).flatMap((field) => {
    const numbering = field.type.numbering(field.document, { day, type: type.name });
    const column = field.column ?? field.name;
    if (!numbering) return [];
    return [{ field, column, numbering, sequence: sequenceName(type.base, column, numbering.period) }];
  });
}

const withNumbers = new WeakMap<ModelType, readonly Field[]>();

function numbered(type: ModelType): readonly Field[] {
  const known = withNumbers.get(type);
  if (known) return known;
  const made = [...type.fields.values()].filter((field) => field.type.generated && field.column !== null);
  withNumbers.set(type, made);
  return made;
}
