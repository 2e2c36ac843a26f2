import { quoteName, quoteText } from "../../core/database/index.ts";
import { Refusal } from "../../core/errors/index.ts";
import type { Model, ModelType } from "../../metamodel/model.ts";
import { accessSql } from "../access/index.ts";
import type { Draft } from "./draft.ts";
import { columnsBelow } from "./standing.ts";

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
 *
 * None of them is made as a whole: PostgreSQL works them into the statement, so that of one record, or of one page in
 * the order of keys, the journal of few records is read, and of each only what the statement asks for.
 */
export function inThePast(text: string, { today, asOf }: { today: () => Draft; asOf: string }): string {
  const { model } = today().crm;
  const named = baseTypes(model).filter(({ table }) => text.includes(quoteName(table)));
  if (named.length === 0) return text;
  // Every question of rights stands before the first table of the past, or it would be asked of the past.
  const seen = named.map((type, index) => seenSql(today(), type, quoteName(`V${index}`)));
  const tables = named.map((type, index) =>
    rowsSql(model, type, { asOf, seen: seen[index] ? quoteName(`V${index}`) : null }),
  );
  const around = `"A" as (
    select record from kernel_mutation where via = 'sql' and op = 'U' and at > ${asOf})`;
  const past = `with ${[...seen.filter((each) => each !== null), around, ...tables].join(", ")}`;
  // The statement may begin with tables of its own.
  const own = /^\s*with\s/.exec(text);
  return own ? `${past}, ${text.slice(own[0].length)}` : `${past} ${text}`;
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
  return `${name} as not materialized (
    select ${draft.root}.id from ${quoteName(type.table)} ${draft.root}${draft.joins()} where ${access})`;
}

/** What no field keeps, and may have been something else; the key never was. */
const ofSystem = [
  "type",
  "created_at",
  "created_by",
  "updated_via",
  "updated_trace",
  "deleted_at",
  "archived_at",
];

/**
 * The rows of one table; columns may have any name, so what stands beside them goes by one in capitals. The later
 * changes of a record (`L`) are looked up where it was written since, or around the house, which says nothing in the
 * record: the oldest of them kept what was there at the instant, so it comes last and wins. What was written without
 * changing anything is in no journal: such a version is told by the change before it.
 */
function rowsSql(
  model: Model,
  type: ModelType,
  { asOf, seen }: { asOf: string; seen: string | null },
): string {
  const table = quoteName(type.table);
  const columns = [...ofSystem, ...columnsBelow(model, type)].map((column) => {
    const name = quoteName(column);
    const then = `(jsonb_populate_record(null::${table}, "L".old)).${name}`;
    return `case when "L".old ? ${quoteText(column)} then ${then} else "R".${name} end as ${name}`;
  });
  const before = (what: string) =>
    `(select ${what} from kernel_mutation m where m.record = "R".id and m.op = 'U' and m.at <= ${asOf} order by m.id desc limit 1)`;
  const told = (column: string, then: string) =>
    `case when "L".old is null and "R".updated_at <= ${asOf} then "R".${column} else ${then} end as ${column}`;
  return `${table} as not materialized (
    select "R".id, ${columns.join(", ")},
      ${told("version", `coalesce(${before("m.version")}, 1)`)},
      ${told("updated_at", `coalesce(${before("m.at")}, "R".created_at)`)},
      ${told("updated_by", `(coalesce(${before("array[m.who]")}, array["R".created_by]))[1]`)}
    from ${table} "R"
    left join lateral (
      select kernel_laid_over(m.old order by m.id desc) as old from kernel_mutation m
      where m.record = "R".id and m.op = 'U' and m.at > ${asOf}
        and ("R".updated_at > ${asOf} or "R".id in (select record from "A"))) "L" on true
    where "R".created_at <= ${asOf}${seen === null ? "" : ` and exists (select from ${seen} s where s.id = "R".id)`})`;
}
