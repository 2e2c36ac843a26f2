import { quoteText } from "../../core/database/database.ts";
import type { Field, ModelType } from "../../metamodel/model.ts";
import { type Draft, drawFrom } from "./draft.ts";
import type { Columns } from "./lists-in-records.ts";
import { isSystemField, seenType, unknownPath, visibleFields } from "./paths.ts";
import type { Asking } from "./select.ts";
import { columnOf, type Standing } from "./standing.ts";
import { titleSql } from "./title.ts";

/** What is asked of a record of one of several types. */
interface AskedOfAny {
  readonly field: Field;
  readonly inner: Asking | null;
  readonly to: readonly string[];
}

/**
 * The record that a column names as `type/key`, as far as the user may see it: its type and key at least. Of each type
 * those fields are told that it has; one that none has refuses.
 */
export function anyJson(draft: Draft, at: Standing, asked: AskedOfAny, columns: Columns): string {
  const { field, inner, to } = asked;
  const types = to.flatMap((name) => seenType(draft.crm, name) ?? []);
  mustExist(draft, types, asked);
  const column = columnOf(at, field);
  const [type, id] = [`split_part(${column}, '/', 1)`, `split_part(${column}, '/', 2)::uuid`];
  const unseen = `json_build_object('id', ${id}, 'type', ${type}, 'title', null)`;
  const whens = types.map((each) => {
    const rows = draft.inside((other) => {
      const here = { type: each, alias: other.root };
      const made = inner
        ? columns(
            other,
            here,
            inner.filter(({ name }) => isKnown(draft, each, name)),
          )
        : `${other.root}.id, ${quoteText(each.name)} as type, ${titleSql(other, here)} as title`;
      const where = [`${other.root}.id = ${id}`, ...other.visible(here)].join(" and ");
      return `select row_to_json("Y") from ${drawFrom(other, each)} cross join lateral (select ${made}) "Y" where ${where}`;
    });
    return `when ${quoteText(each.name)} then (${rows})`;
  });
  const seen = whens.length > 0 ? `coalesce(case ${type} ${whens.join(" ")} end, ${unseen})` : unseen;
  return `case when ${column} is not null then ${seen} end`;
}

function isKnown({ crm }: Draft, type: ModelType, name: string): boolean {
  return name === "*" || isSystemField(name) || visibleFields(crm, type).has(name);
}

function mustExist(draft: Draft, types: readonly ModelType[], { field, inner }: AskedOfAny): void {
  const [first] = types;
  for (const { name } of inner ?? []) {
    if (!first || types.some((type) => isKnown(draft, type, name))) continue;
    throw unknownPath(draft.crm, { type: first, name, where: "select", path: `${field.name}.${name}` });
  }
}
