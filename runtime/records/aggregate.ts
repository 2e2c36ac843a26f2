import { Refusal } from "../../core/errors/index.ts";
import type { ModelType } from "../../metamodel/model.ts";
import { mustAllow } from "../access/index.ts";
import type { Crm } from "../crm.ts";
import { noteFigures } from "../readings/index.ts";
import { type Conditions, conditionSlots, conditionsSql, shapeOf } from "./conditions.ts";
import { inWordsOfTheHouse } from "./database-faults.ts";
import { drawFrom, newFindingDraft } from "./draft.ts";
import { type Grouping, type GroupKey, groupKey, parseGroupings } from "./groupings.ts";
import { figureOf, type Measure, parseMeasures } from "./measures.ts";
import { typeNamed } from "./paths.ts";
import { type Finding, run, type Statement, statementFor } from "./statement.ts";

/** Figures over the records of a type. */
export interface AggregateQuery extends Conditions {
  readonly type: string;
  /** `status,closed_on:month`; one group of everything otherwise. */
  readonly group?: string | undefined;
  /** `count,sum:fee,share(state == "won")`; `count` otherwise. */
  readonly measures?: string | undefined;
  /** A grouping or measure as it is written above, `-` in front for descending; the groups' own order otherwise. */
  readonly sort?: string | undefined;
  /** At most so many groups, 1 to 10,000; 1,000 otherwise. */
  readonly limit?: number | undefined;
}

const mostGroups = 10_000;

/**
 * `{ "groups": [ { "keys": [ { value, label } ], "values": […] } ], "total": […] }` as JSON text, in one statement.
 * The total is over all records that the conditions name, whatever the limit.
 */
export async function aggregateRecords(crm: Crm, query: AggregateQuery): Promise<string> {
  const type = typeNamed(crm, query.type);
  mustAllow(crm, { type, action: "see" });
  const { group = "", measures = "count", sort = "", limit = 1_000 } = query;
  if (!Number.isInteger(limit) || limit < 1 || limit > mostGroups)
    throw new Refusal("query.too-large", { reason: `limit 1 – ${mostGroups}` });
  const of = shapeOf(query);
  const statement = statementFor(
    crm,
    `aggregate ${JSON.stringify([type.name, group, measures, sort, limit, of])}`,
    (finding) => composeAggregate(crm, finding, { type, of, group, measures, sort, limit }),
  );
  const slots = conditionSlots(crm, query);
  const [row] = await run<{ json: string }>(crm, crm.database.sql, statement, slots).catch((cause) => {
    throw inWordsOfTheHouse(cause);
  });
  await noteFigures(crm, {
    type: type.name,
    detail: { group, measures, filter: query.filter, search: query.search },
  });
  return row?.json ?? '{"groups":[],"total":[]}';
}

interface Composed {
  readonly type: ModelType;
  readonly of: Conditions;
  readonly group: string;
  readonly measures: string;
  readonly sort: string;
  readonly limit: number;
}

/** Grouping sets give the groups and the total in one walk over the records. */
function composeAggregate(crm: Crm, finding: Finding, { type, of, limit, ...texts }: Composed): Statement {
  const draft = newFindingDraft(crm, finding);
  const groupings = parseGroupings(texts.group);
  const measures = parseMeasures(texts.measures);
  const keys = groupings.map((grouping) => groupKey(draft, { type, grouping }));
  const figures = measures.map((measure) => figureOf(draft, { type, measure }));
  const where = conditionsSql(draft, { type, of });
  const columns = [
    ...keys.map(({ sql }, index) => `${sql} as "G${index}"`),
    ...figures.map(({ sql }, index) => `${sql} as "M${index}"`),
    keys.length > 0 ? `grouping(${keys.map(({ sql }) => sql).join(", ")}) as "T"` : `1 as "T"`,
  ];
  const positions = keys.map((_, index) => index + 1).join(", ");
  const grouped = keys.length > 0 ? ` group by grouping sets ((${positions}), ())` : "";
  const order = orderOf({ groupings, measures, keys, sort: texts.sort });
  const values = `json_build_array(${figures.map(({ json }, index) => json(`g."M${index}"`)).join(", ")})`;
  const labels = `json_build_array(${keys.map(({ json }, index) => json(`g."G${index}"`)).join(", ")})`;
  return draft.statement(`
    with g as materialized (select ${columns.join(", ")} from ${drawFrom(draft, type)} where ${where}${grouped})
    select json_build_object(
      'groups', coalesce((
        select json_agg(json_build_object('keys', p.keys, 'values', p.values) order by p.n)
        from (
          select ${labels} as keys, ${values} as values, row_number() over () as n
          from (select * from g where g."T" = 0 order by ${order} limit ${limit}) g
        ) p
      ), '[]'),
      'total', (select ${values} from g where g."T" <> 0)
    )::text as json`);
}

interface Ordering {
  readonly groupings: readonly Grouping[];
  readonly measures: readonly Measure[];
  readonly keys: readonly GroupKey[];
  readonly sort: string;
}

function orderOf({ groupings, measures, keys, sort }: Ordering): string {
  const ordered = (key: GroupKey, index: number, direction = "") =>
    key.order(`g."G${index}"`).map((by) => `${by}${direction} nulls last`);
  const own = keys.flatMap((key, index) => ordered(key, index));
  const word = sort.replace(/^-/, "").trim();
  const direction = sort.startsWith("-") ? " desc" : "";
  if (word === "") return own.join(", ") || "1";
  const measure = measures.findIndex(({ text }) => text === word);
  if (measure >= 0) return [`g."M${measure}"${direction} nulls last`, ...own].join(", ");
  const grouping = groupings.findIndex(({ path, grain }) => (grain ? `${path}:${grain}` : path) === word);
  const named = keys[grouping];
  if (named) return [...ordered(named, grouping, direction), ...own].join(", ");
  throw new Refusal("query.not-sortable", { name: word.slice(0, 80) });
}
