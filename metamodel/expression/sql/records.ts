import type { RecordsTerm, TermOf, Tie } from "../term.ts";
import { quoted } from "./names.ts";
import { listParameter } from "./parameters.ts";
import { columnSql } from "./places.ts";
import type { Mode, Place, Writer } from "./writer.ts";

type OverRecords = TermOf<"exists" | "all" | "count" | "sum" | "min" | "max">;

/** What is asked of the children of a record, as a sub-select. */
export function recordsSql(self: Writer, term: OverRecords, mode: Mode): string {
  switch (term.op) {
    case "count":
      return select(self, term.over, null, () => ({ columns: "count(*)" }));
    case "sum":
      return select(self, term.over, term.slot, (inner) => ({
        columns: `coalesce(sum(${inner.write(term.body, "exact")}), 0)`,
      }));
    case "min":
    case "max":
      return select(self, term.over, term.slot, (inner) => ({
        columns: `${term.op}(${inner.write(term.body, "exact")})`,
      }));
    default:
      return mode === "filter" ? quick(self, term) : exact(self, term);
  }
}

/** Stops at the first record that decides. */
function quick(self: Writer, { op, over, slot, body }: TermOf<"exists" | "all">): string {
  if (op === "exists")
    return `exists ${select(self, over, slot, (inner) => ({ columns: "", and: inner.write(body, "filter") }))}`;
  const failing = select(self, over, slot, (inner) => ({
    columns: "",
    and: `(${inner.write(body, "exact")}) is not true`,
  }));
  return `(not exists ${failing})`;
}

/** True, false, or unknown where no record decides and one is unknown. */
function exact(self: Writer, { op, over, slot, body }: TermOf<"exists" | "all">): string {
  const inside = select(self, over, slot, (inner) => ({ columns: `${inner.write(body, "exact")} as v` }));
  const answer =
    op === "exists"
      ? "case when bool_or(x.v) then true when bool_or(x.v is null) then null else false end"
      : "case when not bool_and(x.v) then false when bool_or(x.v is null) then null else true end";
  return `(select ${answer} from ${inside} x)`;
}

interface Asked {
  readonly columns: string;
  readonly and?: string;
}

function select(self: Writer, over: RecordsTerm, slot: number | null, ask: (inner: Writer) => Asked): string {
  const { writing } = self;
  const type = writing.model.types.get(over.type);
  const place: Place = { alias: writing.joins.alias(), joins: writing.joins.inside() };
  const slots = [...over.where.map((condition) => condition.slot), ...(slot === null ? [] : [slot])];
  const inner = self.within(new Map(slots.map((one) => [one, place])));

  const asked = ask(inner);
  const conditions = [
    tieSql(self, over, place),
    `${place.alias}."deleted_at" is null`,
    ...ofSubtype(self, over.type, place),
    ...place.joins.conditions(place.alias, over.type),
    ...over.where.map(({ holds }) => inner.write(holds, "filter")),
    ...(asked.and ? [asked.and] : []),
  ];
  const from = `${quoted(type?.table ?? "")} ${place.alias}${place.joins.sql()}`;
  return `(select ${asked.columns} from ${from} where ${conditions.join(" and ")})`;
}

/** What ties the records at a place to the one that they hang on. */
function tieSql(self: Writer, { of, tie }: RecordsTerm, { alias }: Place): string {
  const key = () => columnSql(self, of, "id", "uuid");
  switch (tie.by) {
    case "key":
      return `${alias}.${quoted(tie.column)} = ${key()}`;
    case "list":
      return `${alias}.${quoted(tie.column)} @> array[${key()}]`;
    case "own-list":
      return `${alias}."id" = any(${columnSql(self, of, tie.column, "uuid[]")})`;
    case "link":
      return `${alias}."id" in (${linked(self, tie, key())})`;
  }
}

/** The keys of the records that links tie to the one of a key. */
function linked(self: Writer, { link, here, there }: Tie & { by: "link" }, key: string): string {
  const { joins, model } = self.writing;
  const place: Place = { alias: joins.alias(), joins: joins.inside() };
  const conditions = [
    `${place.alias}.${quoted(here)} = ${key}`,
    `${place.alias}."deleted_at" is null`,
    ...ofSubtype(self, link, place),
    ...place.joins.conditions(place.alias, link),
  ];
  const from = `${quoted(model.types.get(link)?.table ?? "")} ${place.alias}${place.joins.sql()}`;
  return `select ${place.alias}.${quoted(there)} from ${from} where ${conditions.join(" and ")}`;
}

/** Records of a subtype share their table with the other types of its base. */
function ofSubtype({ writing }: Writer, type: string, { alias }: Place): string[] {
  const { model, parameters } = writing;
  const found = model.types.get(type);
  if (!found || found.base === found.name) return [];
  return [`${alias}."type" = any(${parameters.add(listParameter("string", found.concrete), "text[]")})`];
}
