import { arithmetic, negation, order } from "../functions/operators.ts";
import { expressionFunctions } from "../functions.ts";
import type { Arithmetic, Comparison, Node } from "../node.ts";
import { isPlain, type PlainKind, type Term, type Value } from "../term.ts";
import { toId } from "../values/texts.ts";
import { exists } from "./collections.ts";
import { kindWords } from "./kind-words.ts";
import { applied, as, commonKind } from "./overloads.ts";
import { allOf, conditionOf, operandOf, plainTerm } from "./readings.ts";
import { constant, kindName, type Meaning, type Scope, wrong } from "./scope.ts";

type Operator = Exclude<
  Node,
  { op: "name" | "member" | "call" | "null" | "list" | "text" | "boolean" | "integer" | "decimal" }
>;

/** What an operator gives. */
export function meaningOfOperator(node: Operator, scope: Scope): Meaning | null {
  const term = termOf(node, scope);
  return term && { is: "value", term };
}

function termOf(node: Operator, scope: Scope): Term | null {
  switch (node.op) {
    case "and":
    case "or": {
      const items = allOf(node.items, scope, conditionOf);
      return items && { op: node.op, kind: "bool", items };
    }
    case "not": {
      const of = conditionOf(node.of, scope);
      return of && { op: "not", kind: "bool", of };
    }
    case "negate": {
      const of = operandOf(node.of, scope);
      return of && (applied(negation, [of]) ?? operands(node, "-", [of.kind], scope));
    }
    case "conditional":
      return conditional(node, scope);
    case "==":
    case "!=":
      return equality(node, scope);
    case "in":
      return membership(node, scope);
    default:
      return binary(node, node.op, scope);
  }
}

type Binary = Node & { readonly left: Node; readonly right: Node };

function binary(
  node: Binary,
  sign: Exclude<Comparison, "==" | "!="> | Arithmetic,
  scope: Scope,
): Term | null {
  const items = allOf([node.left, node.right], scope, operandOf);
  if (!items) return null;
  const overloads = isOrder(sign) ? order[sign] : arithmetic[sign];
  return applied(overloads, items) ?? mismatch(node, sign, items, scope);
}

function isOrder(sign: Comparison | Arithmetic): sign is keyof typeof order {
  return Object.hasOwn(order, sign);
}

function equality(node: Binary, scope: Scope): Term | null {
  const negated = node.op === "!=";
  const [left, right] = [scope.read(node.left, scope), scope.read(node.right, scope)];
  if (!left || !right) return null;
  if (left.is === "null") return missing(right, { place: node.right, negated }, scope);
  if (right.is === "null") return missing(left, { place: node.left, negated }, scope);

  const [a, b] = [comparable(left), comparable(right)];
  if (!a || !b) return operands(node, node.op, [kindName(left), kindName(right)], scope);
  return same(node, { a, b, negated }, scope);
}

function comparable(meaning: Meaning): Term | null {
  if (meaning.is === "record") return meaning.key;
  return meaning.is === "value" ? meaning.term : null;
}

/** Whether two values are equal, both taken as the same kind. */
export function same(
  node: Node,
  { a, b, negated }: { readonly a: Term; readonly b: Term; readonly negated: boolean },
  scope: Scope,
): Term | null {
  const [left, right] = [asKey(a, b), asKey(b, a)];
  if (!left || !right) return wrong(scope, node, "expression.not-an-id");
  const kind = commonKind(left, right);
  if (!kind || kind === "list<string>" || kind === "list<id>") return mismatch(node, "==", [a, b], scope);
  const [one, other] = [as(left, kind), as(right, kind)];
  return one && other ? { op: "same", kind: "bool", negated, left: one, right: other } : null;
}

/** A written text beside a key must be a key itself. */
function asKey(term: Term, beside: Term): Term | null {
  if (beside.kind !== "id" || term.op !== "constant" || term.kind !== "string") return term;
  const id = toId(term.value);
  return id === null ? null : constant("id", id);
}

const askable: readonly Term["op"][] = ["field", "given", "title", "computed"];

/** `x == null` and `has(x)`: only what a field or the caller gives can be asked. */
export function missing(
  meaning: Meaning,
  { place, negated }: { readonly place: Node; readonly negated: boolean },
  scope: Scope,
): Term | null {
  if (meaning.is === "records" && !meaning.keys) {
    const count: Term = { op: "count", kind: "int", over: meaning.records };
    return { op: "same", kind: "bool", negated, left: count, right: constant("int", 0n) };
  }
  const term = meaning.is === "records" ? (meaning.keys ?? null) : comparable(meaning);
  if (term && askable.includes(term.op)) return { op: "missing", kind: "bool", negated, of: term };
  return wrong(scope, place, "expression.null-only-fields");
}

