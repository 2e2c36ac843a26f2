import { quoteName, type Sql } from "../../core/database/index.ts";
import { Refusal } from "../../core/errors/index.ts";
import type { ModelType } from "../../metamodel/model.ts";
import { mustAllow } from "../access/index.ts";
import type { Crm } from "../crm.ts";
import { noteReading } from "../readings/index.ts";
import { type Conditions, conditionSlots, conditionsByWay, conditionsSql, shapeOf } from "./conditions.ts";
import { type Count, type Counted, countEstimate, countedOf, countSql } from "./count.ts";
import { readCursor, writeCursor } from "./cursor.ts";
import { inWordsOfTheHouse, isDatabaseError } from "./database-faults.ts";
import { type Draft, drawFrom, newDraft, newFindingDraft, newPastDraft } from "./draft.ts";
import { composeFew, noteCount, wereFew } from "./few.ts";
import { type Bound, orderOf, type SortKey, type Stretch, stretches } from "./keyset.ts";
import { parseInstant } from "./past.ts";
import { typeNamed } from "./paths.ts";
import { recordColumns } from "./record-columns.ts";
import { parseSelect } from "./select.ts";
import { parseSort, type SortWord, sortKeys } from "./sort.ts";
import { type Finding, run, type Statement, statementFor } from "./statement.ts";

/** What a list is asked for. Everything is optional but the type. */
export interface ListQuery extends Conditions {
  readonly type: string;
  /** `number,customer(name,city)`; all stored fields otherwise. */
  readonly select?: string | undefined;
  /** `-due,title`; newest first otherwise. */
  readonly sort?: string | undefined;
  /** 1 to 1,000; 50 otherwise. */
  readonly limit?: number | undefined;
  /** `next` of the page before. */
  readonly after?: string | undefined;
  /** An instant (ISO 8601): the records as they were then, under the rights of today. */
  readonly asOf?: string | undefined;
  /** Capped at 10,000 on the first page and none on later ones, unless said otherwise. */
  readonly count?: Count | undefined;
}

/** One page as PostgreSQL wrote it. */
export interface Page {
  /** JSON objects with commas between. */
  readonly items: string;
  readonly next: string | null;
  readonly count: Counted | null;
}

const mostRecords = 1_000;

/**
 * `{ "items": […], "next": …, "count": { "value", "exact" } }` as JSON text, written by PostgreSQL in one statement;
 * noted as read where the type traces that.
 */
export async function listRecords(crm: Crm, query: ListQuery): Promise<string> {
  const { items, next, count } = await listPage(crm, query);
  const { type, select, filter, search, asOf } = query;
  await noteReading(crm, {
    how: "list",
    type,
    select,
    detail: { filter, search, asOf },
    answer: `[${items}]`,
  });
  return `{"items":[${items}],"next":${JSON.stringify(next)},"count":${JSON.stringify(count)}}`;
}

/**
 * A page of records, in a transaction where one is given. Throws `query.*` and `expression.*` for what cannot be asked,
 * `access.denied`.
 */
export async function listPage(crm: Crm, query: ListQuery, sql: Sql = crm.database.sql): Promise<Page> {
  const type = typeNamed(crm, query.type);
  mustAllow(crm, { type, action: "see" });
  const { sort = "-id", limit = 50, after } = query;
  const asOf = query.asOf === undefined ? null : parseInstant(query.asOf);
  if (asOf !== null) mustAllow(crm, { type, action: "history" });
  const count = countAsked(query);
  if (!Number.isInteger(limit) || limit < 1 || limit > mostRecords)
    throw new Refusal("query.too-large", { reason: `limit 1 – ${mostRecords}` });
  const words = parseSort(sort);
  const order = `${type.name} ${sort}`;
  const bound = after === undefined ? null : readCursor(order, words.length, after);
  const filled = bound?.map((value) => value !== null) ?? null;
  const of = shapeOf(query);
  const key = `list ${JSON.stringify([type.name, of, query.select, sort, limit, filled, count, asOf !== null])}`;
  const statement = statementFor(crm, key, (finding) =>
    composeList(crm, finding, {
      type,
      of,
      select: query.select,
      words,
      limit,
      filled,
      count,
      isPast: asOf !== null,
    }),
  );

  const row = await pageOf(crm, sql, statement, { query, bound, asOf });
  return {
    items: row.items ?? "",
    next: row.bound ? writeCursor(order, row.bound) : null,
    count: count === "estimate" ? await countEstimate(crm, { type, of: query }) : countedOf(row.count, count),
  };
}

