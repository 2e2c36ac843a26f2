import { Refusal } from "../../core/errors/index.ts";
import type { ModelType } from "../../metamodel/model.ts";
import type { Crm } from "../crm.ts";
import {
  type Conditions,
  conditionSlots,
  conditionsByWay,
  conditionsSql,
  isAsked,
  shapeOf,
} from "./conditions.ts";
import { type Draft, drawFrom, newFindingDraft } from "./draft.ts";
import { run, statementFor } from "./statement.ts";

/** How exact a count is: not at all, exact up to 10,000, exact whatever it takes, or as the planner guesses. */
export type Count = "none" | "capped" | "exact" | "estimate";

export interface Counted {
  readonly value: number;
  readonly exact: boolean;
}

const cap = 10_000;

/** The count as one value of a list's statement; counts one more than the cap, to know that there are more. */
export function countSql(
  draft: Draft,
  { type, of, count }: { type: ModelType; of: Conditions; count: Count },
): string {
  if (count === "none" || count === "estimate") return "null";
  const most = count === "exact" ? "" : ` limit ${cap + 1}`;
  return draft.inside((inner) => {
    // The index of what is asked carries what rights read; that of a way does not carry what is asked.
    const byWay = isAsked(of) ? null : conditionsByWay(inner, { type, of });
    const ways = byWay ?? [conditionsSql(inner, { type, of })];
    const found = ways.map((where) => `select from ${drawFrom(inner, type)} where ${where}${most}`);
    // A sum of counts: to hand the rows of all ways to one count took half as long again.
    const sum = found.map((each) => `(select count(*) from (${each}) c)`).join(" + ");
    return count === "capped" && found.length > 1 ? `least(${sum}, ${cap + 1})` : `(${sum})`;
  });
}

/** What `countSql` counted; null where nothing was. */
export function countedOf(value: number | null, count: Count): Counted | null {
  if (value === null) return null;
  if (count === "capped" && value > cap) return { value: cap, exact: false };
  return { value, exact: true };
}

/** The planner's guess, which costs no walk over the records. */
export async function countEstimate(
  crm: Crm,
  { type, of }: { type: ModelType; of: Conditions },
): Promise<Counted> {
  const statement = statementFor(crm, `estimate ${JSON.stringify([type.name, shapeOf(of)])}`, (finding) => {
    const draft = newFindingDraft(crm, finding);
    const where = conditionsSql(draft, { type, of });
    return draft.statement(`explain (format json) select from ${drawFrom(draft, type)} where ${where}`);
  });
  const [row] = await run<{ "QUERY PLAN": unknown }>(
    crm,
    crm.database.sql,
    statement,
    conditionSlots(crm, of),
  );
  return { value: planRows(row?.["QUERY PLAN"]), exact: false };
}

function planRows(plan: unknown): number {
  const text = JSON.stringify(plan ?? null).replaceAll('\\"', '"');
  return Number(/"Plan Rows": ?(\d+)/.exec(text)?.[1] ?? 0);
}

const counts: readonly Count[] = ["none", "capped", "exact", "estimate"];

/** Reads the word of a request. Throws `request.invalid`. */
export function parseCount(word: string): Count {
  const count = counts.find((each) => each === word);
  if (count) return count;
  throw new Refusal("request.invalid", { reason: `count=${word.slice(0, 20)} (${counts.join(", ")})` });
}
