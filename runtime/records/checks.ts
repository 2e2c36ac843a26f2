import { quoteName, quoteText } from "../../core/database/database.ts";
import type { Fault } from "../../core/errors/index.ts";
import { mentions, parseExpression } from "../../metamodel/expression/index.ts";
import type { Rule } from "../../metamodel/kinds/index.ts";
import type { Field, ModelType } from "../../metamodel/model.ts";
import { type Action, accessSql, hiddenFields, rightsOn, writableSql } from "../access/index.ts";
import type { Crm } from "../crm.ts";
import type { Beside, Draft } from "./draft.ts";
import { tellsHidden } from "./expressions.ts";
import { fieldConditions, readsLists } from "./field-conditions.ts";
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
    lists = none,
    guarded = none,
    isLater = false,
  }: {
    at: Standing;
    action: Action | null;
    /** The columns that are written; all where null. */
    columns: ReadonlySet<string> | null;
    /** The record as it is, where there is one: a link that stays as it was is not asked for again. */
    before?: Standing | null;
    /** The rows that the same statement writes, of the same type: they may refer to each other. */
    fellows?: string | null;
    /** The lists of records that are sent along and saved afterwards. */
    lists?: ReadonlySet<string>;
    /** The fields sent that the user writes under conditions only. */
    guarded?: ReadonlySet<string>;
    /** Asks what reads lists, after they are saved, and nothing else. */
    isLater?: boolean;
  },
): readonly Check[] {
  const references = isLater
    ? []
    : [...at.type.fields.values()].filter((field) => columns === null || isTouched(at.type, field, columns));
  const isWanted = (texts: readonly string[]) => {
    if (!isLater && lists.size === 0) return true;
    return texts.some((text) => readsLists(draft.crm.model, at.type, text)) === isLater;
  };
  return [
    ...(action === null ? [] : rightCheck(draft, at, action)),
    ...fieldChecks(draft, { at, before, guarded }),
    ...references.flatMap((field) => referenceCheck(draft, at, { field, before, fellows }) ?? []),
    ...fieldConditions(draft, { at, before, columns, lists, isWanted }),
    ...at.type.rules
      .filter(({ when }) => isWanted([when]))
      .map((rule) => ({
        sql: `(${draft.expression(rule.when, at, "exact")}) is not true`,
        otherwise: ruleFaults(draft, at, rule),
      })),
  ];
}

/** Whether a change writes a field, or a value on which the choice of its record hangs. */
function isTouched(type: ModelType, field: Field, columns: ReadonlySet<string>): boolean {
  if (columns.has(field.column ?? "")) return true;
  const relation = field.type.relation(field.document);
  const where = relation?.kind === "one" || relation?.kind === "keys" ? relation.where : undefined;
  if (where === undefined) return false;
  return mentions(parseExpression(where)).some(
    ({ path: [name, own = ""] }) => name === "record" && columns.has(type.fields.get(own)?.column ?? ""),
  );
}

/** What is asked once the lists sent along are saved: rights, rules and conditions that read them. */
export function deferredChecks(draft: Draft, at: Standing, action: "create" | "change"): readonly Check[] {
  const isAsked = doesRightReadLists(draft.crm, at.type, action);
  return checksOnNew(draft, { at, action: isAsked ? action : null, columns: null, isLater: true });
}

function doesRightReadLists(crm: Crm, type: ModelType, action: Action): boolean {
  const conditions = rightsOn(crm, { type, action }).shares.flatMap((share) => [
    ...share.conditions,
    ...share.denials,
  ]);
  return conditions.some((each) => {
    const over = "text" in each && crm.model.types.get(each.over);
    return over && readsLists(crm.model, over, each.text);
  });
}

const none: ReadonlySet<string> = new Set();

/** Whether the user may do something with a record as it stands. */
export function rightCheck(draft: Draft, at: Standing, action: Action): readonly Check[] {
  const predicate = accessSql(draft, at, action);
  return predicate === null
    ? []
    : [{ sql: `coalesce(${predicate}, false)`, otherwise: action === "see" ? "missing" : action }];
}

/** What the user writes under conditions only must hold for the record as it was and as it will be. */
function fieldChecks(
  draft: Draft,
  { at, before, guarded }: { at: Standing; before: Standing | null; guarded: ReadonlySet<string> },
): readonly Check[] {
  const action = before ? "change" : "create";
  return [...guarded].flatMap((name): Check[] => {
    const field = at.type.fields.get(name);
    if (!field) return [];
    const standings = before ? [before, at] : [at];
    const all = standings.flatMap((each) => writableSql(draft, each, { field, action }) ?? []);
    const otherwise: Fault[] = [{ path: name, code: "access.field", values: { label: field.label } }];
    return all.length === 0 ? [] : [{ sql: all.join(" and "), otherwise }];
  });
}

