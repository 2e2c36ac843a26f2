import { quoteName, quoteText } from "../../core/database/database.ts";
import { declares, type Move, ownFields, pairMoves, type Renaming } from "../../metamodel/changes/index.ts";
import {
  type ColumnNames,
  conversionBetween,
  type Field,
  type Model,
  systemFields,
} from "../../metamodel/index.ts";
import { columnNames, type RegisteredColumn, targetOf } from "./columns.ts";
import { meaningOf } from "./computed-values.ts";
import type { Fill } from "./fills.ts";

/** What happens to one column. */
export type ColumnWork =
  /** `retype`: another field type reads the same values, and nothing is converted. */
  | { readonly work: "add" | "restore" | "keep" | "retype" | "remove"; readonly column: RegisteredColumn }
  | { readonly work: "rename"; readonly column: RegisteredColumn; readonly from: string }
  | {
      readonly work: "convert";
      /** The column that holds the values afterwards. */
      readonly column: RegisteredColumn;
      /** The columns that hold them now; they are kept. */
      readonly sources: readonly string[];
      /** SQL of the value before and of the new one, of the old columns named bare. */
      readonly source: string;
      readonly convert: string;
      /** Whether the column is there with earlier values. */
      readonly isThere: boolean;
      /** SQL that is true for the rows that are written: where something differs, or changed since. */
      readonly stale: string;
    };

interface Settling {
  readonly registered: readonly RegisteredColumn[];
  /** The model as it shall be; its column names do not matter. */
  readonly model: Model;
  /** The same model with the columns that its fields get. */
  readonly named: (columns: ColumnNames) => Model;
  readonly renamings: readonly Renaming[];
  /** What new fields are filled from. */
  readonly fills?: readonly Fill[];
  readonly now: Date;
}

/**
 * Which column each field of the model gets. The registry decides, not the former model, so that fields which a new
 * version of the standard model or a capability brings get theirs too.
 */
export function settleColumns(settling: Settling): { works: ColumnWork[]; columns: RegisteredColumn[] } {
  const known = settling.registered.filter(({ state }) => state !== "filling");
  const byName = new Map(known.map((column) => [nameOf(column), column]));
  const left = new Map<string, Set<RegisteredColumn>>();
  for (const column of known) leftIn(left, column.base).add(column);
  const taken = new Map<string, Set<string>>();
  for (const { base, column } of settling.registered) takenIn(taken, base).add(column);
  const moves = movesOf(settling, known);
  const wanted = [...settling.model.types.values()].flatMap((type) =>
    ownFields(type).flatMap((field) => wantedColumn(settling, type.base, field) ?? []),
  );
  const settle = (one: RegisteredColumn): ColumnWork => {
    const mine = leftIn(left, one.base);
    const work = settleOne(settling, { wanted: one, left: mine, taken: takenIn(taken, one.base), moves });
    const settled = byName.get(nameOf(work.column));
    if (settled) mine.delete(settled);
    return work;
  };
  const entered = wanted.filter((one) => !isStored(settling.model, one)).map(settle);
  const stored = withMeanings(settling, { wanted, entered }).map(settle);
  const works = [...entered, ...stored];
  const removed = [...left.values()]
    .flatMap((columns) => [...columns])
    .filter(({ state }) => state === "live" || state === "computing")
    .map(
      (column): ColumnWork => ({
        work: "remove",
        column: { ...column, state: "removed", since: settling.now },
      }),
    );
  const all = [...works, ...removed];
  return { works: all, columns: registryAfter(known, all) };
}

/**
 * The stored computed fields with what they mean by the columns that hold what they read: so a renamed field changes
 * no meaning, and one that is converted, and stands in another column, does.
 */
function withMeanings(
  { model, named }: Settling,
  { wanted, entered }: { wanted: readonly RegisteredColumn[]; entered: readonly ColumnWork[] },
): RegisteredColumn[] {
  const stored = wanted.filter((one) => isStored(model, one));
  if (stored.length === 0) return [];
  const meant = named(columnNames(entered.map(({ column }) => column)));
  return stored.map((one) => ({ ...one, meaning: meaningOf(meant, one) }));
}

function isStored(model: Model, { declaredIn, field: name }: RegisteredColumn): boolean {
  const field = model.types.get(declaredIn)?.fields.get(name);
  return field?.type.computation(field.document)?.isStored === true;
}

