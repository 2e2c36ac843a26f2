import { idAsString, intAsDecimal } from "../functions/operators.ts";
import { isPlain, type Overload, type PlainKind, type Term } from "../term.ts";
import { Exact } from "../values/numbers.ts";
import { constant } from "./scope.ts";

/** The first overload that takes these operands, whole numbers taken as decimals and keys as texts where needed. */
export function applied(overloads: readonly Overload[], items: readonly Term[]): Term | null {
  const fits = (overload: Overload, exactly: boolean) =>
    overload.takes.length === items.length &&
    items.every((item, index) => as(item, overload.takes[index], exactly) !== null);
  const by = overloads.find((one) => fits(one, true)) ?? overloads.find((one) => fits(one, false));
  if (!by) return null;
  const operands = items.map((item, index) => as(item, by.takes[index], false) ?? item);
  return { op: "apply", kind: by.gives, by, items: operands };
}

/** A term as another kind, or null where it cannot be one. */
export function as(term: Term, kind: PlainKind | undefined, exactly = false): Term | null {
  if (term.kind === kind) return kind === "list<string>" ? orEmpty(term) : term;
  if (exactly || kind === undefined) return null;
  if (kind === "decimal" && term.kind === "int") return asDecimal(term);
  if (kind === "string" && term.kind === "id")
    return { op: "apply", kind: "string", by: idAsString, items: [term] };
  return null;
}

/** The kind that both sides can be taken as; null where they have none in common. */
export function commonKind(a: Term, b: Term): PlainKind | null {
  const kinds = [a.kind, b.kind];
  if (a.kind === b.kind) return isPlain(a.kind) ? a.kind : null;
  if (kinds.every((kind) => kind === "int" || kind === "decimal")) return "decimal";
  if (kinds.every((kind) => kind === "id" || kind === "string")) return "string";
  return null;
}

function asDecimal(term: Term): Term {
  if (term.op === "constant" && typeof term.value === "bigint")
    return constant("decimal", new Exact(term.value.toString()));
  return { op: "apply", kind: "decimal", by: intAsDecimal, items: [term] };
}

/** A list that was never filled is an empty one. */
function orEmpty(term: Term): Term {
  return { op: "first", kind: "list<string>", items: [term, constant("list<string>", [])] };
}
