import type { RecordsTerm, Term, TermOf, Value } from "../term.ts";
import { Exact } from "../values/numbers.ts";
import { compareTexts } from "../values/texts.ts";
import { type Frame, memberOf, type Run, recordIn } from "./frame.ts";

type Runner = (term: Term) => Run;

/** `exists` and `all`: true and false win over unknown, as they do in `||` and `&&`. */
export function runQuantifier({ op, over, slot, body }: TermOf<"exists" | "all">, runOf: Runner): Run {
  const records = recordsOf(over, runOf);
  const run = runOf(body);
  const decisive = op === "exists";
  return (frame) => {
    let result: boolean | null = !decisive;
    const found = records(frame);
    if (!found) return null;
    for (const record of found) {
      frame.each[slot] = record;
      const value = run(frame);
      if (value === decisive) return decisive;
      if (value === null) result = null;
    }
    return result;
  };
}

/** `count`, `sum`, `min`, `max`; what is null counts as nothing. */
export function runTotal(term: TermOf<"count" | "sum" | "min" | "max">, runOf: Runner): Run {
  const records = recordsOf(term.over, runOf);
  if (term.op === "count")
    return (frame) => {
      const found = records(frame);
      return found && BigInt(found.length);
    };
  const { op, slot, kind } = term;
  const run = runOf(term.body);
  return (frame) => {
    const found = records(frame);
    if (!found) return null;
    const values: Value[] = [];
    for (const record of found) {
      frame.each[slot] = record;
      const value = run(frame);
      if (value !== null) values.push(value);
    }
    if (op !== "sum") return extreme(values, op);
    return kind === "decimal" ? sumOfDecimals(values) : sumOfWholes(values);
  };
}

/** The children as they came with their parent; null where they did not come along. */
function recordsOf(over: RecordsTerm, runOf: Runner): (frame: Frame) => readonly unknown[] | null {
  const conditions = over.where.map(({ slot, holds }) => ({ slot, run: runOf(holds) }));
  return (frame) => {
    const children = memberOf(recordIn(frame, over.of), over.name);
    if (!Array.isArray(children)) return over.tie.by === "own-list" && children === null ? [] : null;
    const seen = over.tie.by === "key" ? children : children.filter(isSeen);
    return seen.filter((child: unknown) =>
      conditions.every(({ slot, run }) => {
        frame.each[slot] = child;
        return run(frame) === true;
      }),
    );
  };
}

/** What the reader may not see, or is in the trash, came as its key alone; a second link to the same record adds none. */
function isSeen(record: unknown, index: number, all: readonly unknown[]): boolean {
  const id = memberOf(record, "id");
  if (memberOf(record, "type") === null) return false;
  return id === undefined || all.findIndex((one) => memberOf(one, "id") === id) === index;
}

function sumOfWholes(values: readonly Value[]): bigint {
  return values.reduce<bigint>((sum, value) => (typeof value === "bigint" ? sum + value : sum), 0n);
}

function sumOfDecimals(values: readonly Value[]): Exact {
  return values.reduce<Exact>((sum, value) => (Exact.isDecimal(value) ? sum.plus(value) : sum), new Exact(0));
}

function extreme(values: readonly Value[], op: "min" | "max"): Value | null {
  const [head, ...rest] = values;
  if (head === undefined) return null;
  return rest.reduce((best, value) => (compare(value, best) < 0 === (op === "min") ? value : best), head);
}

function compare(a: Value, b: Value): number {
  if (typeof a === "string" && typeof b === "string") return compareTexts(a, b);
  if (Exact.isDecimal(a) && Exact.isDecimal(b)) return a.cmp(b);
  return a < b ? -1 : a > b ? 1 : 0;
}