/** What the planner guesses is about today. */
function countAsked({ after, count = after === undefined ? "capped" : "none", asOf }: ListQuery): Count {
  return count === "estimate" && asOf !== undefined ? "capped" : count;
}

interface ListRow {
  readonly items: string | null;
  readonly bound: string | null;
  readonly count: number | null;
}

const nothing: ListRow = { items: null, bound: null, count: null };

/** What was found, before its records were read. */
type FoundRow = Omit<ListRow, "items"> & { readonly ids: string | null };

async function pageOf(
  crm: Crm,
  sql: Sql,
  list: ListStatements,
  { query, bound, asOf }: { query: ListQuery; bound: readonly (string | null)[] | null; asOf: string | null },
): Promise<ListRow> {
  const keys = Object.fromEntries((bound ?? []).map((value, index) => [`after${index}`, value]));
  try {
    const slots = { ...conditionSlots(crm, query), ...keys, asOf };
    if ("text" in list) return (await run<ListRow>(crm, sql, list, slots))[0] ?? nothing;
    const found = await find(crm, sql, list, slots);
    if (!found?.ids) return { ...nothing, count: found?.count ?? null };
    const [shown] = await run<{ items: string | null }>(crm, sql, list.show, {
      found: `{${found.ids}}`,
      asOf,
    });
    return { items: shown?.items ?? null, bound: found.bound, count: found.count };
  } catch (cause) {
    if (bound && isDatabaseError(cause) && cause.code.startsWith("22"))
      throw new Refusal("query.cursor", {}, { cause });
    throw inWordsOfTheHouse(cause);
  }
}

/** As a short list where it was short the last time and still is. */
async function find(
  crm: Crm,
  sql: Sql,
  { find, few }: Exclude<ListStatements, Statement>,
  slots: Readonly<Record<string, string | null>>,
): Promise<FoundRow | undefined> {
  const asker = { crm, slots };
  if (few && wereFew(find, asker)) {
    const [all] = await run<FoundRow>(crm, sql, few, slots);
    if (noteCount(find, asker, all?.count ?? null)) return all;
  }
  const [found] = await run<FoundRow>(crm, sql, find, slots);
  if (few) noteCount(find, asker, found?.count ?? null);
  return found;
}

interface Composed {
  readonly type: ModelType;
  readonly of: Conditions;
  readonly select: string | undefined;
  readonly words: readonly SortWord[];
  readonly limit: number;
  /** Which of the previous page's last values there are; null on the first page. */
  readonly filled: readonly boolean[] | null;
  readonly count: Count;
  readonly isPast: boolean;
}

/** One statement, or two where the values decide how the records are found; `few` finds those of a short list. */
type ListStatements =
  | Statement
  | { readonly find: Statement; readonly show: Statement; readonly few: Statement | null };

/**
 * The page's rows are found first, in the order of an index; then only these get their references, titles and JSON.
 * Without any value in the conditions all this is one prepared statement. With values, finding is planned for them
 * each time, and showing, whose many joins take longest to plan, is prepared.
 */
function composeList(crm: Crm, finding: Finding, composed: Composed): ListStatements {
  const { type, limit } = composed;
  const rows = composed.isPast ? newPastDraft(crm) : newFindingDraft(crm, finding);
  const keys = sortKeys(rows, type, composed.words);
  const page = pageSql(rows, keys, composed);
  const number = `${pageCountSql(rows, composed)}::int as count`;
  const bound = `case when count(*) > ${limit} then max(q.bound) end as bound`;
  const ends = [...keys.map((_, index) => `p."K${index}"`), "p.id"].map((key) => `${key}::text`).join(", ");
  const end = `case when p."N" = ${limit} then json_build_array(${ends})::text end`;
  const numbered = (own: string) => `(select p.*, row_number() over () as "N" from (${page(own)}) p)`;
  if (!rows.hasValues()) {
    return rows.inside((shown) => {
      const { columns, joins } = shownColumns(shown, composed);
      return shown.statement(
        `select string_agg(q.json, ',' order by q.n) filter (where q.n <= ${limit}) as items, ${bound}, ${number}
        from (
          select r."N" as n, row_to_json("X")::text as json, r."B" as bound
          from (select p.*, ${end} as "B" from ${numbered("r.*")} p) r${joins} cross join lateral (select ${columns}) "X"
        ) q`,
        { isPrepared: true },
      );
    }, "r");
  }
  const find = rows.statement(
    `select string_agg(q.id::text, ',' order by q.n) filter (where q.n <= ${limit}) as ids, ${bound}, ${number}
    from (select p.id, p."N" as n, ${end} as bound from ${numbered("r.id")} p) q`,
  );
  const isCounted =
    !composed.isPast &&
    composed.filled === null &&
    (composed.count === "capped" || composed.count === "exact");
  const few = isCounted ? composeFew(crm, finding, composed) : null;
  return { find, show: composeShow(crm, composed), few };
}

