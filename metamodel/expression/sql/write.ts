import { inWords } from "../../../core/language/index.ts";
import type { Model, ModelType } from "../../model.ts";
import {
  isFixed,
  isStored,
  originOf,
  type RecordTerm,
  type SqlHelp,
  type Term,
  type TermOf,
} from "../term.ts";
import type { JoinSet } from "./joins.ts";
import { quoted } from "./names.ts";
import { once } from "./once.ts";
import {
  castOf,
  constantParameter,
  foldedParameter,
  listParameter,
  type ParameterList,
} from "./parameters.ts";
import { recordsSql } from "./records.ts";

export type Mode = "exact" | "filter";

/** A record in the statement: its alias and what is joined to it. Null where it reads as nothing. */
export interface Place {
  readonly alias: string;
  readonly joins: JoinSet;
}

/** What writing needs to know. */
export interface Writing {
  readonly model: Model;
  readonly alias: string;
  readonly joins: JoinSet;
  readonly parameters: ParameterList;
}

/** Writes terms as SQL at one place of a statement. */
export interface Writer {
  write(term: Term, mode: Mode): string;
  /** The same with loops standing at these places. */
  within(loops: ReadonlyMap<number, Place>): Writer;
  /** A column of a record, wherever it stands. */
  column(record: RecordTerm, column: string, cast: string): string;
  readonly writing: Writing;
}

/** A writer at the root of a statement, or within loops. */
export function writer(
  writing: Writing,
  loops: ReadonlyMap<number, Place> = new Map(),
  collaborator: Place | null = null,
): Writer {
  const self: Writer = {
    writing,
    write: (term, mode) => write(term, mode),
    within: (inner) => writer(writing, new Map([...loops, ...inner]), collaborator),
    column,
  };
  return self;

  function write(term: Term, mode: Mode): string {
    if (term.op === "constant") return constant(writing, term);
    if (isFixed(term) && term.kind !== "file")
      return parameter(writing, foldedParameter(term, term.kind), term.kind);
    switch (term.op) {
      case "field":
        return column(term.of, term.column, castOf(term.kind === "file" ? "id" : term.kind));
      case "title":
        return title(term);
      case "given":
        return parameter(writing, foldedParameter(term, term.kind), term.kind);
      default:
        return operation(self, term, mode);
    }
  }

  function column(record: RecordTerm, name: string, cast: string): string {
    return at(record, ({ alias }) => `${alias}.${quoted(name)}`, cast);
  }

  /** Composes at the place of a record; what hangs on the user's collaborator becomes a sub-select of its own. */
  function at(record: RecordTerm, compose: (place: Place, inner: Writer) => string, cast: string): string {
    if (originOf(record).at === "collaborator" && !collaborator) return besideUser(record, compose, cast);
    const place = placeOf(record);
    return place ? compose(place, self) : `null::${cast}`;
  }

  function besideUser(
    record: RecordTerm,
    compose: (place: Place, inner: Writer) => string,
    cast: string,
  ): string {
    const { type } = originOf(record);
    const table = writing.model.types.get(type)?.table;
    if (!table) return `null::${cast}`;
    const own: Place = { alias: writing.joins.alias(), joins: writing.joins.inside() };
    const inner = writer(writing, loops, own);
    const place = placeIn(record, own);
    const value = place ? compose(place, inner) : `null::${cast}`;
    const key: Term = { op: "given", kind: "id", name: "user", member: "collaborator" };
    const on = `${own.alias}."id" = ${write(key, "exact")} and ${own.alias}."deleted_at" is null`;
    return `(select ${value} from ${quoted(table)} ${own.alias}${own.joins.sql()} where ${on})`;
  }

  function placeOf(record: RecordTerm): Place | null {
    switch (record.at) {
      case "root":
        return writing;
      case "each":
        return loops.get(record.slot) ?? null;
      case "collaborator":
        return collaborator;
      case "given":
        return null;
      case "reference":
        return joined(record, placeOf(record.of));
    }
  }

  /** The place of a record that is reached from the collaborator's own. */
  function placeIn(record: RecordTerm, own: Place): Place | null {
    return record.at === "reference" ? joined(record, placeIn(record.of, own)) : own;
  }

  function joined(record: RecordTerm & { at: "reference" }, from: Place | null): Place | null {
    if (!from) return null;
    const { of, name, column: key, type } = record;
    const alias = from.joins.join(from.alias, { from: of.type, name, column: key, to: type });
    return alias === null ? null : { alias, joins: from.joins };
  }

  /** Never empty where the record is there: its number, else its type with the end of its key, stand in. */
  function title({ of, from }: TermOf<"title">): string {
    const compose = ({ alias }: Place, inner: Writer): string => {
      const variants = from.map(({ types, term }) => ({
        types,
        sql: titleOrKey(inner, { alias, of, types, term }),
      }));
      const [only] = variants;
      const named = only?.types.length === 0 ? only.sql : byType(alias, variants);
      return of.at === "root" || of.at === "each"
        ? named
        : `(case when ${alias}."id" is not null then ${named} end)`;
    };
    return at(of, compose, "text");
  }

  function byType(alias: string, variants: readonly { types: readonly string[]; sql: string }[]): string {
    const whens = variants.map(({ types, sql }) => {
      const list = writing.parameters.add(listParameter("string", types), "text[]");
      return `when ${alias}."type" = any(${list}) then ${sql}`;
    });
    return `(case ${whens.join(" ")} end)`;
  }
}