function registryAfter(known: readonly RegisteredColumn[], works: readonly ColumnWork[]): RegisteredColumn[] {
  const changed = works.map(({ column }) => column);
  const names = new Set(changed.map(nameOf));
  const untouched = known.filter((one) => !names.has(nameOf(one)));
  return [...untouched, ...changed];
}

interface One {
  /** The column as it shall be; its name is the field's until it is known to be free. */
  readonly wanted: RegisteredColumn;
  /** Columns of its base type that no field has yet. */
  readonly left: ReadonlySet<RegisteredColumn>;
  readonly taken: Set<string>;
  readonly moves: readonly Move[];
}

function settleOne(settling: Settling, one: One): ColumnWork {
  const { wanted, left } = one;
  const from = formerName(settling, wanted) ?? wanted.field;
  if (wanted.meaning !== null) return settleStored(one, from);
  const mine = [...left].filter((column) => isOf(column, wanted, [wanted.field, from]));
  const live = mine.find(({ state, field }) => state === "live" && field === from) ?? movedColumn(one);
  const restorable = mine.findLast((column) => column.state === "removed" && holdsSame(column, wanted));
  const convert = live ? conversionOf(settling, live, wanted) : null;
  if (live && convert === quoteName(live.column) && !keptMore(settling, { live, restorable, wanted })) {
    const column = { ...wanted, column: live.column, since: live.since };
    const isSameField = live.field === wanted.field && live.declaredIn === wanted.declaredIn;
    if (!isSameField) return { work: "rename", column, from };
    return { work: live.fieldType === wanted.fieldType ? "keep" : "retype", column };
  }
  const column = { ...wanted, column: restorable?.column ?? freeName(one) };
  if (live && convert !== null) {
    const back = restorable ? conversionOf(settling, restorable, live) : null;
    const source = quoteName(live.column);
    const stale = back === null ? differs(column, convert) : `(${back}) is distinct from ${source}`;
    const isThere = back !== null;
    return { work: "convert", column, sources: [live.column], source, convert, isThere, stale };
  }
  const fill = settling.fills?.find(
    ({ type, field }) => type === wanted.declaredIn && field === wanted.field,
  );
  if (fill) return filling(fill, { column, restorable });
  return { work: restorable ? "restore" : "add", column };
}

/** A field that comes back keeps its values; where those it is made of went on without it, what they became since. */
function filling(
  { sources, source, convert, replaces }: Fill,
  { column, restorable }: { column: RegisteredColumn; restorable: RegisteredColumn | undefined },
): ColumnWork {
  const isEmpty = `${quoteName(column.column)} is null`;
  const since = restorable && quoteText(restorable.since.toISOString());
  const mayBeWritten = replaces ? `(${isEmpty} or updated_at >= ${since})` : isEmpty;
  const stale = restorable ? `${mayBeWritten} and ${differs(column, convert)}` : differs(column, convert);
  return { work: "convert", column, sources, source, convert, isThere: restorable !== undefined, stale };
}

function differs({ column }: RegisteredColumn, value: string): string {
  return `${quoteName(column)} is distinct from (${value})`;
}

/** The column of a stored computed field: one that means the same, else a new one whose values are worked out later. */
function settleStored(one: One, from: string): ColumnWork {
  const { wanted, left } = one;
  const mine = [...left].filter(
    (column) => isOf(column, wanted, [wanted.field, from]) && holdsSame(column, wanted),
  );
  const current = mine.find(({ state }) => state === "live" || state === "computing");
  if (current) {
    const { column, state, since } = current;
    const kept: RegisteredColumn = { ...wanted, column, state, since };
    return current.field === wanted.field
      ? { work: "keep", column: kept }
      : { work: "rename", column: kept, from };
  }
  const removed = mine.findLast(({ state }) => state === "removed");
  const column: RegisteredColumn = {
    ...wanted,
    column: removed?.column ?? freeName(one),
    state: "computing",
  };
  return { work: removed ? "restore" : "add", column };
}

