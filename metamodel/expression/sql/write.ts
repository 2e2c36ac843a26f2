import { isFixed, isPlain, isStored, type Kind, type SqlHelp, type Term, type TermOf } from "../term.ts";
import { keyedSql } from "./beforehand.ts";
import { once } from "./once.ts";
import { castOf, constantParameter, foldedParameter, listParameter } from "./parameters.ts";
import { columnSql } from "./places.ts";
import { recordsSql } from "./records.ts";
import { titleSql } from "./title.ts";
import { underSql } from "./under.ts";
import type { Mode, Place, Writer, Writing } from "./writer.ts";

/** A writer at the root of a statement, or within loops. */
export function writer(
  writing: Writing,
  loops: ReadonlyMap<number, Place> = new Map(),
  collaborator: Place | null = null,
): Writer {
  const self: Writer = {
    writing,
    loops,
    collaborator,
    write: (term, mode) => write(self, term, mode),
    within: (inner) => writer(writing, new Map([...loops, ...inner]), collaborator),
    beside: (own) => writer(writing, loops, own),
    before: (at) => writer({ ...at, model: writing.model }),
  };
  return self;
}

function write(self: Writer, term: Term, mode: Mode): string {
  const { writing } = self;
  if (term.op === "constant") return constant(writing, term);
  if (isFixed(term) && isPlain(term.kind))
    return parameter(writing, foldedParameter(term, term.kind), term.kind);
  switch (term.op) {
    case "field":
      // Whole numbers are kept as bigint.
      return columnSql(self, term.of, term.column, columnCast(term.kind), term.reading);
    case "title":
      return titleSql(self, term);
    case "computed":
      return self.write(term.body, mode);
    case "given":
      return parameter(writing, foldedParameter(term, term.kind), term.kind);
    default:
      return operation(self, term, mode);
  }
}

function columnCast(kind: Kind): string {
  if (kind === "composite") return "text";
  return castOf(kind === "file" ? "id" : kind, 0n);
}

/** Everything that is computed from other terms. */
type Computed = Exclude<Term, { op: "constant" | "field" | "title" | "computed" | "given" }>;

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
      return (mode === "filter" && keyedSql(self, term)) || same(self, term, mode);
    case "among":
      return among(self, term, mode);
    case "within":
      return (mode === "filter" && keyedSql(self, term)) || within(self, term, mode);
    case "under":
      return (mode === "filter" && keyedSql(self, term)) || underSql(self, term, mode);
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