/** A rule about what is hidden from the user refuses without saying what it is about. */
function ruleFaults(draft: Draft, { type }: Standing, { when, refuse, at = [] }: Rule): Fault[] {
  if (tellsHidden(draft, { text: when, type: type.name })) return [{ path: "", code: "record.rule-unseen" }];
  const hidden = hiddenFields(draft.crm, type);
  const known = at.filter((path) => !hidden.has(path));
  const places = known.length > 0 ? known : [""];
  return places.map((path) => ({ path, code: "record.rule", values: { refuse } }));
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
    if (relation.where !== undefined) return listedCheck(draft, at, { field, relation });
    const missing = missingKeys(draft, at, { field, to: relation.to, before, fellows });
    return missing === null ? null : { sql: `(${isKept} or not exists (${missing}))`, otherwise };
  }
  if (relation?.kind === "any")
    return { sql: `(${isKept} or ${namedExists(draft, key, relation.to)})`, otherwise };
  const type = relation?.kind === "one" ? draft.crm.model.types.get(relation.to) : undefined;
  if (!type) return null;
  const where = relation?.kind === "one" ? relation.where : undefined;
  if (where !== undefined) {
    const beside: Beside = { name: "record", at, from: draft };
    const found = recordExists(draft, key, { type, where, beside });
    return { sql: `(${key} is null or ${found})`, otherwise: notChoosable(field) };
  }
  const exists = [recordExists(draft, key, { type }), ...fellowOf(at, { key, type, fellows })].join(" or ");
  return { sql: `(${isKept} or ${exists})`, otherwise };
}

/** Whether `type/key` names a record of one of the types. */
function namedExists(draft: Draft, link: string, to: readonly string[]): string {
  const known = to.flatMap((name) => {
    const type = draft.crm.model.types.get(name);
    const id = `split_part(${link}, '/', 2)::uuid`;
    return type ? [`when ${quoteText(name)} then ${recordExists(draft, id, { type })}`] : [];
  });
  return known.length === 0 ? "false" : `case split_part(${link}, '/', 1) ${known.join(" ")} else false end`;
}

/** Whether a key is that of a record which the same statement writes. */
function fellowOf(
  at: Standing,
  { key, type, fellows }: { key: string; type: ModelType; fellows: string | null },
): readonly string[] {
  if (fellows === null || !type.concrete.includes(at.type.name)) return [];
  return [`${key} in (select fellow.id from ${fellows} fellow)`];
}

/** Each record of a list must be one that may be chosen for this record. */
function listedCheck(
  draft: Draft,
  at: Standing,
  {
    field,
    relation,
  }: { field: Field; relation: { readonly to: string; readonly where?: string | undefined } },
): Check | null {
  const type = draft.crm.model.types.get(relation.to);
  if (!type || relation.where === undefined) return null;
  const beside: Beside = { name: "record", at, from: draft };
  const found = recordExists(draft, "k.id", { type, where: relation.where, beside });
  const strange = `select from unnest(${columnOf(at, field)}) k (id) where (${found}) is not true`;
  return { sql: `not exists (${strange})`, otherwise: notChoosable(field) };
}

function notChoosable(field: Field): Fault[] {
  return [{ path: field.name, code: "record.not-choosable", values: { label: field.label } }];
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
    recordExists(draft, "k.id", { type }),
    ...fellowOf(at, { key: "k.id", type, fellows }),
  ];
  return `select from unnest(${columnOf(at, field)}) k (id) where (${known.join(" or ")}) is not true`;
}

function recordExists(
  draft: Draft,
  key: string,
  { type, where, beside }: { type: ModelType; where?: string; beside?: Beside },
): string {
  return draft.inside((inner) => {
    const at = { type, alias: inner.root };
    const holds = where === undefined ? [] : [inner.expression(where, at, "filter", beside)];
    const all = [`${inner.root}.id = ${key}`, ...inner.visible(at), ...holds];
    return `exists (select from ${quoteName(type.table)} ${inner.root}${inner.joins()} where ${all.join(" and ")})`;
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

/** Who works in fact: a deputy attaches the files that he sent himself. */
const whoAsks: Bound = { from: ({ user }) => user?.account ?? user?.id ?? null };
