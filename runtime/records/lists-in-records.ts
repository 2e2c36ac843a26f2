import { quoteName } from "../../core/database/database.ts";
import { type Field, hasValue, type ModelType } from "../../metamodel/model.ts";
import { treeOf } from "../../metamodel/trees.ts";
import { rightsOn } from "../access/index.ts";
import { type Draft, drawFrom } from "./draft.ts";
import { seenType, typeNamed, visibleFields } from "./paths.ts";
import type { Asking } from "./select.ts";
import { columnOf, type Standing } from "./standing.ts";
import { titleSql } from "./title.ts";

/** A list inside a record is cut here, which `cutLists` tells; who has more asks for them as a list. */
export const mostChildren = 1_000;

/** A field that lists records, and what is asked of each. */
interface Listed {
  readonly field: Field;
  readonly inner: Asking | null;
}

/** Composes the columns of one of the listed records: the way back to the composer of records, which asks for lists. */
export type Columns = (draft: Draft, at: Standing, asking: Asking | null) => string;

/** The records that refer to the one at `at`, as a JSON list; those alone that the user may see. */
export function listJson(draft: Draft, at: Standing, { field, inner }: Listed, columns: Columns): string {
  const list = listOf(draft, field);
  if (!list) return "'[]'::json";
  if (list.end) return tiedJson(draft, at, { list, end: list.end, inner }, columns);
  return draft.inside((child) => {
    const made = columns(child, { type: list.type, alias: child.root }, inner);
    const rows = `select ${made} ${listRows(child, at, list)} order by ${orderOf(child, list)} limit ${mostChildren}`;
    return `(select coalesce(json_agg(row_to_json("Y")), '[]') from (${rows}) "Y")`;
  });
}

interface Tied {
  readonly list: List;
  /** The reference of a link to the listed record. */
  readonly end: Field;
  readonly inner: Asking | null;
}

/** The records that links tie to the one at `at`, each with its link; of one that the user may not see the key. */
function tiedJson(draft: Draft, at: Standing, { list, end, inner }: Tied, columns: Columns): string {
  return draft.inside((child) => {
    const link: Standing = { type: list.type, alias: child.root };
    const asking = inner?.find(({ name }) => name === "link")?.inner ?? ownFields(child, list, end);
    const told = `(select row_to_json("Y") from (select ${columns(child, link, asking)}) "Y")`;
    const key = columnOf(link, end);
    const unseen = `select ${key} as id, null as type, null as title, ${told} as link`;
    const other = child.joinVisible(link, end);
    const asked = inner?.filter(({ name }) => name !== "link") ?? null;
    const seen = other && (asked ? columns(child, other, asked) : shortly(child, other));
    const json = (select: string) => `(select row_to_json("Y") from (${select}) "Y")`;
    const one = other
      ? `case when ${other.alias}.id is not null then ${json(`select ${seen}, ${told} as link`)} else ${json(unseen)} end`
      : json(unseen);
    const rows = `select ${one} as json ${listRows(child, at, list)} order by ${orderOf(child, list)} limit ${mostChildren}`;
    return `(select coalesce(json_agg("Z".json), '[]') from (${rows}) "Z")`;
  });
}

function shortly(draft: Draft, at: Standing): string {
  return `${at.alias}.id, ${at.alias}.type, ${titleSql(draft, at)} as title`;
}

/** What a link says beside the two records that it ties. */
function ownFields({ crm }: Draft, { type, back }: List, end: Field): Asking {
  return [...visibleFields(crm, type).values()]
    .filter((field) => hasValue(field) && field.name !== back.name && field.name !== end.name)
    .map(({ name }) => ({ name, inner: null }));
}

/** Whether a field is a list that holds more than a record gives, as SQL; null for what is no list of that kind. */
export function isCutSql(draft: Draft, at: Standing, field: Field | undefined): string | null {
  const list = listOf(draft, field);
  return (
    list &&
    `exists (${draft.inside((child) => `select ${listRows(child, at, list)} offset ${mostChildren} limit 1`)})`
  );
}

