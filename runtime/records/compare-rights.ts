import { type Action, accessSql } from "../access/index.ts";
import type { Crm } from "../crm.ts";
import { type Draft, drawFrom, newDraft } from "./draft.ts";
import { boundValues, type Statement } from "./statement.ts";
import { titleSql } from "./title.ts";

/** Records of one side: how many, and a few of them. `count` is exact up to the cap. */
export interface Shift {
  readonly count: number;
  readonly exact: boolean;
  readonly samples: readonly { readonly id: string; readonly type: string; readonly title: string }[];
}

/** What one user reaches with the rights of after and not with those of before, and the other way round. */
export interface Compared {
  readonly gained: Shift;
  readonly lost: Shift;
}

/** Whom and what is compared. */
export interface Comparing {
  /** A base type; both models have it. */
  readonly type: string;
  readonly action: Action;
  /** The same user before and after, each with the model of then. */
  readonly before: Crm;
  readonly after: Crm;
}

const cap = 10_000;
const mostSamples = 5;

/** A comparison that is ready to be asked. */
export interface Comparison {
  /** The same for users who are alike in all that counts. */
  readonly key: string;
  /** Null where it takes longer than `milliseconds`, or reads what is not there yet. */
  ask(milliseconds: number): Promise<Compared | null>;
}

/** Composes the comparison of two rights over the records that are there, archived ones included: one statement. */
export function compareRights(crm: Crm, comparing: Comparing): Comparison {
  const draft = newDraft(crm);
  const sides = { gained: side(draft, comparing, "gained"), lost: side(draft, comparing, "lost") };
  const statement = draft.statement(`select ${sides.gained} as gained, ${sides.lost} as lost`);
  const values = boundValues(crm, statement);
  return {
    key: JSON.stringify([statement.text, values]),
    ask: (milliseconds) => ask(crm, { statement, milliseconds }),
  };
}

function side(draft: Draft, comparing: Comparing, which: "gained" | "lost"): string {
  const type = draft.crm.model.types.get(comparing.type);
  if (!type) return "null";
  return draft.inside((inner) => {
    const [before, after] = [
      holds(inner, comparing.before, comparing),
      holds(inner, comparing.after, comparing),
    ];
    const differs = which === "gained" ? `${after} and not ${before}` : `${before} and not ${after}`;
    const at = { type, alias: inner.root };
    const title = titleSql(inner, at);
    const rows = `select ${inner.root}.id, ${inner.root}.type, ${title} as title from ${drawFrom(inner, type)}
      where ${[...inner.visible(at), differs].join(" and ")} limit ${cap + 1}`;
    return `(select json_build_object('count', count(*), 'samples', (array_agg(json_build_object('id', f.id, 'type', f.type,
      'title', coalesce(nullif(f.title::text, ''), f.id::text))))[1:${mostSamples}]) from (${rows}) f)`;
  });
}

/** Whether a user sees a record and may do something with it: never null. */
function holds(draft: Draft, crm: Crm, { type: name, action }: Comparing): string {
  const type = crm.model.types.get(name);
  if (!type) return "false";
  const actions = [...new Set<Action>(["see", action])];
  const all = draft.withRightsOf(crm, (theirs) =>
    actions.flatMap((each) => accessSql(theirs, { type, alias: draft.root }, each) ?? []),
  );
  return all.length === 0 ? "true" : `coalesce(${all.join(" and ")}, false)`;
}

interface Row {
  readonly gained: Found;
  readonly lost: Found;
}
interface Found {
  readonly count: number;
  readonly samples: Shift["samples"] | null;
}

async function ask(
  crm: Crm,
  { statement, milliseconds }: { statement: Statement; milliseconds: number },
): Promise<Compared | null> {
  try {
    const [row] = await crm.database.sql.begin("read only", async (tx) => {
      await tx.unsafe(`set local statement_timeout = ${Math.max(1, Math.round(milliseconds))}`);
      return tx.unsafe<Row[]>(statement.text, [...boundValues(crm, statement)]);
    });
    return row ? { gained: shiftOf(row.gained), lost: shiftOf(row.lost) } : null;
  } catch (cause) {
    // Broken off, or it names a column or a table that the change only makes.
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
    if (["57014", "42703", "42P01", "42883"].includes(code)) return null;
    throw cause;
  }
}

function shiftOf({ count, samples }: Found): Shift {
  return { count: Math.min(count, cap), exact: count <= cap, samples: samples ?? [] };
}