/** A first page that is not full has counted everything by itself; only a full one is worth a walk over the rest. */
function pageCountSql(rows: Draft, { type, of, count, limit, filled }: Composed): string {
  const counted = countSql(rows, { type, of, count });
  if (filled !== null || count === "none" || count === "estimate") return counted;
  return `(case when count(*) > ${limit} then ${counted} else count(*) end)`;
}

function composeShow(crm: Crm, composed: Composed): Statement {
  const shown = composed.isPast ? newPastDraft(crm) : newDraft(crm);
  const ids = shown.value({ slot: "found" }, "uuid[]");
  const { columns, joins } = shownColumns(shown, composed);
  return shown.statement(
    `select string_agg(row_to_json("X")::text, ',' order by f.n) as items
    from unnest(${ids}) with ordinality f (id, n) join ${quoteName(composed.type.table)} r on r.id = f.id${joins}
    cross join lateral (select ${columns}) "X"`,
    { isPrepared: true },
  );
}

function shownColumns(
  shown: Draft,
  { type, select }: Composed,
): { readonly columns: string; readonly joins: string } {
  const asking = select === undefined ? null : parseSelect(select);
  const columns = recordColumns(shown, { type, alias: "r" }, asking);
  return { columns, joins: shown.joins() };
}

/**
 * One row more than asked for tells whether there is a next page. In the order of keys each of several rights has an
 * index that walks what it lets see: a few rows of each make the page, where their `or` would walk the whole table.
 * Composed once, and written with the columns that are wanted: all of many parts take PostgreSQL long to plan.
 */
function pageSql(
  rows: Draft,
  keys: readonly SortKey[],
  { type, of, words, filled, limit }: Composed,
): (own: string) => string {
  const isByKey = words.length === 1 && words[0]?.path === "id";
  const ways = (isByKey && conditionsByWay(rows, { type, of })) || [conditionsSql(rows, { type, of })];
  const parts = stretches(keys, boundOf(rows, keys, filled));
  const found = parts.flatMap((part) =>
    ways.map((where) => stretchSql(rows, { type, keys, where, part, limit: limit + 1 })),
  );
  const order = ways.length > 1 ? ` order by ${orderOf(keys)}` : "";
  return (own) => {
    const each = found.map((stretch) => stretch(own));
    if (each.length === 1) return each.join("");
    return `select * from (${each.map((one) => `(${one})`).join(" union all ")}) r${order} limit ${limit + 1}`;
  };
}

function boundOf(draft: Draft, keys: readonly SortKey[], filled: readonly boolean[] | null): Bound | null {
  if (!filled) return null;
  const at = (index: number, cast: string) => draft.value({ slot: `after${index}` }, cast);
  return {
    keys: keys.map(({ cast }, index) => (filled[index] ? at(index, cast) : null)),
    id: at(keys.length, "uuid"),
  };
}

function stretchSql(
  draft: Draft,
  {
    type,
    keys,
    where,
    part,
    limit,
  }: { type: ModelType; keys: readonly SortKey[]; where: string; part: Stretch; limit: number },
): (own: string) => string {
  const ends = keys.map(({ sql }, index) => `, ${sql} as ${quoteName(`K${index}`)}`).join("");
  const all = [where, ...part.where].join(" and ");
  const from = drawFrom(draft, type);
  return (own) => `select ${own}${ends} from ${from} where ${all} order by ${part.orderBy} limit ${limit}`;
}
