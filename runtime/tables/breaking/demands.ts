import { quoteName, quoteText } from "../../../core/database/database.ts";
import { type RefusalCode, sentence } from "../../../core/errors/index.ts";
import type { Words } from "../../../core/language/index.ts";
import { ownFields, sameJson } from "../../../metamodel/changes/index.ts";
import { compileToSql, newSqlScope, parseExpression } from "../../../metamodel/expression/index.ts";
import { type Field, isEntered, type Model, type ModelType } from "../../../metamodel/index.ts";
import { isNoTighter, limitsOf, type SetLimit } from "./value-limits.ts";

/** A statement over records at one alias that demands are written into. */
export interface Asking {
  readonly scope: ReturnType<typeof newSqlScope>;
  /** Whether a demand hangs on who writes, so that nobody can count what breaks it. */
  isPersonal: boolean;
}

/** Something that a type asks of its records. */
export interface Demand {
  readonly type: ModelType;
  readonly field: Field | null;
  /** Where the type's document says it: `rules[0]`, `fields.fee.max`. */
  readonly path: string;
  /** What the writer of such a record is told. */
  readonly wrong: Words;
  /** SQL that is true for a record that breaks it; null where values have to be looked at one by one. */
  readonly breaks: ((asking: Asking) => string) | null;
  /** The pattern that values are held against where SQL cannot say. */
  readonly pattern?: string;
  /** Whether the value itself is what is wrong, and shown. */
  readonly hasValue: boolean;
  /** When it is asked again: whenever the record is saved, or only when the field's value is. */
  readonly asked: "record" | "value";
}

export function newAsking(model: Model, type: ModelType): Asking {
  const scope = newSqlScope({ model, type: type.name, alias: "r", mode: "exact" });
  return { scope, isPersonal: false };
}

/** A CEL text of the metadata over the records that are looked at. */
export function expressionSql(asking: Asking, text: string): string {
  const { sql, isPersonal } = compileToSql(parseExpression(text), asking.scope);
  asking.isPersonal ||= isPersonal;
  return sql;
}

/** What a model newly asks of the records of types that were there before: told apart by what PostgreSQL is asked. */
export function newDemands(before: Model, after: Model): Demand[] {
  return [...after.types.values()].flatMap((type) => {
    const was = before.types.get(type.name);
    if (!was) return [];
    const known = new Set(conditionsOf(before, was).map((demand) => keyOf(before, demand)));
    const conditions = conditionsOf(after, type).filter((demand) => !known.has(keyOf(after, demand)));
    return [...conditions, ...ownFields(type).flatMap((field) => tighterLimits(before, type, field))];
  });
}

function keyOf(model: Model, { type, breaks }: Demand): string {
  const asking = newAsking(model, type);
  const sql = breaks?.(asking);
  const moment = { now: new Date(0), timeZone: model.app.timeZone };
  return JSON.stringify([
    sql,
    asking.scope.joins.sql(),
    asking.scope.parameters.values({ user: null, moment }),
  ]);
}

/** Rules, values that are required, and which records may be chosen; the inherited ones belong to the type above. */
function conditionsOf(model: Model, type: ModelType): Demand[] {
  const inherited = model.types.get(type.parent ?? "")?.rules ?? [];
  const rules = type.rules.flatMap((rule, index): Demand[] => {
    if (inherited.some((one) => sameJson(one, rule))) return [];
    const { refuse, when } = rule;
    const wrong = both("record.rule", { refuse });
    const breaks = (asking: Asking) => `(${expressionSql(asking, when)}) is true`;
    return [{ type, field: null, path: `rules[${index}]`, wrong, breaks, hasValue: false, asked: "record" }];
  });
  const fields = ownFields(type).filter((field) => field.column !== null && isEntered(field));
  return [
    ...rules,
    ...fields.flatMap((field) => [...required(type, field), ...choosable(model, type, field)]),
  ];
}

