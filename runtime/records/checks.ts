import { quoteName } from "../../core/database/database.ts";
import type { Fault } from "../../core/errors/index.ts";
import type { Field, ModelType } from "../../metamodel/model.ts";
import { type Action, accessSql } from "../access/index.ts";
import type { Draft } from "./draft.ts";
import { columnOf, type Standing } from "./standing.ts";
import type { Bound } from "./statement.ts";

/** Something that must hold for a record to be written, asked of PostgreSQL in the writing statement itself. */
export interface Check {
  /** True where all is well; never null. */
  readonly sql: string;
  /** What is wrong otherwise: faults, a right that does not reach, or a record that the user may not know of. */
  readonly otherwise: readonly Fault[] | Exclude<Action, "see"> | "missing";
}

/** What a record must fulfil as it will be: the user's right on it (null where none is asked), the type's rules, references that lead somewhere. */
export function checksOnNew(
  draft: Draft,
  {
    at,
    action,
    columns,
    before = null,
    fellows = null,
  }: {
    at: Standing;
    action: Action | null;
    /** The columns that are written; all where null. */
    columns: ReadonlySet<string> | null;
    /** The record as it is, where there is one: a link that stays as it was is not asked for again. */
    before?: Standing | null;
    /** The rows that the same statement writes, of the same type: they may refer to each other. */
    fellows?: string | null;
  },
): readonly Check[] {
  const references = [...at.type.fields.values()].filter((field) => columns?.has(field.column ?? "") ?? true);
  return [
    ...(action === null ? [] : rightCheck(draft, at, action)),
    ...references.flatMap((field) => referenceCheck(draft, at, { field, before, fellows }) ?? []),
    ...at.type.rules.map((rule) => ({
      sql: `(${draft.expression(rule.when, at, "exact")}) is not true`,
      otherwise: (rule.at?.length ? rule.at : [""]).map((path) => ruleFault(path, rule.refuse)),
    })),
  ];
}

/** Whether the user may do something with a record as it stands. */
export function rightCheck(draft: Draft, at: Standing, action: Action): readonly Check[] {
  const predicate = accessSql(draft, at, action);
  return predicate === null
    ? []
    : [{ sql: `coalesce(${predicate}, false)`, otherwise: action === "see" ? "missing" : action }];
}

function ruleFault(path: string, refuse: Readonly<Record<string, string | undefined>>): Fault {
  return { path, code: "record.rule", values: { refuse } };
}

function referenceCheck(
  draft: Draft,
  at: Standing,
  { field, before, fellows }: { field: Field; before: Standing | null; fellows: string | null },
): Check | null {
  const relation = field.type.relation(field.document);
  const key = columnOf(at, field);
  const isKept = `${key} is null${before ? ` or ${key} = ${columnOf(before, field)}` : ""}`;
  const otherwise: Fault[] = [
    { path: field.name, code: "record.reference-missing", values: { label: field.label } },
  ];
  if (relation?.kind === "file")
    return { sql: `(${isKept} or ${fileExists(draft, key, relation)})`, otherwise };
  if (relation?.kind === "keys") {
    const missing = missingKeys(draft, at, { field, to: relation.to, before, fellows });
    return missing === null ? null : { sql: `(${isKept} or not exists (${missing}))`, otherwise };
  }
  const type = relation?.kind === "one" ? draft.crm.model.types.get(relation.to) : undefined;
  if (!type) return null;
  const exists = [recordExists(draft, key, type), ...fellowOf(at, { key, type, fellows })].join(" or ");
  return { sql: `(${isKept} or ${exists})`, otherwise };
}

/** Whether a key is that of a record which the same statement writes. */
function fellowOf(
  at: Standing,
  { key, type, fellows }: { key: string; type: ModelType; fellows: string | null },
): readonly string[] {
  if (fellows === null || !type.concrete.includes(at.type.name)) return [];
  return [`${key} in (select fellow.id from ${fellows} fellow)`];
}

/** The keys of a list that were not in it before and name nothing that the user sees. */
function missingKeys(
  draft: Draft,
  at: Standing,
  {
    field,
    to,
    before,
    fellows,
  }: { field: Field; to: string; before: Standing | null; fellows: string | null },
): string | null {
  const type = draft.crm.model.types.get(to);
  if (!type) return null;
  const known = [
    ...(before ? [`k.id = any(${columnOf(before, field)})`] : []),
    recordExists(draft, "k.id", type),
    ...fellowOf(at, { key: "k.id", type, fellows }),
  ];
  return `select from unnest(${columnOf(at, field)}) k (id) where (${known.join(" or ")}) is not true`;
}

function recordExists(draft: Draft, key: string, type: ModelType): string {
  return draft.inside((inner) => {
    const at = { type, alias: inner.root };
    const where = [`${inner.root}.id = ${key}`, ...inner.visible(at)];
    return `exists (select from ${quoteName(type.table)} ${inner.root}${inner.joins()} where ${where.join(" and ")})`;
  });
}

/** A file becomes part of a record through who brought it: its key alone opens it to nobody. */
function fileExists(
  draft: Draft,
  key: string,
  { accept, maxSize }: { readonly accept?: readonly string[]; readonly maxSize?: number },
): string {
  const media = (accept ?? []).map((start) => `starts_with(f.mime, ${draft.value(start, "text")})`);
  const where = [
    `f.id = ${key}`,
    ...(draft.crm.user.administrator ? [] : [`f.created_by = ${draft.value(whoAsks, "uuid")}`]),
    ...(maxSize === undefined ? [] : [`f.size <= ${draft.value(maxSize, "bigint")}`]),
    ...(media.length > 0 ? [`(${media.join(" or ")})`] : []),
  ];
  return `exists (select from kernel_file f where ${where.join(" and ")})`;
}

const whoAsks: Bound = { from: ({ user }) => user?.id ?? null };
