import { quoteName, type Sql } from "../../core/database/index.ts";
import type { Words } from "../../core/language/index.ts";
import type { Change } from "../../metamodel/changes/index.ts";
import { type Model, type ModelType, tableOf } from "../../metamodel/index.ts";
import { type Breaking, breaksAt } from "./breaking/index.ts";
import { computingSql, triggersOf } from "./computed-triggers.ts";
import { type StoredValue, storedValues } from "./computed-values.ts";
import type { Design } from "./design.ts";
import { hiddenRecords, leftBehind, outOfReach, unconverted, type Warning } from "./existing.ts";
import { createIndex, type WantedIndex, wantedIndexes } from "./indexes.ts";
import { costs } from "./price.ts";
import { countRows } from "./row-count.ts";
import type { ColumnWork } from "./settle-columns.ts";
import { addColumn, addForeignKey, createTable } from "./statements.ts";
import { lockFor, locks, storedLock } from "./step-locks.ts";

/** One change with its price. */
export interface Step extends Change {
  /** The statements it means for the tables; none where it is metadata alone. */
  readonly sql: readonly string[];
  /** Who waits for whom, in plain words with PostgreSQL's name; null where no table is touched. */
  readonly lock: Words | null;
  /** Rows that are read or written. */
  readonly rows: number;
  /** Until it can be used. */
  readonly milliseconds: number;
  /** What follows while it is already used: indexes, checks. */
  readonly backgroundMilliseconds: number;
  readonly undoable: boolean;
  readonly warnings: readonly Warning[];
  /** Existing records that do not fit what is newly asked. */
  readonly breaks: readonly Breaking[];
}

type Priced = Omit<Step, "breaks">;

interface Pricing {
  readonly sql: Sql;
  readonly design: Design;
  readonly before: Model;
  /** Indexes that no step has taken on yet. */
  readonly indexes: Set<WantedIndex>;
  readonly rowsOf: (base: string) => Promise<number>;
}

/** Prices each change: statements, locks, rows, time, and what it means for records that exist. */
export async function priceChanges(
  sql: Sql,
  {
    changes,
    design,
    before,
    breaks = [],
  }: {
    changes: readonly Change[];
    design: Design;
    before: Model;
    breaks?: readonly Breaking[];
  },
): Promise<Step[]> {
  const had = new Set(wantedIndexes(before).map(({ name }) => name));
  const indexes = wantedIndexes(design.model).filter(
    ({ name, base }) => !had.has(name) && !design.newBases.includes(base),
  );
  const known = new Map<string, Promise<number>>();
  const rowsOf = (base: string) => {
    const counted = known.get(base) ?? countRows(sql, base, design);
    known.set(base, counted);
    return counted;
  };
  const pricing: Pricing = { sql, design, before, indexes: new Set(indexes), rowsOf };
  const priced = new Map<Change, Priced>();
  // Rights come last: what is left of the indexes then is built anew because of them.
  const inTurn = [...changes].sort((a, b) => Number(a.kind === "role") - Number(b.kind === "role"));
  for (const change of inTurn) priced.set(change, await priceOne(pricing, change));
  const steps = changes.flatMap((change) => priced.get(change) ?? []);
  const places = breaksAt(steps, breaks);
  return steps.map((step, index) => ({ ...step, breaks: places[index] ?? [] }));
}

