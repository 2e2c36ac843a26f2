import { isStored, type Moment, type Term, type TermOf, type Value } from "../term.ts";
import { Exact } from "../values/numbers.ts";
import { dayIn } from "../values/times.ts";
import { memberOf, type Run, recordIn } from "./frame.ts";
import { fromJson } from "./json.ts";
import { runQuantifier, runTotal } from "./records.ts";
import { runUnder } from "./under.ts";

const made = new WeakMap<Term, Run>();

/** A term as a function over frames; made once per term. */
export function runOf(term: Term): Run {
  const known = made.get(term);
  if (known) return known;
  const run = make(term);
  made.set(term, run);
  return run;
}

function make(term: Term): Run {
  switch (term.op) {
    case "constant":
      return () => term.value;
    case "field":
      return field(term);
    case "title":
      return title(term);
    case "computed":
      return computed(term);
    case "given":
      return given(term);
    case "and":
    case "or":
      return connective(term);
    case "not":
      return mapped(term.of, (value) => value === false);
    case "same":
      return same(term);
    case "missing": {
      const of = runOf(term.of);
      return (frame) => (of(frame) === null) !== term.negated;
    }
    case "among":
      return among(term);
    case "within":
      return within(term);
    case "under":
      return runUnder(term, runOf);
    case "apply":
      return apply(term);
    case "conditional":
      return conditional(term);
    case "first":
      return first(term);
    case "join":
      return joined(term);
    case "exists":
    case "all":
      return runQuantifier(term, runOf);
    default:
      return runTotal(term, runOf);
  }
}

function field({ of, name, kind, reading }: TermOf<"field">): Run {
  const plain = fromJson[kind];
  const read = reading ? (json: unknown) => plain(reading.json(json)) : plain;
  if (name === "id") return (frame) => read(recordIn(frame, of));
  return (frame) => read(memberOf(recordIn(frame, of), name));
}

/** The title that came with the record; computed where the record has none yet. */
function title({ of, from }: TermOf<"title">): Run {
  const variants = from.map(({ types, term }) => ({ types, run: runOf(term) }));
  return (frame) => {
    const record = recordIn(frame, of);
    const told = memberOf(record, "title");
    if (typeof told === "string") return told;
    const type = memberOf(record, "type");
    const variant = variants.find(({ types }) => types.length === 0 || types.some((name) => name === type));
    return variant?.run(frame) ?? null;
  };
}

/** What came with the record; worked out where it did not come along. */
function computed({ of, name, kind, body }: TermOf<"computed">): Run {
  const read = fromJson[kind];
  const run = runOf(body);
  return (frame) => {
    const told = memberOf(recordIn(frame, of), name);
    return told === undefined ? run(frame) : read(told);
  };
}

function given({ name, member, kind }: TermOf<"given">): Run {
  const read = fromJson[kind];
  if (name === "today" && kind === "date") return ({ moment }) => today(moment);
  if (name === "now" && kind === "timestamp") return ({ moment }) => moment.now.getTime();
  if (member !== null) return ({ user }) => read(memberOf(user, member));
  return ({ variables }) => read(memberOf(variables, name));
}

function connective({ op, items }: TermOf<"and" | "or">): Run {
  const runs = items.map(runOf);
  const decisive = op === "or";
  return (frame) => {
    let result: boolean | null = !decisive;
    for (const run of runs) {
      const value = run(frame);
      if (value === decisive) return decisive;
      if (value === null) result = null;
    }
    return result;
  };
}

function same(term: TermOf<"same">): Run {
  const { negated } = term;
  const [left, right] = [runOf(term.left), runOf(term.right)];
  const [leftStored, rightStored] = [isStored(term.left), isStored(term.right)];
  return (frame) => {
    const [a, b] = [left(frame), right(frame)];
    if ((a === null && !leftStored) || (b === null && !rightStored)) return null;
    return equal(a, b) !== negated;
  };
}

function equal(a: Value | null, b: Value | null): boolean {
  return Exact.isDecimal(a) && Exact.isDecimal(b) ? a.eq(b) : a === b;
}

function among(term: TermOf<"among">): Run {
  const of = runOf(term.of);
  const stored = isStored(term.of);
  return (frame) => {
    const value = of(frame);
    if (value === null) return stored ? false : null;
    return term.values.some((one) => equal(one, value));
  };
}

function within(term: TermOf<"within">): Run {
  const [of, list] = [runOf(term.of), runOf(term.list)];
  const stored = isStored(term.of);
  return (frame) => {
    const value = of(frame);
    if (value === null) return stored ? false : null;
    const items = list(frame);
    return Array.isArray(items) && items.includes(value);
  };
}

function apply({ by, items }: TermOf<"apply">): Run {
  const runs = items.map(runOf);
  return (frame) => {
    const values: Value[] = [];
    for (const run of runs) {
      const value = run(frame);
      if (value === null) return null;
      values.push(value);
    }
    return by.js(values, frame.moment);
  };
}

function conditional(term: TermOf<"conditional">): Run {
  const [when, met, otherwise] = [runOf(term.when), runOf(term.met), runOf(term.otherwise)];
  return (frame) => {
    const answer = when(frame);
    if (answer === null) return null;
    return answer ? met(frame) : otherwise(frame);
  };
}

function first({ items }: TermOf<"first">): Run {
  const runs = items.map(runOf);
  return (frame) => {
    for (const run of runs) {
      const value = run(frame);
      if (value !== null) return value;
    }
    return null;
  };
}

function joined(term: TermOf<"join">): Run {
  const runs = term.items.map(runOf);
  const separator = runOf(term.separator);
  return (frame) => {
    const between = separator(frame);
    const texts = runs.map((run) => run(frame)).filter((value) => typeof value === "string");
    return between === null ? null : texts.join(String(between)) || null;
  };
}

function mapped(of: Term, change: (value: Value) => Value): Run {
  const run = runOf(of);
  return (frame) => {
    const value = run(frame);
    return value === null ? null : change(value);
  };
}

const todays = new WeakMap<Date, { readonly timeZone: string; readonly day: Value | null }>();

/** The day of the moment; remembered with it, because thousands of records are judged at one moment. */
function today({ now, timeZone }: Moment): Value | null {
  const known = todays.get(now);
  if (known?.timeZone === timeZone) return known.day;
  const day = dayIn(now.getTime(), timeZone);
  todays.set(now, { timeZone, day });
  return day;
}
