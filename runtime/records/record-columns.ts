import { quoteName } from "../../core/database/database.ts";
import type { Field } from "../../metamodel/model.ts";
import { rightsOn } from "../access/index.ts";
import { type Draft, drawFrom } from "./draft.ts";
import { isSystemField, type SystemField, typeNamed, unknownPath, visibleFields } from "./paths.ts";
import type { Asked, Asking } from "./select.ts";
import { columnOf, type Standing } from "./standing.ts";
import { titleSql } from "./title.ts";

/** One name of the JSON object with the SQL of its value. */
type Column = readonly [name: string, sql: string];

const always = ["id", "type", "version", "title"] as const;
const usual = ["created_at", "created_by", "updated_at", "updated_by", "archived_at"] as const;
/** A list inside a record is cut here; who has more asks for them as a list. */
const mostChildren = 1_000;

/**
 * The select list of a record's JSON in canonical form: what is asked, or all stored fields. Hidden fields are not
 * there; asking for one refuses like asking for a name that does not exist.
 */
export function recordColumns(draft: Draft, at: Standing, asking: Asking | null): string {
  const columns = new Map<string, string>(always.map((name) => [name, systemSql(draft, at, name)]));
  for (const [name, sql] of asking
    ? asking.flatMap((asked) => askedColumns(draft, at, asked))
    : allColumns(draft, at))
    columns.set(name, sql);
  return [...columns].map(([name, sql]) => `${sql} as ${quoteName(name)}`).join(", ");
}

/** The record at `alias` as one JSON value. */
export function recordJson(draft: Draft, at: Standing, asking: Asking | null): string {
  return `(select row_to_json(y) from (select ${recordColumns(draft, at, asking)}) y)`;
}

function allColumns(draft: Draft, at: Standing): readonly Column[] {
  const stored = [...visibleFields(draft.crm, at.type).values()].filter(({ column }) => column !== null);
  return [
    ...usual.map((name): Column => [name, systemSql(draft, at, name)]),
    ...stored.map((field): Column => [field.name, fieldSql(draft, at, field, null)]),
  ];
}

function askedColumns(draft: Draft, at: Standing, { name, inner }: Asked): readonly Column[] {
  if (name === "*") return allColumns(draft, at);
  const field = visibleFields(draft.crm, at.type).get(name);
  if (field) return [[name, fieldSql(draft, at, field, inner)]];
  const isPerson = name === "created_by" || name === "updated_by";
  if (isSystemField(name) && (inner === null || isPerson)) return [[name, systemSql(draft, at, name)]];
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
  if (relation?.kind === "many") return childrenJson(draft, at, { field, inner });
  const column = columnOf(at, field);
  if (relation?.kind === "one") return referenceJson(draft, at, { field, inner });
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

function objectOrNull(key: string, select: string): string {
  return `case when ${key} is not null then (select row_to_json(y) from (${select}) y) end`;
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

function childrenJson(
  draft: Draft,
  at: Standing,
  { field, inner }: { field: Field; inner: Asking | null },
): string {
  const relation = field.type.relation(field.document);
  if (relation?.kind !== "many") return "null";
  const type = typeNamed(draft.crm, relation.of);
  const back = type.fields.get(relation.by);
  if (!back || rightsOn(draft.crm, { type, action: "see" }).answer === "deny") return "'[]'::json";
  return draft.inside((child) => {
    const here = { type, alias: child.root };
    const columns = recordColumns(child, here, inner);
    const where = [`${columnOf(here, back)} = ${at.alias}.id`, ...child.visible(here)].join(" and ");
    const rows = `select ${columns} from ${drawFrom(child, type)} where ${where} order by ${child.root}.id limit ${mostChildren}`;
    return `(select coalesce(json_agg(row_to_json(y)), '[]') from (${rows}) y)`;
  });
}