function required(type: ModelType, field: Field): Demand[] {
  const { required: wanted, visible } = field.document;
  if (!wanted) return [];
  const breaks = (asking: Asking) =>
    [
      `r.${quoteName(field.column ?? "")} is null`,
      ...(visible === undefined ? [] : [`(${expressionSql(asking, visible)}) is not false`]),
      ...(typeof wanted === "string" ? [`(${expressionSql(asking, wanted)}) is true`] : []),
    ].join(" and ");
  const wrong = both("record.required", { label: field.label });
  const path = `fields.${field.name}.required`;
  const isPlain = wanted === true && visible === undefined && field.document.defaultExpression === undefined;
  return [{ type, field, path, wrong, breaks, hasValue: false, asked: isPlain ? "value" : "record" }];
}

/** Links to records that may not be chosen any more: the condition over them, or their type, is another. */
function choosable(model: Model, type: ModelType, field: Field): Demand[] {
  const relation = field.type.relation(field.document);
  if (relation?.kind !== "one" && relation?.kind !== "keys") return [];
  const target = model.types.get(relation.to);
  const column = `r.${quoteName(field.column ?? "")}`;
  const isNarrow = relation.where !== undefined || (target && target.parent !== null);
  if (!target || !isNarrow) return [];
  const breaks = (asking: Asking) => {
    const found = (key: string) => chosen(asking, { key, target, type, where: relation.where });
    return relation.kind === "one"
      ? `${column} is not null and not ${found(column)}`
      : `exists (select from unnest(${column}) k (id) where not ${found("k.id")})`;
  };
  const wrong = both("record.not-choosable", { label: field.label });
  const path = `fields.${field.name}.${relation.where === undefined ? "to" : "where"}`;
  return [{ type, field, path, wrong, breaks, hasValue: false, asked: "value" }];
}

function chosen(
  asking: Asking,
  {
    key,
    target,
    type,
    where,
  }: { key: string; target: ModelType; type: ModelType; where: string | undefined },
): string {
  const { scope } = asking;
  const alias = scope.joins.alias();
  const inner = {
    ...scope,
    type: target.name,
    alias,
    joins: scope.joins.inside(),
    variables: { record: { record: type.name, isBeside: true } },
    beside: new Map([["record", { alias: "r", joins: scope.joins }]]),
  };
  const condition = where === undefined ? null : compileToSql(parseExpression(where), inner);
  asking.isPersonal ||= condition?.isPersonal === true;
  const kinds = target.concrete.map(quoteText).join(", ") || "null";
  const all = [
    `${alias}.id = ${key}`,
    `${alias}.deleted_at is null`,
    `${alias}.type in (${kinds})`,
    ...(condition ? [`(${condition.sql}) is true`] : []),
  ];
  return `exists (select from ${quoteName(target.table)} ${alias}${inner.joins.sql()} where ${all.join(" and ")})`;
}

/** Limits of a field's values that were wider before, or that its values of another kind never had. */
function tighterLimits(before: Model, type: ModelType, field: Field): Demand[] {
  const was = formerField(before, type, field);
  if (!isEntered(field) || (was && sameJson(was.document, field.document))) return [];
  const isSameKind = was?.type === field.type && was.column === field.column;
  const former = new Map((was && isSameKind ? limitsOf(was) : []).map((limit) => [limit.keyword, limit]));
  return limitsOf(field)
    .filter((limit) => !isNoTighter(limit, former.get(limit.keyword)))
    .map((limit) => limitDemand(type, field, limit));
}

function limitDemand(type: ModelType, field: Field, limit: SetLimit): Demand {
  const expected = { fr: "son format", en: "its format" };
  const values = { label: field.label, limit: limit.told, options: limit.told, expected };
  const { sql } = limit;
  return {
    type,
    field,
    path: `fields.${field.name}.${limit.property}`,
    wrong: both(limit.code, values),
    breaks: sql && (() => sql("r")),
    ...(sql === null && { pattern: String(limit.limit) }),
    hasValue: true,
    asked: "value",
  };
}

/** The field that held the values before, under whatever name. */
function formerField(before: Model, type: ModelType, field: Field): Field | undefined {
  const was = before.types.get(type.name);
  return [...(was?.fields.values() ?? [])].find(({ column }) => column !== null && column === field.column);
}

function both(code: RefusalCode, values: Readonly<Record<string, unknown>>): Words {
  return { fr: sentence(code, values, "fr"), en: sentence(code, values, "en") };
}
