import { quoteText } from "../../core/database/index.ts";
import type { Alternative, Bindings } from "../../metamodel/expression/index.ts";
import type { Field, ModelType } from "../../metamodel/model.ts";
import type { Crm } from "../crm.ts";
import type { Action } from "./actions.ts";
import { fieldWays } from "./fields.ts";
import {
  type Condition,
  type Following,
  type Rights,
  rightsFollowed,
  rightsOn,
  type Share,
} from "./rights.ts";

/** What the composer of a statement gives, so that a right becomes a condition of it. */
export interface Composer {
  readonly crm: Crm;
  /** A CEL text over the record of a type at an alias, as SQL. */
  expression(text: string, at: Standing, mode: "exact" | "filter"): string;
  /** The same as what its outermost `or` joins. */
  alternatives(text: string, at: Standing): readonly Alternative[];
  /** A value worked out from who asks, as a parameter. */
  value(value: { readonly from: (bindings: Bindings) => string | null }, cast: string): string;
  /** Whether what is composed holds for the record that a field of the one at `at` names; null holds for each of its type. */
  named(
    naming: { readonly at: Standing; readonly field: Field; readonly to: ModelType },
    compose: (inner: Composer, there: Standing) => string | null,
  ): string;
}

/** A record at an alias, as it stands in the table or as it is about to be written. */
export interface Standing {
  readonly type: ModelType;
  readonly alias: string;
  readonly isUnwritten?: boolean;
}

/**
 * The user's right on the records at an alias, as a condition of the statement itself: the planner sees it, and
 * indexes serve it. Null where nothing restricts him; `false` where he may do nothing.
 */
export function accessSql(composer: Composer, at: Standing, action: Action): string | null {
  return rightsSql(composer, at, rightsOn(composer.crm, { type: at.type, action }));
}

function rightsSql(composer: Composer, at: Standing, rights: Rights): string | null {
  if (rights.answer === "allow") return null;
  if (rights.answer === "deny") return "false";
  const shares = [...groups(rights.shares).values()].map((same) => share(composer, at, same));
  return `(${shares.join(" or ")})`;
}

/** Shares with the same conditions, so that a condition on a base type stands once for all its subtypes. */
function groups(shares: readonly Share[]): ReadonlyMap<string, readonly Share[]> {
  return Map.groupBy(shares, ({ conditions, denials }) => JSON.stringify([conditions, denials]));
}

/**
 * The same condition as the ways in which records come to be seen, any one of which is enough: each by itself may be
 * served by an index where their `or` is not. Null where the right is no condition.
 */
export function accessWays(composer: Composer, at: Standing, action: Action): readonly Alternative[] | null {
  const rights = rightsOn(composer.crm, { type: at.type, action });
  if (rights.answer !== "depends") return null;
  return [...groups(rights.shares).values()].flatMap((same) => {
    // Composed when it is wanted: a parameter that stands nowhere is an error to PostgreSQL.
    const which = () => [...ofTypes(at, same), ...undenied(composer, at, same)];
    const conditions = same[0]?.conditions ?? [];
    if (conditions.length === 0) return [{ sql: () => which().join(" and ") || "true", findsBy: [] }];
    return conditions.flatMap((condition) =>
      alternativesOf(composer, at, condition).map(({ sql, findsBy }) => ({
        sql: () => [sql(), ...which()].join(" and "),
        findsBy,
      })),
    );
  });
}

function alternativesOf(composer: Composer, at: Standing, condition: Condition): readonly Alternative[] {
  if ("text" in condition) return composer.alternatives(condition.text, overOf(composer, at, condition.over));
  return [{ sql: () => followingSql(composer, at, condition), findsBy: [] }];
}

function overOf({ crm }: Composer, at: Standing, over: string): Standing {
  return { ...at, type: crm.model.types.get(over) ?? at.type };
}

function ofTypes({ type, alias }: Standing, shares: readonly Share[]): readonly string[] {
  const names = shares.map((each) => each.type);
  if (names.length === type.concrete.length) return [];
  return [`${alias}.type in (${names.map(quoteText).join(", ")})`];
}

function undenied(composer: Composer, at: Standing, shares: readonly Share[]): readonly string[] {
  return (shares[0]?.denials ?? []).map((denial) => `(${conditionSql(composer, at, denial)}) is not true`);
}

function share(composer: Composer, at: Standing, shares: readonly Share[]): string {
  const holds = anyOf(composer, at, shares[0]?.conditions ?? []);
  return `(${[...ofTypes(at, shares), ...holds, ...undenied(composer, at, shares)].join(" and ") || "true"})`;
}

function anyOf(composer: Composer, at: Standing, conditions: readonly Condition[]): readonly string[] {
  if (conditions.length === 0) return [];
  return [`(${conditions.map((each) => `(${conditionSql(composer, at, each)})`).join(" or ")})`];
}

/** One condition of a right, as it stands in statements. */
export function conditionSql(composer: Composer, at: Standing, condition: Condition): string {
  if (!("text" in condition)) return followingSql(composer, at, condition);
  return composer.expression(condition.text, overOf(composer, at, condition.over), "filter");
}

/** What may be done with the record that lists this one. */
function followingSql(composer: Composer, at: Standing, following: Following): string {
  const { crm } = composer;
  const owner = crm.model.types.get(following.owner);
  const back = [at.type, ...at.type.concrete.flatMap((name) => crm.model.types.get(name) ?? [])]
    .map(({ fields }) => fields.get(following.by))
    .find((field) => field !== undefined);
  if (!owner || !back) return "false";
  return composer.named({ at, field: back, to: owner }, (inner, there) => {
    if (following.action !== "create") return rightsSql(inner, there, rightsFollowed(crm, following));
    const may = rightsSql(inner, there, rightsFollowed(crm, { ...following, action: "change" }));
    // What is composed has to stand in the statement: a parameter that no place takes is an error to PostgreSQL.
    if (may === null) return null;
    const makes = rightsSql(inner, there, rightsFollowed(crm, following));
    return `(${may} or (${isJustMade(inner, there)} and ${makes ?? "true"}))`;
  });
}

/** Whether who works, be it for another, makes the record in this very transaction: it has one instant for all its records. */
function isJustMade(composer: Composer, { alias }: Standing): string {
  const who = composer.value({ from: ({ user }) => user?.account ?? user?.id ?? null }, "uuid");
  return `${alias}.version = 1 and ${alias}.created_at = now()::timestamptz(3) and ${alias}.created_by = ${who}`;
}

/** Whether the user may write a field of the record at an alias; null where nothing restricts it. */
export function writableSql(
  composer: Composer,
  at: Standing,
  { field, action }: { field: Field; action: "create" | "change" },
): string | null {
  const ways = fieldWays(composer.crm, { type: at.type, field, action });
  if (ways === "always") return null;
  const all = ways.map(({ conditions, and }) =>
    [...anyOf(composer, at, conditions), ...(and ? [`(${conditionSql(composer, at, and)})`] : [])].join(
      " and ",
    ),
  );
  return all.length === 0
    ? "false"
    : `coalesce(${all.map((each) => `(${each || "true"})`).join(" or ")}, false)`;
}