/** The live columns whose types say their field no more, while a type above or below does that had none. */
function movesOf({ model, renamings }: Settling, known: readonly RegisteredColumn[]): Move[] {
  const live = known.flatMap(({ state, declaredIn: type, field }) =>
    state === "live" || state === "computing" ? [{ type, field }] : [],
  );
  const isThere = (type: string, field: string) =>
    live.some((one) => one.type === type && one.field === field);
  const isRenamed = (type: string, field: string) =>
    renamings.some((one) => one.type === type && (one.field === field || one.to === field));
  const gone = live.filter(({ type, field }) => !declares(model, type, field) && !isRenamed(type, field));
  const come = [...model.types.values()].flatMap((type) =>
    ownFields(type).flatMap(({ name: field }) =>
      isThere(type.name, field) || isRenamed(type.name, field) ? [] : [{ type: type.name, field }],
    ),
  );
  return pairMoves(model, { gone, come });
}

/** A field that moves up or down in its family of types shares the table and takes its column along. */
function movedColumn({ wanted, left, moves }: One): RegisteredColumn | undefined {
  const move = moves.find(({ to, field }) => to === wanted.declaredIn && field === wanted.field);
  return [...left].find(
    ({ state, field, declaredIn }) => state === "live" && field === move?.field && declaredIn === move.from,
  );
}

/**
 * Whether an earlier column of the field has values that became another in the present one: then that column comes
 * back, though the present one could be read as it is.
 */
function keptMore(
  settling: Settling,
  {
    live,
    restorable,
    wanted,
  }: { live: RegisteredColumn; restorable: RegisteredColumn | undefined; wanted: RegisteredColumn },
): boolean {
  if (!restorable || live.fieldType === wanted.fieldType) return false;
  const became = conversionOf(settling, restorable, live);
  return became !== null && became !== quoteName(restorable.column);
}

function formerName({ renamings }: Settling, { declaredIn, field }: RegisteredColumn): string | undefined {
  return renamings.find(({ type, to }) => type === declaredIn && to === field)?.field;
}

function wantedColumn({ model, now }: Settling, base: string, field: Field): RegisteredColumn | null {
  const sqlType = field.type.column(field.document);
  if (sqlType === null) return null;
  return {
    base,
    column: field.name,
    declaredIn: field.declaredIn,
    field: field.name,
    fieldType: field.type.name,
    sqlType,
    target: targetOf(model, field),
    document: field.document,
    meaning: null,
    state: "live",
    since: now,
  };
}

/** SQL that turns one column's value into another's; the column itself where nothing changes, null where no way leads. */
function conversionOf({ model }: Settling, from: RegisteredColumn, to: RegisteredColumn): string | null {
  const column = quoteName(from.column);
  if (from.target !== to.target) return null;
  if (holdsSame(from, to)) return column;
  const [was, becomes] = [model.shelf.get(from.fieldType), model.shelf.get(to.fieldType)];
  const convert = was && becomes && conversionBetween(was, becomes);
  const target = { to: to.document, from: from.document, timeZone: model.app.timeZone };
  return convert ? convert(column, target) : null;
}

/** Whether a column's values can stay as they are. */
function holdsSame(a: RegisteredColumn, b: RegisteredColumn): boolean {
  return (
    a.fieldType === b.fieldType && a.sqlType === b.sqlType && a.target === b.target && a.meaning === b.meaning
  );
}

function isOf(column: RegisteredColumn, wanted: RegisteredColumn, names: readonly string[]): boolean {
  return (
    column.base === wanted.base && column.declaredIn === wanted.declaredIn && names.includes(column.field)
  );
}

function nameOf({ base, column }: RegisteredColumn): string {
  return `${base}.${column}`;
}

/** The field's name where no other column has it, else with the type's name in front, else numbered; 63 bytes at most. */
function freeName({ wanted, taken }: One): string {
  const stem = `${wanted.declaredIn}_${wanted.field}`.slice(0, 56);
  let name = taken.has(wanted.field) ? stem : wanted.field;
  for (let number = 2; taken.has(name); number++) name = `${stem}_${number}`;
  taken.add(name);
  return name;
}

function leftIn(left: Map<string, Set<RegisteredColumn>>, base: string): Set<RegisteredColumn> {
  const columns = left.get(base) ?? new Set<RegisteredColumn>();
  left.set(base, columns);
  return columns;
}

function takenIn(taken: Map<string, Set<string>>, base: string): Set<string> {
  const names = taken.get(base) ?? new Set<string>([...systemFields, "updated_trace"]);
  taken.set(base, names);
  return names;
}