/**
 * The records that a column lists, in its order: each as far as the user may see it, its key at least, because this
 * record holds it. Null where the list is empty.
 */
export function keysJson(draft: Draft, at: Standing, { field, inner }: Listed, columns: Columns): string {
  const keys = columnOf(at, field);
  const unseen = "json_build_object('id', k.id, 'type', null, 'title', null)";
  const relation = field.type.relation(field.document);
  const type = relation?.kind === "keys" ? seenType(draft.crm, relation.to) : undefined;
  if (!type)
    return `(select json_agg(${unseen} order by k.n) from unnest(${keys}) with ordinality k (id, n))`;
  return draft.inside((other) => {
    const here = { type, alias: other.root };
    const made = inner
      ? columns(other, here, inner)
      : `${other.root}.id, ${other.root}.type, ${titleSql(other, here)} as title`;
    const where = [`${other.root}.id = k.id`, ...other.visible(here)].join(" and ");
    const rows = `select row_to_json("Y") as json from ${drawFrom(other, type)} cross join lateral (select ${made}) "Y" where ${where}`;
    return `(select json_agg(coalesce(o.json, ${unseen}) order by k.n)
      from unnest(${keys}) with ordinality k (id, n) left join lateral (${rows}) o on true)`;
  });
}

/** What a record of a tree lies below, from the top down: each with its title as far as the user may see it. */
export function ancestorsJson(draft: Draft, at: Standing): string {
  const tree = treeOf(at.type);
  if (!tree) return "'[]'::json";
  const above = columnOf({ type: at.type, alias: "t" }, tree);
  const way = `with recursive up (id, n) as (
    select ${columnOf(at, tree)}, 1 union all
    select ${above}, up.n + 1 from up join ${quoteName(at.type.table)} t on t.id = up.id where up.n < ${deepest}
  ) select id, n from up where id is not null`;
  return draft.inside((other) => {
    const here = { type: at.type, alias: other.root };
    const title = titleSql(other, here);
    const where = [`${other.root}.id = k.id`, ...other.visible(here)].join(" and ");
    const rows = `select ${other.root}.type, ${title} as title from ${drawFrom(other, at.type)} where ${where}`;
    return `(select coalesce(json_agg(json_build_object('id', k.id, 'type', o.type, 'title', o.title) order by k.n desc), '[]')
      from (${way}) k left join lateral (${rows}) o on true)`;
  });
}

/** So many levels are told, even where a circle was made past the house. */
const deepest = 50;

/** The records of a list and the reference, or list of references, by which they point back. */
interface List {
  readonly type: ModelType;
  readonly back: Field;
  /** Where the records are links: their reference to the record that is meant. */
  readonly end: Field | null;
  /** Their field that keeps their order. */
  readonly position: Field | null;
}

/** Null for what is no list, and for a list of records of which the user may see none. */
function listOf({ crm }: Draft, field: Field | undefined): List | null {
  const relation = field?.type.relation(field.document);
  if (relation?.kind !== "many") return null;
  const type = typeNamed(crm, relation.of);
  const back = type.fields.get(relation.by);
  if (!back || rightsOn(crm, { type, action: "see" }).answer === "deny") return null;
  const named = (name = "") => type.fields.get(name) ?? null;
  return { type, back, end: named(relation.other), position: named(relation.position) };
}

/** From and where of a list's records; composed after their columns, which may join more. */
function listRows(child: Draft, at: Standing, { type, back }: List): string {
  const here = { type, alias: child.root };
  const isMany = back.type.relation(back.document)?.kind === "keys";
  const tie = isMany
    ? `${columnOf(here, back)} @> array[${at.alias}.id]`
    : `${columnOf(here, back)} = ${at.alias}.id`;
  const where = [tie, ...child.visible(here)].join(" and ");
  return `from ${drawFrom(child, type)} where ${where}`;
}

/** The order that was kept, else that in which the records were made. */
function orderOf({ root }: Draft, { type, position }: List): string {
  return position ? `${columnOf({ type, alias: root }, position)}, ${root}.id` : `${root}.id`;
}