async function priceOne(pricing: Pricing, change: Change): Promise<Priced> {
  const { design } = pricing;
  const type = design.model.types.get(change.name);
  const free = {
    sql: [],
    lock: null,
    rows: 0,
    milliseconds: 0,
    backgroundMilliseconds: 0,
    undoable: true,
    warnings: [],
  };
  if (change.change === "type-removed")
    return {
      ...change,
      ...free,
      warnings: await hiddenRecords(pricing.sql, pricing.before.types.get(change.name)),
    };
  if (change.kind === "role") return { ...change, ...free, ...(await priceRights(pricing, change)) };
  if (change.kind !== "type" || !type) return { ...change, ...free };
  if (change.change === "type-added") return priceType(pricing, change);
  const work = workOf(pricing, change);
  const restored = change.change === "field-added" && work?.work === "restore";
  const named = restored ? restoring(change) : filledIn(change, type, work);
  const indexes = takeIndexes(pricing, { base: type.base, ...(change.field ? { field: change.field } : {}) });
  const stored = storedIn(pricing, work);
  const triggers = stored ? triggersOf(design.model, stored) : [];
  const isCounted = indexes.length > 0 || work?.work === "convert" || stored !== undefined;
  const rows = isCounted ? await pricing.rowsOf(type.base) : 0;
  const done = [...statementsFor(work), ...(stored ? computingSql(design.model, stored) : [])];
  return {
    ...named,
    sql: [...done, ...indexes.map((index) => createIndex(index, { concurrently: true }))],
    lock: stored ? storedLock(design.model, triggers) : lockFor(done, indexes),
    rows,
    milliseconds: Math.ceil(
      (done.length > 0 ? costs.addColumn : 0) +
        triggers.length * costs.addTrigger +
        conversionCost(work, rows),
    ),
    backgroundMilliseconds: Math.ceil(
      rows *
        (keyCost(work) +
          (stored ? costs.computeRow : 0) +
          indexes.reduce((sum, index) => sum + indexCost(index), 0)),
    ),
    undoable: true,
    warnings: await warningsFor(pricing, change, work),
  };
}

/** A right over other fields than before builds the indexes of the types it names anew: they carry what it reads. */
async function priceRights(
  pricing: Pricing,
  { name }: Change,
): Promise<Pick<Step, "sql" | "lock" | "rows" | "backgroundMilliseconds">> {
  const models = [pricing.before, pricing.design.model];
  const said = new Set(models.flatMap((model) => Object.keys(model.roles.get(name)?.types ?? {})));
  const bases = new Set(
    [...pricing.design.model.types.values()].flatMap((type) =>
      said.has("*") || said.has(type.name) ? [type.base] : [],
    ),
  );
  const built = [...bases].map((base) => ({ base, indexes: takeIndexes(pricing, { base }) }));
  let [rows, backgroundMilliseconds] = [0, 0];
  for (const { base, indexes } of built.filter(({ indexes: some }) => some.length > 0)) {
    const count = await pricing.rowsOf(base);
    rows += count;
    backgroundMilliseconds += count * indexes.reduce((sum, index) => sum + indexCost(index), 0);
  }
  const all = built.flatMap(({ indexes }) => indexes);
  return {
    sql: all.map((index) => createIndex(index, { concurrently: true })),
    lock: lockFor([], all),
    rows,
    backgroundMilliseconds: Math.ceil(backgroundMilliseconds),
  };
}

async function priceType({ design, rowsOf }: Pricing, change: Change): Promise<Priced> {
  const base = design.model.types.get(change.name)?.base ?? change.name;
  const own = design.works.filter(({ work, column }) => work === "add" && column.declaredIn === change.name);
  const columns = own.map(({ column }) => column);
  const isNew = design.newBases.includes(base) && base === change.name;
  const statements = isNew ? [createTable(base, columns)] : columns.map(addColumn);
  return {
    ...change,
    sql: statements,
    lock: isNew || statements.length === 0 ? null : locks.brief,
    rows: isNew ? 0 : await rowsOf(base),
    milliseconds: isNew ? costs.createTable : columns.length * costs.addColumn,
    backgroundMilliseconds: 0,
    undoable: true,
    warnings: [],
  };
}

/** The stored field whose values a work asks for. */
function storedIn({ design }: Pricing, work: ColumnWork | undefined): StoredValue | undefined {
  if (work?.column.state !== "computing" || work.work === "keep") return undefined;
  return storedValues(design.model, [work.column])[0];
}

