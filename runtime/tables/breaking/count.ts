import type postgres from "postgres";
import { type Database, quoteName, quoteText } from "../../../core/database/index.ts";
import { inWords } from "../../../core/language/index.ts";
import { compileToSql, parseExpression } from "../../../metamodel/expression/index.ts";
import { compilePattern, type Model, type ModelType } from "../../../metamodel/index.ts";
import type { Design } from "../design.ts";
import { type Asking, type Demand, newAsking } from "./demands.ts";
import { plannedTables, type Root } from "./planned-tables.ts";

/** How many records break a demand, and whether that is known exactly, from a part of the table, or not at all. */
export interface Counted {
  readonly count: number;
  readonly counted: "exact" | "estimated" | "unknown";
  readonly rows: readonly BreakingRow[];
}

export interface BreakingRow {
  readonly id: string;
  readonly type: string;
  readonly title: string;
  readonly value: string | null;
}

interface Counting {
  readonly database: Database;
  readonly design: Design;
  readonly now: Date;
}

/** Milliseconds that one statement may take; an administrator waits for the price of his change. */
const patience = 1_500;
/** Rows that are read where a whole table takes too long. */
const part = 20_000;
const mostSamples = 5;
const mostPatternValues = 20_000;

/** Counts the records that break demands of one type, all in one statement, and reads a few of each. */
export async function countBreaking(
  counting: Counting,
  { type, demands, rows }: { type: ModelType; demands: readonly Demand[]; rows: number },
): Promise<Counted[]> {
  const whole: Root = { base: type.base, percent: null };
  const some: Root = { base: type.base, percent: Math.min(100, (100 * part) / rows) };
  const all: Looked = { type, root: whole, asked: await withoutPatterns(counting, demands, whole) };
  const found = await tally(counting, all);
  const missed = found === null || found.some((count, index) => isOpen(all, count, index));
  const less: Looked | null =
    missed && some.percent !== 100
      ? { type, root: some, asked: await withoutPatterns(counting, demands, some) }
      : null;
  const guessed = less && (await tally(counting, less));
  const answers: Counted[] = [];
  for (const index of demands.keys()) {
    const isWhole = typeof found?.[index] === "number";
    const looked = isWhole ? all : less;
    const tallied = (isWhole ? found : guessed)?.[index] ?? null;
    if (looked === null || tallied === null) answers.push({ count: 0, counted: "unknown", rows: [] });
    else answers.push(await answered(counting, looked, { index, tallied }));
  }
  return answers;
}

/** Demands of one type, and the part of the table in which what breaks them is looked for. */
interface Looked {
  readonly type: ModelType;
  readonly root: Root;
  readonly asked: readonly Demand[];
}

/** Whether a demand was not counted for want of time: what hangs on who writes is never counted. */
function isOpen({ asked }: Looked, count: number | null, index: number): boolean {
  return count === null && asked[index]?.breaks === null;
}

async function answered(
  counting: Counting,
  { type, root, asked }: Looked,
  { index, tallied }: { index: number; tallied: number },
): Promise<Counted> {
  const demand = asked[index];
  const rows = demand && tallied > 0 ? await sampled(counting, { type, demand, root }) : [];
  if (root.percent === null) return { count: tallied, counted: "exact", rows };
  return { count: Math.round((tallied * 100) / root.percent), counted: "estimated", rows };
}

/** How many break each demand; null for one that hangs on who writes, and altogether where it takes too long. */
async function tally(counting: Counting, { type, asked, root }: Looked): Promise<(number | null)[] | null> {
  const { design } = counting;
  const asking = newAsking(design.model, type);
  const columns = asked.map((demand) => {
    const holds = conditionSql(design.model, demand, asking);
    return holds === null ? "null::int" : `(count(*) filter (where ${holds}))::int`;
  });
  const named = columns.map((column, index) => `${column} as n${index}`).join(", ");
  const [row] =
    (await ask<Record<string, number | null>>(counting, {
      asking,
      text: `${plannedTables(design, root)} select ${named} from root r${asking.scope.joins.sql()} where ${liveOf(type)}`,
    })) ?? [];
  return row ? asked.map((_, index) => row[`n${index}`] ?? null) : null;
}