function membership(node: Binary, scope: Scope): Term | null {
  const item = operandOf(node.left, scope);
  const list = scope.read(node.right, scope);
  if (!item || !list) return null;
  if (list.is === "list") return amongWritten(node, { item, items: list.items }, scope);
  if (list.is === "mapped") {
    const body = same(node, { a: item, b: list.body, negated: false }, scope);
    return body && exists(list.records, list.slot, body);
  }
  if (list.is === "records") return amongRecords(node, { item, list }, scope);
  if (list.is === "value" && list.term.kind === "list<id>")
    return amongKeys(node, { item, keys: list.term }, scope);
  const term = list.is === "value" && list.term.kind === "list<string>" ? list.term : null;
  const text = as(item, "string");
  if (!term || !text) return operands(node, "in", [item.kind, kindName(list)], scope);
  return { op: "within", kind: "bool", of: text, list: term };
}

/** `user.collaborator in helpers`: by the keys where they are listed, else by those of the records found. */
function amongRecords(
  node: Binary,
  { item, list: { records, keys } }: { readonly item: Term; readonly list: Meaning & { is: "records" } },
  scope: Scope,
): Term | null {
  const slot = scope.slots.next++;
  const id: Term = {
    op: "field",
    kind: "id",
    of: { at: "each", slot, type: records.type },
    name: "id",
    column: "id",
  };
  const test = same(node, { a: item, b: id, negated: false }, scope);
  if (test?.op !== "same" || test.left.kind !== "id")
    return test && operands(node, "in", [item.kind, "records"], scope);
  return keys ? { op: "within", kind: "bool", of: test.left, list: keys } : exists(records, slot, test);
}

/** `sector in user.sectors`: by the keys that the user brings. */
function amongKeys(
  node: Binary,
  { item, keys }: { readonly item: Term; readonly keys: Term },
  scope: Scope,
): Term | null {
  const key = asKey(item, constant("id", null));
  if (!key) return wrong(scope, node, "expression.not-an-id");
  if (key.kind !== "id") return operands(node, "in", [item.kind, keys.kind], scope);
  return { op: "within", kind: "bool", of: key, list: keys };
}

/** Written values are compared in one go, others one by one. */
function amongWritten(
  node: Binary,
  { item, items }: { readonly item: Term; readonly items: readonly Term[] },
  scope: Scope,
): Term | null {
  const tests = items.map((one) => same(node, { a: item, b: one, negated: false }, scope));
  const sames = tests.filter((test) => test?.op === "same");
  if (sames.length < items.length) return null;
  const [first] = sames;
  if (!first) return { op: "or", kind: "bool", items: [] };
  const kind: PlainKind | null = plain(first.right.kind);
  const values: Value[] = [];
  for (const { left, right } of sames)
    if (right.op === "constant" && right.value !== null && right.kind === kind && left.kind === kind)
      values.push(right.value);
  if (kind && values.length === items.length)
    return { op: "among", kind: "bool", of: first.left, values, valueKind: kind };
  return { op: "or", kind: "bool", items: sames };
}

function plain(kind: Term["kind"]): PlainKind | null {
  return isPlain(kind) ? kind : null;
}

function conditional(node: Node & { op: "conditional" }, scope: Scope): Term | null {
  const when = conditionOf(node.when, scope);
  const branches = [node.met, node.otherwise].map((branch) => {
    const meaning = scope.read(branch, scope);
    if (meaning?.is === "null") return "null" as const;
    return meaning && plainTerm(meaning, branch, scope);
  });
  const [met, otherwise] = branches;
  if (!when || !met || !otherwise) return null;
  const kind = branchKind(met, otherwise);
  if (!kind) return wrong(scope, node, "expression.branches");
  const [yes, no] = [met, otherwise].map((one) => (one === "null" ? constant(kind, null) : as(one, kind)));
  return yes && no ? { op: "conditional", kind, when, met: yes, otherwise: no } : null;
}

function branchKind(met: Term | "null", otherwise: Term | "null"): PlainKind | null {
  if (met === "null") return otherwise === "null" ? null : plain(otherwise.kind);
  return otherwise === "null" ? plain(met.kind) : commonKind(met, otherwise);
}

/** Says what does not go together, and how a day or an instant is written where a text stands for one. */
function mismatch(node: Node, sign: string, items: readonly Term[], scope: Scope): null {
  const text = items.find((item) => item.op === "constant" && item.kind === "string");
  if (text?.op === "constant" && typeof text.value === "string")
    for (const { kind } of items) {
      const reads = expressionFunctions.get(kind)?.reads;
      if (reads && reads.value(text.value) !== null)
        return wrong(scope, node, "expression.written", { kind, value: text.value });
    }
  return operands(
    node,
    sign,
    items.map((item) => item.kind),
    scope,
  );
}

function operands(node: Node, operator: string, kinds: readonly string[], scope: Scope): null {
  return wrong(scope, node, "expression.operands", { operator, kinds: kindWords(kinds) });
}
