import type { Computation } from "../../field-type.ts";
import type { Field } from "../../model.ts";
import type { Node, Place } from "../node.ts";
import { rootIn } from "../parse.ts";
import { isPlain, type RecordsTerm, type RecordTerm, type Term } from "../term.ts";
import { rounding } from "../values/rounding.ts";
import { asDecimal, filledCount } from "./average.ts";
import { total } from "./collections.ts";
import { type Meaning, type Scope, wrong } from "./scope.ts";

interface Computed {
  readonly field: Field;
  readonly computation: Computation;
  readonly place: Place;
}

/**
 * A computed field as the term that works it out, wherever it is named: so that filters, sorts, rules, figures and
 * forms all mean the same. What it reads is mentioned at the place of its name.
 */
export function computedOf(record: RecordTerm, computed: Computed, scope: Scope): Meaning | null {
  const { field, computation, place } = computed;
  const key = `${field.declaredIn}.${field.name}`;
  if (scope.computing.includes(key)) {
    const chain = [...scope.computing.slice(scope.computing.indexOf(key)), key].join(" → ");
    return wrong(scope, place, "expression.computed-loop", { name: field.name, chain });
  }
  const inner: Scope = {
    ...scope,
    self: record,
    variables: {},
    loops: new Map(),
    computing: [...scope.computing, key],
    faults: [],
    mentions: [],
  };
  const meaning = meaningOfComputation(computation, inner);
  const { start, end } = place;
  scope.mentions.push(...inner.mentions.map((one) => ({ ...one, start, end, isIndirect: true })));
  const loop = inner.faults.find(({ code }) => code === "expression.computed-loop");
  if (loop) return wrong(scope, place, loop.code, loop.values);
  if (!meaning || inner.faults.length > 0)
    return wrong(scope, place, "expression.computed-broken", { name: field.name, type: field.declaredIn });
  return told(record, field, meaning);
}

function meaningOfComputation(computation: Computation, scope: Scope): Meaning | null {
  if (computation.by === "rollup") return rollupOf(computation, scope);
  const text = computation.by === "lookup" ? computation.path : computation.text;
  const root = rootIn(text);
  return root && scope.read(root, scope);
}

/** A plain value takes the form of the type that it reads as. */
function told(record: RecordTerm, field: Field, meaning: Meaning): Meaning {
  if (meaning.is !== "value" || !isPlain(meaning.term.kind)) return meaning;
  const body = formed(field, meaning.term);
  if (!isPlain(body.kind)) return meaning;
  return { is: "value", term: { op: "computed", kind: body.kind, of: record, name: field.name, body } };
}

function formed({ type, document }: Field, term: Term): Term {
  const scale = type.scale(document);
  if (scale === null || type.expressionType !== "decimal") return term;
  if (term.kind !== "int" && term.kind !== "decimal") return term;
  return { op: "apply", kind: "decimal", by: rounding(scale), items: [asDecimal(term)] };
}

type Rollup = Extract<Computation, { by: "rollup" }>;

/** `entries.duration` summed over the entries for which `where` holds. */
function rollupOf({ path, function: name, where }: Rollup, scope: Scope): Meaning | null {
  const root = rootIn(path);
  const found = root && recordsIn(root, scope);
  if (!root || !found) return null;
  const { records, rest } = found;
  const slot = scope.slots.next++;
  const each: Scope = { ...scope, self: { at: "each", slot, type: records.type } };
  const holds = where === null ? null : conditionOf(rootIn(where), each);
  if (where !== null && !holds) return null;
  const over = holds ? { ...records, where: [...records.where, { slot, holds }] } : records;
  if (name === "count" && rest.length === 0) return { is: "value", term: { op: "count", kind: "int", over } };
  const value = valueIn(root, rest, each);
  return value && figure(root, { name, over, slot, value }, scope);
}

function conditionOf(node: Node | null, scope: Scope): Term | null {
  const meaning = node && scope.read(node, scope);
  if (meaning?.is === "value" && meaning.term.kind === "bool") return meaning.term;
  return node && meaning && wrong(scope, node, "expression.condition", { kind: meaning.is });
}

interface Figure {
  readonly name: Rollup["function"];
  readonly over: RecordsTerm;
  readonly slot: number;
  readonly value: Term;
}

function figure(place: Node, { name, over, slot, value }: Figure, scope: Scope): Meaning | null {
  const loop = { over, slot, body: value };
  return name === "count" ? { is: "value", term: filledCount(loop) } : total(place, name, loop, scope);
}

/** The records that a path first leads to, and the names behind them. */
function recordsIn(
  node: Node,
  scope: Scope,
): { readonly records: RecordsTerm; readonly rest: readonly string[] } | null {
  const nodes: Node[] = [];
  for (let at: Node | null = node; at; at = at.op === "member" ? at.of : null) nodes.unshift(at);
  for (const [index, one] of nodes.entries()) {
    const mentions: Scope["mentions"] = [];
    const meaning = scope.read(one, { ...scope, mentions });
    if (!meaning) return null;
    if (meaning.is !== "records") continue;
    scope.mentions.push(...mentions);
    const rest = nodes.slice(index + 1).flatMap((each) => (each.op === "member" ? [each.name] : []));
    return { records: meaning.records, rest };
  }
  return wrong(scope, node, "expression.no-plain-value", { kind: "record" });
}

function valueIn(place: Node, rest: readonly string[], each: Scope): Term | null {
  if (rest.length === 0) return wrong(each, place, "expression.no-plain-value", { kind: "records" });
  const root = rootIn(rest.join("."));
  const meaning = root && each.read(root, each);
  if (meaning?.is === "value") return meaning.term;
  if (meaning?.is === "record") return meaning.key;
  return meaning && wrong(each, place, "expression.no-plain-value", { kind: meaning.is });
}