/** Everything that is computed from other terms. */
type Computed = Exclude<Term, { op: "constant" | "field" | "title" | "given" }>;

function operation(self: Writer, term: Computed, mode: Mode): string {
  switch (term.op) {
    case "and":
    case "or": {
      if (term.items.length === 0) return term.op === "and" ? "true" : "false";
      return `(${term.items.map((item) => self.write(item, mode)).join(` ${term.op} `)})`;
    }
    case "not":
      return `(not ${self.write(term.of, "exact")})`;
    case "missing":
      return `(${self.write(term.of, "exact")} is ${term.negated ? "not " : ""}null)`;
    case "same":
      return same(self, term, mode);
    case "among":
      return among(self, term, mode);
    case "within":
      return within(self, term, mode);
    case "apply":
      return term.by.sql(operands(self, term.items), helpOf(self));
    case "conditional": {
      const [when = "", met = "", otherwise = ""] = operands(self, [term.when, term.met, term.otherwise]);
      return `(case ${when} when true then ${met} when false then ${otherwise} end)`;
    }
    case "first":
      return `coalesce(${operands(self, term.items).join(", ")})`;
    case "join": {
      const [separator, ...texts] = operands(self, [term.separator, ...term.items]);
      if (texts.length === 0) return "null::text";
      return `(nullif(concat_ws(${separator}, ${texts.join(", ")}), '') collate "C")`;
    }
    default:
      return recordsSql(self, term, mode);
  }
}

function operands(self: Writer, terms: readonly Term[]): string[] {
  return terms.map((term) => self.write(term, "exact"));
}

function helpOf({ writing }: Writer): SqlHelp {
  const zone = { text: null, from: zoneOf, isPersonal: false, isMomentary: false };
  return { zone: () => writing.parameters.add(zone, "text"), once };
}

function zoneOf({ moment }: { readonly moment: { readonly timeZone: string } }): string {
  return moment.timeZone;
}

/** Two stored nulls are equal; a computed null makes the answer unknown. */
function same(self: Writer, { left, right, negated }: TermOf<"same">, mode: Mode): string {
  const [a = "", b = ""] = operands(self, [left, right]);
  const sign = negated ? "<>" : "=";
  const [aStored, bStored] = [isStored(left), isStored(right)];
  if (aStored && bStored) {
    const hasConstant = left.op === "constant" || right.op === "constant";
    if (!negated && mode === "filter" && hasConstant) return `(${a} = ${b})`;
    return `(${a} is ${negated ? "" : "not "}distinct from ${b})`;
  }
  const [computed, stored, storedTerm] = aStored ? [b, a, left] : [a, b, right];
  const isPlain = (!aStored && !bStored) || storedTerm.op === "constant" || (mode === "filter" && !negated);
  if (isPlain) return `(${a} ${sign} ${b})`;
  return once(
    [computed, stored],
    (one = "", other = "") =>
      `coalesce(${one} ${sign} ${other}, case when ${one} is not null then ${negated} end)`,
  );
}

function among(self: Writer, { of, values, valueKind }: TermOf<"among">, mode: Mode): string {
  const numeric = values.some((value) => castOf(valueKind, value) === "numeric");
  const cast = numeric ? "numeric" : castOf(valueKind, values[0] ?? null);
  const list = self.writing.parameters.add(listParameter(valueKind, values), `${cast}[]`);
  const test = `(${self.write(of, "exact")} = any(${list}))`;
  return isStored(of) && mode === "exact" ? `coalesce(${test}, false)` : test;
}

function within(self: Writer, { of, list }: TermOf<"within">, mode: Mode): string {
  const [item = "", items = ""] = operands(self, [of, list]);
  if (isFixed(list)) {
    const test = `(${item} = any(${items}))`;
    return isStored(of) && mode === "exact" ? `coalesce(${test}, false)` : test;
  }
  if (mode === "filter") return `(${items} @> array[${item}])`;
  const test = (one: string) => `coalesce(${items} @> array[${one}], false)`;
  if (isStored(of)) return test(item);
  return once([item], (one = "") => `(case when ${one} is not null then ${test(one)} end)`);
}

function constant(writing: Writing, { kind, value }: TermOf<"constant">): string {
  if (typeof value === "boolean") return String(value);
  const sql = writing.parameters.add(constantParameter(kind, value), castOf(kind, value));
  return kind === "string" ? `(${sql} collate "C")` : sql;
}

function parameter(
  writing: Writing,
  made: ReturnType<typeof foldedParameter>,
  kind: Parameters<typeof castOf>[0],
): string {
  const sql = writing.parameters.add(made, castOf(kind));
  return kind === "string" ? `(${sql} collate "C")` : sql;
}

function titleOrKey(
  self: Writer,
  { alias, of, types, term }: { alias: string; of: RecordTerm; types: readonly string[]; term: Term },
): string {
  const { model, parameters } = self.writing;
  const type = model.types.get(types[0] ?? of.type);
  const label = constantParameter("string", type ? inWords(type.label, model.language) : of.type);
  const last = `${parameters.add(label, "text")} || ' ' || right(${alias}."id"::text, 8)`;
  const number = type && numberOf(type);
  const named = [
    `nullif(${self.write(term, "exact")}, '')`,
    ...(number ? [`${alias}.${quoted(number)}`] : []),
    last,
  ];
  return `(coalesce(${named.join(", ")}) collate "C")`;
}

function numberOf(type: ModelType): string | null {
  return [...type.fields.values()].find((field) => field.type.generated)?.column ?? null;
}
