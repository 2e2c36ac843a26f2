import { quoteText } from "../../core/database/index.ts";
import type { ModelType } from "../../metamodel/model.ts";
import type { Crm } from "../crm.ts";
import { type Action, type Grant, rightsOn } from "./rights.ts";

/** What the composer of a statement gives, so that a right becomes a condition of it. */
export interface Composer {
  readonly crm: Crm;
  /** A CEL text over the record of a type at an alias, as SQL. */
  expression(text: string, at: Standing, mode: "exact" | "filter"): string;
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

function share({ crm, expression }: Composer, at: Standing, grants: readonly Grant[]): string {
  const { type, alias } = at;
  const conditions = (grants[0]?.conditions ?? []).map(({ text, over }) =>
    expression(text, { ...at, type: crm.model.types.get(over) ?? type }, "filter"),
  );
  const names = grants.map((grant) => grant.type);
  const isAll = names.length === type.concrete.length;
  const which = isAll ? [] : [`${alias}.type in (${names.map(quoteText).join(", ")})`];
  const holds = conditions.length > 0 ? [`(${conditions.map((each) => `(${each})`).join(" or ")})`] : [];
  return `(${[...which, ...holds].join(" and ") || "true"})`;
}
