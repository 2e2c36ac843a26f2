import { quoteName } from "../../core/database/index.ts";
import { Refusal } from "../../core/errors/index.ts";
import type { Model, ModelType } from "../../metamodel/model.ts";
import { accessSql } from "../access/index.ts";
import type { Draft } from "./draft.ts";

/** Reads an instant of a request. Throws `request.invalid`. */
export function parseInstant(text: string): string {
  const moment = new Date(text);
  if (!/^\d{4}-\d{2}-\d{2}T/.test(text) || Number.isNaN(moment.getTime()))
    throw new Refusal("request.invalid", { reason: `asOf=${text.slice(0, 40)} (2026-01-31T12:00:00Z)` });
  return moment.toISOString();
}

/**
 * A statement over the record tables as they were at the instant in the slot `asOf`: before it stand tables of the same
 * names, made of the rows of today and the old values that the journal keeps. They hold the records alone whose
 * history the user may see today, so that the statement itself asks for no rights. `today` composes with the rights of today.
 */
export function inThePast(text: string, { today, asOf }: { today: () => Draft; asOf: string }): string {
  const named = baseTypes(today().crm.model).filter(({ table }) => text.includes(quoteName(table)));
  // Every question of rights stands before the first table of the past, or it would be asked of the past.
  const seen = named.map((type, index) => seenSql(today(), type, quoteName(`V${index}`)));
  const rows = named.map((type, index) =>
    rowsSql(type, { asOf, later: quoteName(`L${index}`), seen: seen[index] ? quoteName(`V${index}`) : null }),
  );
  const tables = [
    ...seen.filter((each) => each !== null),
    ...rows.map(({ later }) => later),
    ...rows.map(({ table }) => table),
  ];
  return tables.length === 0 ? text : `with ${tables.join(", ")} ${text}`;
}

function baseTypes(model: Model): readonly ModelType[] {
  return [...model.types.values()].filter(({ parent }) => parent === null);
}

/** The keys whose history the user may see today, those in the trash included; null where that are all. */
function seenSql(draft: Draft, type: ModelType, name: string): string | null {
  const at = { type, alias: draft.root };
  const rights = (["see", "history"] as const).flatMap((action) => accessSql(draft, at, action) ?? []);
  if (rights.length === 0) return null;
  const access = [...new Set(rights)].join(" and ");
  return `${name} as (select ${draft.root}.id from ${quoteName(type.table)} ${draft.root}${draft.joins()} where ${access})`;
}

/**
 * The rows of one table. What was written without changing anything is in no journal: such a version is told by the
 * change before it. A row's columns may have any name, so it goes by one in capitals.
 */
function rowsSql(
  { table }: ModelType,
  { asOf, later, seen }: { asOf: string; later: string; seen: string | null },
): { readonly later: string; readonly table: string } {
  const there = `"R".created_at <= ${asOf}${seen === null ? "" : ` and "R".id in (select id from ${seen})`}`;
  const real = `${quoteName(table)} "R"`;
  return {
    // The oldest of the later changes kept what was there at the instant: it comes last and wins.
    later: `${later} as (
      select m.record, jsonb_object_agg(o.key, o.value order by m.id desc) as old
      from kernel_mutation m cross join lateral jsonb_each(m.old) o
      where m.op = 'U' and m.at > ${asOf} and m.record in (select id from ${quoteName(table)})
      group by m.record)`,
    table: `${quoteName(table)} as (
      select "R".* from ${real} where ${there} and "R".updated_at <= ${asOf}
        and not exists (select from ${later} l where l.record = "R".id)
      union all
      select p.* from ${real} left join ${later} l on l.record = "R".id
      left join lateral (
        select m.version, m.who, m.at from kernel_mutation m
        where m.record = "R".id and m.op = 'U' and m.at <= ${asOf} order by m.id desc limit 1) b on true
      cross join lateral jsonb_populate_record("R", coalesce(l.old, '{}') || jsonb_build_object(
        'version', coalesce(b.version, 1), 'updated_at', coalesce(b.at, "R".created_at),
        'updated_by', case when b.at is null then "R".created_by else b.who end)) p
      where ${there} and (l.record is not null or "R".updated_at > ${asOf}))`,
  };
}
