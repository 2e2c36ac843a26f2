import type { ModelType } from "../../metamodel/model.ts";
import type { Crm } from "../crm.ts";
import { type Conditions, conditionsByWay, conditionsSql, isAsked } from "./conditions.ts";
import { drawFrom, newFindingDraft } from "./draft.ts";
import { orderOf } from "./keyset.ts";
import { type SortWord, sortKeys } from "./sort.ts";
import type { Finding, Statement } from "./statement.ts";

/** With so many records or fewer all of them are found, sorted and counted at once. */
const mostFew = 1_000;
const mostRemembered = 5_000;
const remembered = new WeakMap<Statement, Set<string>>();

/** Who asks, and with which values. */
export interface Asker {
  readonly crm: Crm;
  readonly slots: object;
}

/**
 * Whether a list was short when this user asked for it the last time. No statistics of PostgreSQL tell that as well:
 * its plan for a page walks an index in the order of the list, which for a few records among a million never ends.
 */
export function wereFew(list: Statement, asker: Asker): boolean {
  return remembered.get(list)?.has(keyOf(asker)) ?? false;
}

/** Notes how many a list had; null where nobody counted. Says whether they are few. */
export function noteCount(list: Statement, asker: Asker, count: number | null): boolean {
  const isFew = count !== null && count <= mostFew;
  const lists = remembered.get(list) ?? new Set<string>();
  if (!isFew) lists.delete(keyOf(asker));
  else if (lists.size < mostRemembered) lists.add(keyOf(asker));
  remembered.set(list, lists);
  return isFew;
}

function keyOf({ crm, slots }: Asker): string {
  return `${crm.user.id} ${crm.user.collaborator} ${JSON.stringify(slots)}`;
}

/**
 * Finds the first page of a short list: all records it has, in any order, which are then sorted and counted. One more
 * than are few tells that the list has grown, and the answer is none.
 */
export function composeFew(
  crm: Crm,
  finding: Finding,
  { type, of, words, limit }: { type: ModelType; of: Conditions; words: readonly SortWord[]; limit: number },
): Statement {
  const rows = newFindingDraft(crm, finding);
  const keys = sortKeys(rows, type, words);
  const columns = keys.map(({ sql }, index) => `, ${sql} as "K${index}"`).join("");
  // As for a count: each right has an index that finds what it lets see, and often holds all that is asked.
  const byWay = isAsked(of) ? null : conditionsByWay(rows, { type, of });
  const found = (byWay ?? [conditionsSql(rows, { type, of })]).map(
    (where) => `select r.id${columns} from ${drawFrom(rows, type)} where ${where} limit ${mostFew + 1}`,
  );
  const all =
    found.length === 1
      ? found.join("")
      : `${found.map((each) => `(${each})`).join(" union all ")} limit ${mostFew + 1}`;
  const carried = keys.map((key, index) => ({ ...key, sql: `r."K${index}"` }));
  const ends = [...keys.map((_, index) => `p."K${index}"`), "p.id"].map((key) => `${key}::text`);
  return rows.statement(
    `with f as materialized (${all})
    select string_agg(q.id::text, ',' order by q.n) filter (where q.n <= ${limit}) as ids,
      case when count(*) > ${limit} then max(q.bound) end as bound, count(*)::int as count
    from (
      select p.id, p."N" as n, case when p."N" = ${limit} then json_build_array(${ends.join(", ")})::text end as bound
      from (select r.*, row_number() over (order by ${orderOf(carried)}) as "N" from f r) p
    ) q`,
  );
}
