import { arithmetic, intAsDecimal } from "../functions/operators.ts";
import type { RecordsTerm, Term } from "../term.ts";

/** One value of each of some records. */
export interface Loop {
  readonly over: RecordsTerm;
  readonly slot: number;
  readonly body: Term;
}

/** The mean of those values that are there; unknown where there is none. Null for kinds that have no mean. */
export function average(loop: Loop): Term | null {
  const { over, slot, body } = loop;
  const [, byDecimal, byCount] = arithmetic["/"];
  const count = filledCount(loop);
  if (body.kind === "duration" && byCount) {
    const sum: Term = { op: "sum", kind: "duration", over, slot, body };
    return { op: "apply", kind: "duration", by: byCount, items: [sum, count] };
  }
  if ((body.kind !== "int" && body.kind !== "decimal") || !byDecimal) return null;
  const sum: Term = { op: "sum", kind: body.kind, over, slot, body };
  return { op: "apply", kind: "decimal", by: byDecimal, items: [asDecimal(sum), asDecimal(count)] };
}

/** How many of the records have a value. */
export function filledCount({ over, slot, body }: Loop): Term {
  const holds: Term = { op: "missing", kind: "bool", negated: true, of: body };
  return { op: "count", kind: "int", over: { ...over, where: [...over.where, { slot, holds }] } };
}

/** A whole number as a decimal; a decimal as it is. */
export function asDecimal(term: Term): Term {
  return term.kind === "int" ? { op: "apply", kind: "decimal", by: intAsDecimal, items: [term] } : term;
}
