import type { Node } from "../node.ts";
import type { PlainKind, RecordsTerm, Term } from "../term.ts";
import { average, type Loop } from "./average.ts";
import { kindWords } from "./kind-words.ts";
import { conditionOf, operandOf } from "./readings.ts";
import { type Meaning, type Scope, wrong } from "./scope.ts";

type Call = Node & { op: "call" };
type Many = Extract<Meaning, { is: "records" | "mapped" }>;

/** Words that go with related records. */
export const collectionWords = [
  "exists",
  "all",
  "filter",
  "map",
  "size",
  "count",
  "sum",
  "avg",
  "min",
  "max",
];

/** Each loop within a loop multiplies the work. */
const loopsAtMost = 3;

/** Whether the condition holds for at least one of some records. */
export function exists(over: RecordsTerm, slot: number, body: Term): Term {
  return { op: "exists", kind: "bool", over, slot, body };
}

/** What `children.word(…)` gives. */
export function meaningOfCollection(node: Call, many: Many, scope: Scope): Meaning | null {
  const { name, items } = node;
  if (items.length === 0) return withoutLoop(node, many, scope);
  if (many.is === "mapped" || !collectionWords.includes(name))
    return wrong(scope, node, "expression.many", { name });

  const [variable, bodyNode, ...rest] = items;
  if (variable?.op !== "name" || !bodyNode || rest.length > 0)
    return wrong(scope, node, "expression.loop", { name });
  if (scope.depth >= loopsAtMost) return wrong(scope, node, "expression.loops", { limit: loopsAtMost });
  const slot = scope.slots.next++;
  const inner: Scope = {
    ...scope,
    depth: scope.depth + 1,
    loops: new Map([...scope.loops, [variable.name, { at: "each", slot, type: many.records.type }]]),
  };
  const quantified = name === "exists" || name === "all" || name === "filter";
  const body = quantified ? conditionOf(bodyNode, inner) : operandOf(bodyNode, inner);
  return body && looped(node, { over: many.records, slot, body }, scope);
}

/** `lines.size()`, `lines.map(l, l.fee).sum()`. */
function withoutLoop(node: Call, many: Many, scope: Scope): Meaning | null {
  const { name } = node;
  if (name === "size" || name === "count")
    return { is: "value", term: { op: "count", kind: "int", over: many.records } };
  if (many.is === "mapped" && isTotal(name))
    return total(node, name, { over: many.records, slot: many.slot, body: many.body }, scope);
  return wrong(scope, node, "expression.loop", { name });
}

function looped(node: Call, loop: Loop, scope: Scope): Meaning | null {
  const { name } = node;
  const { over, slot, body } = loop;
  if (name === "exists" || name === "all") return { is: "value", term: { op: name, kind: "bool", ...loop } };
  if (name === "filter")
    return { is: "records", records: { ...over, where: [...over.where, { slot, holds: body }] } };
  if (name === "map") return { is: "mapped", records: over, slot, body };
  if (isTotal(name)) return total(node, name, loop, scope);
  return wrong(scope, node, "expression.many", { name });
}

type Total = "sum" | "avg" | "min" | "max";

function isTotal(name: string): name is Total {
  return name === "sum" || name === "avg" || name === "min" || name === "max";
}

const summable: readonly PlainKind[] = ["int", "decimal", "duration"];
const comparable: readonly PlainKind[] = [...summable, "date", "timestamp", "string"];

/** What a figure makes of one value of each of some records. */
export function total(node: Node, name: Total, loop: Loop, scope: Scope): Meaning | null {
  const refused = () =>
    wrong(scope, node, "expression.operands", { operator: name, kinds: kindWords([loop.body.kind]) });
  if (name === "avg") {
    const term = average(loop);
    return term ? { is: "value", term } : refused();
  }
  const allowed = name === "sum" ? summable : comparable;
  const kind = allowed.find((one) => one === loop.body.kind);
  return kind ? { is: "value", term: { op: name, kind, ...loop } } : refused();
}