/** SQL of a demand in a statement; null where it depends on the user. A demand that does is not written into it. */
function conditionSql(model: Model, demand: Demand, asking: Asking): string | null {
  const tried = newAsking(model, demand.type);
  demand.breaks?.(tried);
  if (tried.isPersonal || !demand.breaks) return null;
  return `(${demand.breaks(asking)})`;
}

function liveOf(type: ModelType): string {
  return `r.deleted_at is null and r.type in (${type.concrete.map(quoteText).join(", ") || "null"})`;
}

async function sampled(
  counting: Counting,
  { type, demand, root }: { type: ModelType; demand: Demand; root: Root },
): Promise<readonly BreakingRow[]> {
  const { design } = counting;
  const asking = newAsking(design.model, type);
  const condition = conditionSql(design.model, demand, asking);
  if (condition === null) return [];
  const title = titleSql(asking, design.model, type);
  const value =
    demand.hasValue && demand.field?.column ? `left(r.${quoteName(demand.field.column)}::text, 80)` : "null";
  const rows = await ask<BreakingRow>(counting, {
    asking,
    text: `${plannedTables(design, root)}
      select r.id::text as id, r.type, ${title} as title, ${value} as value
      from root r${asking.scope.joins.sql()} where ${liveOf(type)} and ${condition} limit ${mostSamples}`,
  });
  return rows ?? [];
}

/** The title of a record as its type says it; its type's label and the end of its key where that gives nothing. */
function titleSql(asking: Asking, model: Model, type: ModelType): string {
  const cases = type.concrete.flatMap((name) => {
    const own = model.types.get(name);
    if (!own) return [];
    const { sql } = compileToSql(parseExpression(own.title), { ...asking.scope, type: name });
    const otherwise = `${quoteText(inWords(own.label, model.language))} || ' ' || right(r.id::text, 8)`;
    return [`when ${quoteText(name)} then coalesce(nullif((${sql})::text, ''), ${otherwise})`];
  });
  return `case r.type ${cases.join(" ")} end`;
}

/** A pattern that only RE2 reads is held against the different values there are; those that break it are named in SQL. */
async function withoutPatterns(
  counting: Counting,
  demands: readonly Demand[],
  root: Root,
): Promise<Demand[]> {
  return Promise.all(demands.map((demand) => withoutPattern(counting, demand, root)));
}

async function withoutPattern(counting: Counting, demand: Demand, root: Root): Promise<Demand> {
  const { pattern, type, field } = demand;
  if (pattern === undefined || !field?.column) return demand;
  const column = `r.${quoteName(field.column)}`;
  const asking = newAsking(counting.design.model, type);
  const values = await ask<{ value: string }>(counting, {
    asking,
    text: `${plannedTables(counting.design, root)}
      select distinct ${column}::text as value from root r
      where ${liveOf(type)} and ${column} is not null limit ${mostPatternValues + 1}`,
  });
  if (values === null || values.length > mostPatternValues) return demand;
  const engine = compilePattern(pattern);
  const wrong = values.filter(({ value }) => !engine.test(value)).map(({ value }) => quoteText(value));
  return { ...demand, breaks: () => `${column}::text = any (array[${wrong.join(", ")}]::text[])` };
}

/** Asks PostgreSQL for as long as `patience` lasts; null where it takes longer. */
async function ask<Row extends postgres.MaybeRow>(
  { database, design, now }: Counting,
  { asking, text }: { asking: Asking; text: string },
): Promise<readonly Row[] | null> {
  const moment = { now, timeZone: design.model.app.timeZone };
  try {
    const { rows } = await database.sql.begin("read only", async (tx) => {
      await tx.unsafe(`set local statement_timeout = ${patience}`);
      const values = asking.scope.parameters.values({ user: null, moment });
      return { rows: await tx.unsafe<Row[]>(text, values) };
    });
    return rows;
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "57014") return null;
    throw cause;
  }
}
