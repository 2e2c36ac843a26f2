import { quoteText } from "../../core/database/index.ts";
import type { Alternative } from "../../metamodel/expression/index.ts";
import type { ModelType } from "../../metamodel/model.ts";
import type { Crm } from "../crm.ts";
import { type Action, type Grant, rightsOn } from "./rights.ts";

/** What the composer of a statement gives, so that a right becomes a condition of it. */
export interface Composer {
  readonly crm: Crm;
  /** A CEL text over the record of a type at an alias, as SQL. */
  expression(text: string, at: Standing, mode: "exact" | "filter"): string;
  /** The same as what its outermost `or` joins. */
  alternatives(text: string, at: Standing): readonly Alternative[];
}

/** A record at an alias, as it stands in the table or as it is about to be written. */
interface Standing {
  readonly type: ModelType;
  readonly alias: string;
  readonly isUnwritten?: boolean;
}

/**
 * The user's right on the records at an alias, as a condition of the statement itself: the planner sees it, and
 * indexes serve it. Null where nothing restricts him; `false` where he may do nothing.
 */
export function accessSql(composer: Composer, at: Standing, action: Action): string | null {
  const rights = rightsOn(composer.crm, { type: at.type, action });
  if (rights.answer === "allow") return null;
  if (rights.answer === "deny") return "false";
  const shares = [...groups(rights.grants)].map(([, grants]) => share(composer, at, grants));
  return `(${shares.join(" or ")})`;
}

/** Grants with the same conditions, so that a condition on a base type stands once for all its subtypes. */
function groups(grants: readonly Grant[]): ReadonlyMap<string, readonly Grant[]> {
  const same = new Map<string, Grant[]>();
  for (const grant of grants) {
    const key = JSON.stringify(grant.conditions);
    same.set(key, [...(same.get(key) ?? []), grant]);
  }
  return same;
}

/**
 * The same condition as the ways in which records come to be seen, any one of which is enough: each by itself may be
 * served by an index where their `or` is not. Null where the right is no condition.
 */
export function accessWays(composer: Composer, at: Standing, action: Action): readonly Alternative[] | null {
  const rights = rightsOn(composer.crm, { type: at.type, action });
  if (rights.answer !== "depends") return null;
  return [...groups(rights.grants).values()].flatMap((grants) => {
    const which = ofTypes(at, grants);
    const conditions = grants[0]?.conditions ?? [];
    if (conditions.length === 0) return [{ sql: () => which.join(" and "), findsBy: [] }];
    return conditions.flatMap(({ text, over }) =>
      composer
        .alternatives(text, { ...at, type: composer.crm.model.types.get(over) ?? at.type })
        .map(({ sql, findsBy }) => ({ sql: () => [...which, sql()].join(" and "), findsBy })),
    );
  });
}

function ofTypes({ type, alias }: Standing, grants: readonly Grant[]): readonly string[] {
  const names = grants.map((grant) => grant.type);
  if (names.length === type.concrete.length) return [];
  return [`${alias}.type in (${names.map(quoteText).join(", ")})`];
}

function share({ crm, expression }: Composer, at: Standing, grants: readonly Grant[]): string {
  const conditions = (grants[0]?.conditions ?? []).map(({ text, over }) =>
    expression(text, { ...at, type: crm.model.types.get(over) ?? at.type }, "filter"),
  );
  const which = ofTypes(at, grants);
  const holds = conditions.length > 0 ? [`(${conditions.map((each) => `(${each})`).join(" or ")})`] : [];
  return `(${[...which, ...holds].join(" and ") || "true"})`;
}