/** Adding a column that is there again with its values has words of its own. */
function restoring(change: Change): Change {
  const words = {
    fr: change.words.fr.replace("Ajout du champ", "Retour, avec ses valeurs, du champ"),
    en: change.words.en.replace("Add the field", "Bring back, with its values, the field"),
  };
  return { ...change, change: "field-restored", words };
}

/** Adding a field that is filled at once says from what. */
function filledIn(change: Change, type: ModelType, work: ColumnWork | undefined): Change {
  const text = type.fields.get(change.field ?? "")?.document.filledFrom;
  if (change.change !== "field-added" || work?.work !== "convert" || text === undefined) return change;
  if (work.isThere) {
    const back = restoring(change);
    const words = {
      fr: `${back.words.fr} ; ce qui manque est rempli d’après ${text}`,
      en: `${back.words.en}; what is missing is filled from ${text}`,
    };
    return { ...back, words };
  }
  const words = {
    fr: `${change.words.fr}, rempli d’après ${text}`,
    en: `${change.words.en}, filled from ${text}`,
  };
  return { ...change, words };
}

/** The work on a field's column, at the one change of the field that brings it about. */
function workOf(
  { design, before }: Pricing,
  { change, name, field, formerly, movedFrom }: Change,
): ColumnWork | undefined {
  const found = design.works.find(({ column }) => column.declaredIn === name && column.field === field);
  const was = before.types.get(movedFrom ?? name)?.fields.get(formerly ?? field ?? "");
  const isSameType = was?.type.name === found?.column.fieldType;
  const bears =
    change === "field-added" ||
    change === "field-converted" ||
    ((change === "field-changed" || change === "field-moved") && isSameType);
  return bears ? found : undefined;
}

function statementsFor(work: ColumnWork | undefined): string[] {
  if (!work || (work.work !== "add" && work.work !== "convert")) return [];
  const { column } = work;
  const key = column.target === null ? [] : [addForeignKey(column, { validated: "later" })];
  if (work.work !== "convert") return [addColumn(column), ...key];
  const fill = `update ${quoteName(tableOf(column.base))} set ${quoteName(column.column)} = ${work.convert}`;
  return work.isThere ? [fill] : [addColumn(column), ...key, fill];
}

/** New indexes over a field, or over the type itself where no field is meant; each is told once. */
function takeIndexes({ indexes }: Pricing, { base, field }: { base: string; field?: string }): WantedIndex[] {
  const mine = [...indexes].filter(
    (index) =>
      index.base === base &&
      (field === undefined || index.fields.length === 0 || index.fields.includes(field)),
  );
  for (const index of mine) indexes.delete(index);
  return mine;
}

function indexCost({ definition }: WantedIndex): number {
  return definition.startsWith("using gin") ? costs.searchRow : costs.indexRow;
}

/** A new key is looked through once, to be sure of it. */
function keyCost(work: ColumnWork | undefined): number {
  return work?.work === "add" && work.column.target !== null ? costs.validateRow : 0;
}

function conversionCost(work: ColumnWork | undefined, rows: number): number {
  return work?.work === "convert" ? rows * costs.convertRow : 0;
}

async function warningsFor(
  { sql, design }: Pricing,
  change: Change,
  work: ColumnWork | undefined,
): Promise<Warning[]> {
  const type = design.model.types.get(change.name);
  const field = type?.fields.get(change.field ?? "");
  if (!type || !field || design.newBases.includes(type.base)) return [];
  const moved = change.change === "field-moved" && work?.work === "rename" ? work.column : null;
  if (moved) return outOfReach(sql, moved, { type, label: field.label });
  if (work?.work === "convert") return unconverted(sql, work);
  // A stored value has no old one to convert: it is worked out.
  if (work?.work === "add" && work.column.meaning === null && change.change !== "field-added")
    return [leftBehind];
  return [];
}
