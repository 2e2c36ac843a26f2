import { quoteName, quoteText } from "../../core/database/database.ts";
import { type Field, hasValue, isComputed, type ModelType } from "../../metamodel/model.ts";
import { treeOf } from "../../metamodel/trees.ts";
import type { Crm } from "../crm.ts";
import { anyJson } from "./any-of-several.ts";
import type { Draft } from "./draft.ts";
import { ancestorsJson, isCutSql, keysJson, listJson } from "./lists-in-records.ts";
import { beyond, isSystemField, type SystemField, unknownPath, visibleFields, walk } from "./paths.ts";
import type { Asked, Asking } from "./select.ts";
import { columnOf, type Standing } from "./standing.ts";
import { titleSql } from "./title.ts";
import { valueSql } from "./value.ts";

const always = ["id", "type", "version", "title"] as const;
const usual = ["created_at", "created_by", "updated_at", "updated_by", "archived_at"] as const;

/**
 * The select list of a record's JSON in canonical form: what is asked, or all stored fields. Hidden fields are not
 * there; asking for one refuses like asking for a name that does not exist. Who asks for lists is told in `cutLists`
 * which of them hold more than a record gives.
 */
export function recordColumns(draft: Draft, at: Standing, asking: Asking | null): string {
  const asked = asking ?? [{ name: "*", inner: null }];
  const own = new Set(asked.map(({ name }) => name));
  // What is asked by name is composed once: a parameter that no place takes is an error to PostgreSQL.
  const implied = asked.some(({ name }) => name === "*") ? allNames(draft, at) : [];
  const names = [...always, ...implied].filter((name) => !own.has(name));
  const columns = [...names.map((name): Asked => ({ name, inner: null })), ...asked]
    .filter(({ name }) => name !== "*")
    .map((each) => `${askedSql(draft, at, each)} as ${quoteName(each.name)}`);
  return [...columns, ...cutLists(draft, at, asked)].join(", ");
}

/** The names of the asked lists that are cut. The column is named as no field can be. */
function cutLists(draft: Draft, at: Standing, asked: Asking): readonly string[] {
  const fields = visibleFields(draft.crm, at.type);
  const cuts = asked.flatMap(({ name }) => {
    const isCut = isCutSql(draft, at, fields.get(name));
    return isCut === null ? [] : [`case when ${isCut} then ${quoteText(name)} end`];
  });
  return cuts.length === 0 ? [] : [`array_remove(array[${cuts.join(", ")}], null) as "cutLists"`];
}

/** The record at `alias` as one JSON value. Rows are named in capitals, as no field can be. */
export function recordJson(draft: Draft, at: Standing, asking: Asking | null): string {
  return `(select row_to_json("Y") from (select ${recordColumns(draft, at, asking)}) "Y")`;
}

function allNames(draft: Draft, at: Standing): readonly string[] {
  const fields = [...visibleFields(draft.crm, at.type).values()];
  return [...usual, ...fields.filter(hasValue).map(({ name }) => name)];
}

function askedSql(draft: Draft, at: Standing, { name, inner }: Asked): string {
  const field = visibleFields(draft.crm, at.type).get(name);
  if (field) return fieldSql(draft, at, field, inner);
  const isPerson = name === "created_by" || name === "updated_by";
  if (name === "ancestors" && inner === null && treeOf(at.type)) return ancestorsJson(draft, at);
  if (isSystemField(name) && (inner === null || isPerson)) return systemSql(draft, at, name);
  throw unknownPath(draft.crm, { type: at.type, name, where: "select", path: name });
}

function systemSql(draft: Draft, at: Standing, name: SystemField): string {
  const column = `${at.alias}.${quoteName(name)}`;
  switch (name) {
    case "title":
      return titleSql(draft, at);
    case "created_by":
    case "updated_by":
      return accountJson(draft, column);
    case "created_at":
    case "updated_at":
    case "deleted_at":
    case "archived_at":
      return instantSql(column);
    default:
      return column;
  }
}

/** An instant in canonical form, as the `date-time` field type writes it. */
export function instantSql(column: string): string {
  return `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

function accountJson(draft: Draft, column: string): string {
  const account = draft.joinTable({ table: "auth_user", key: column });
  return objectOrNull(column, `select ${column} as id, ${account}.name`);
}

function fieldSql(draft: Draft, at: Standing, field: Field, inner: Asking | null): string {
  const relation = field.type.relation(field.document);
  if (relation?.kind === "many") return listJson(draft, at, { field, inner }, recordColumns);
  const computation = field.type.computation(field.document);
  if (computation?.by === "lookup" && isComputed(field))
    return lookupJson(draft, at, { field, computation, inner });
  const column = valueSql(draft, at, field);
  if (relation?.kind === "one") return referenceJson(draft, at, { field, inner });
  if (relation?.kind === "keys") return keysJson(draft, at, { field, inner }, recordColumns);
  if (relation?.kind === "any") return anyJson(draft, at, { field, inner, to: relation.to }, recordColumns);
  if (inner)
    throw unknownPath(draft.crm, {
      type: at.type,
      name: inner[0]?.name ?? "",
      where: "select",
      path: field.name,
    });
  if (relation?.kind !== "file") return field.type.readSql(column, field.document);
  const file = draft.joinTable({ table: "kernel_file", key: column });
  return objectOrNull(column, `select ${column} as id, ${file}.name, ${file}.size, ${file}.mime`);
}

/** The value at the end of a path, in the form it has there; nothing beyond a record that the user may not see. */
function lookupJson(
  draft: Draft,
  at: Standing,
  { field, computation, inner }: { field: Field; computation: { path: string }; inner: Asking | null },
): string {
  if (!isWithinSight(draft.crm, at.type, computation.path)) return "null";
  const walked = walk(draft.crm, { type: at.type, path: computation.path, where: field.name });
  let here: Standing | null = at;
  for (const step of walked.through) here = here && draft.joinVisible(here, step);
  if (!here) return "null";
  const value =
    typeof walked.end === "string"
      ? systemSql(draft, here, walked.end)
      : fieldSql(draft, here, walked.end, inner);
  return `case when ${here.alias}.id is not null then ${value} end`;
}

/** Whether the user may see records of each type that a path leads to; where he may see none, nothing is there. */
function isWithinSight(crm: Crm, from: ModelType, path: string): boolean {
  let here: ModelType | undefined = from;
  for (const name of path.split(".").slice(0, -1)) {
    const field: Field | undefined = here.fields.get(name);
    here = field && beyond(crm, field);
    if (!here) return false;
  }
  return true;
}

function objectOrNull(key: string, select: string): string {
  return `case when ${key} is not null then (select row_to_json("Y") from (${select}) "Y") end`;
}

/** The other record as far as the user may see it: its key at least, because this record holds it. */
function referenceJson(
  draft: Draft,
  at: Standing,
  { field, inner }: { field: Field; inner: Asking | null },
): string {
  const key = columnOf(at, field);
  const other = draft.joinVisible(at, field);
  if (!other) return objectOrNull(key, `select ${key} as id, null as type, null as title`);
  const unseen = `select ${key} as id, ${other.alias}.type, ${titleSql(draft, other)} as title`;
  if (!inner) return objectOrNull(key, unseen);
  const whole = recordJson(draft, other, inner);
  return `case when ${other.alias}.id is not null then ${whole} else ${objectOrNull(key, unseen)} end`;
}
