import { isFixed, type Term, type TermOf } from "../term.ts";
import { quoted } from "./names.ts";
import { isOfCollaborator } from "./places.ts";
import type { Mode, Place, Writer } from "./writer.ts";

/**
 * Whether a record is another one of its tree, or lies below it. Where the other one is the same for the whole
 * statement, the keys of all that lies below it are found once, so that an index on the reference serves; where it is
 * the user's, they are asked for before. Else each record's way up is walked.
 */
export function underSql(self: Writer, term: TermOf<"under">, mode: Mode): string {
  const own = self.write(term.of, "exact");
  if (!isSameForAll(term.other)) {
    const other = self.write(term.other, "exact");
    return known(mode, [own, other], `${other} in (${upFrom(self, own, term)})`);
  }
  const { ask } = self.writing;
  if (ask && mode === "filter") {
    const keys = ask(JSON.stringify([term.other, term.tree]), (at) => {
      const inner = self.before(at);
      const below = downFrom(inner, inner.write(term.other, "exact"), term);
      return `(select coalesce(string_agg(k.id::text, ','), '') from (${below}) k)`;
    });
    return `(${own} = any(string_to_array(${keys}, ',')::uuid[]))`;
  }
  const other = self.write(term.other, "exact");
  return known(mode, [own, other], `${own} = any(array(${downFrom(self, other, term)}))`);
}

/** What is unknown where one of the two is missing; a filter does not mind. */
function known(mode: Mode, keys: readonly string[], test: string): string {
  if (mode === "filter") return `(${test})`;
  return `(case when ${keys.map((key) => `${key} is not null`).join(" and ")} then ${test} end)`;
}

function isSameForAll(term: Term): boolean {
  return isFixed(term) || (term.op === "field" && isOfCollaborator(term.of));
}

/** The key itself and those of all that lies below it. A circle, made past the house, ends. */
function downFrom(self: Writer, key: string, { tree }: TermOf<"under">): string {
  const place = placeIn(self);
  const from = `${tableOf(self, tree.type)} ${place.alias}`;
  const conditions = place.joins.conditions(place.alias, tree.type);
  const on = [`${place.alias}.${quoted(tree.column)} = down.id`, ...conditions].join(" and ");
  return `with recursive down (id) as (
    select ${key} union select ${place.alias}."id" from down, ${from}${place.joins.sql()} where ${on}
  ) select id from down where id is not null`;
}

/** The key itself and those of all that it lies below. */
function upFrom(self: Writer, key: string, { tree }: TermOf<"under">): string {
  const place = placeIn(self);
  const from = `${tableOf(self, tree.type)} ${place.alias}`;
  const conditions = place.joins.conditions(place.alias, tree.type);
  const on = [`${place.alias}."id" = up.id`, ...conditions].join(" and ");
  return `with recursive up (id) as (
    select ${key} union select ${place.alias}.${quoted(tree.column)} from up, ${from}${place.joins.sql()} where ${on}
  ) select id from up where id is not null`;
}

function placeIn({ writing: { joins } }: Writer): Place {
  return { alias: joins.alias(), joins: joins.inside() };
}

function tableOf({ writing: { model } }: Writer, type: string): string {
  return quoted(model.types.get(type)?.table ?? "");
}
