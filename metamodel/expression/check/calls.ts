import { didYouMean } from "../../../core/language/index.ts";
import type { ExpressionFunction } from "../functions/define.ts";
import { expressionFunctions } from "../functions.ts";
import type { Node } from "../node.ts";
import type { Term } from "../term.ts";
import { meaningOfCollection } from "./collections.ts";
import { kindWords } from "./kind-words.ts";
import { missing } from "./operators.ts";
import { applied, as, commonKind } from "./overloads.ts";
import { allOf, operandOf, plainTerm } from "./readings.ts";
import { constant, type Meaning, type Scope, wrong } from "./scope.ts";
import { meaningOfUnder } from "./under.ts";

type Call = Node & { op: "call" };

/** What a call of a function or a method gives. */
export function meaningOfCall(node: Call, scope: Scope): Meaning | null {
  const term = node.of ? null : special(node, scope);
  if (term) return term.result;
  if (!node.of) return plainCall(node, null, scope);

  const of = scope.read(node.of, scope);
  if (!of) return null;
  if (of.is === "records" || of.is === "mapped") return meaningOfCollection(node, of, scope);
  if (of.is === "list") return joined(node, of.items, scope);
  if (of.is === "record" && node.name === "isUnder") return meaningOfUnder(node, of, scope);
  const receiver = plainTerm(of, node.of, scope);
  return receiver && plainCall(node, receiver, scope);
}

/** The functions whose operands are more than values. Null where the name is none of them. */
function special(node: Call, scope: Scope): { readonly result: Meaning | null } | null {
  const result = (term: Term | null) => ({ result: term && { is: "value" as const, term } });
  const [first] = node.items;
  switch (node.name) {
    case "today":
    case "now": {
      if (first) return result(wrong(scope, node, "expression.arguments", { name: node.name, count: 0 }));
      const kind = node.name === "today" ? "date" : "timestamp";
      return result({ op: "given", kind, name: node.name, member: null });
    }
    case "has": {
      if (!first || node.items.length > 1)
        return result(wrong(scope, node, "expression.arguments", { name: "has", count: 1 }));
      const meaning = scope.read(first, scope);
      return result(meaning && missing(meaning, { place: first, negated: true }, scope));
    }
    case "coalesce":
      return result(firstOf(node, scope));
    case "size":
      return first && node.items.length === 1 ? sizeOf(node, first, scope) : null;
    default:
      return null;
  }
}

/** `size(lines)` counts records; `size(text)` is a plain function. */
function sizeOf(node: Call, item: Node, scope: Scope): { readonly result: Meaning | null } {
  const meaning = scope.read(item, scope);
  if (!meaning) return { result: null };
  if (meaning.is === "records" || meaning.is === "mapped")
    return { result: meaningOfCollection({ ...node, of: item, items: [] }, meaning, scope) };
  const term = plainTerm(meaning, item, scope);
  const sized = term && applied(expressionFunctions.get("size")?.overloads ?? [], [term]);
  if (term && !sized) return { result: unfit(node, [term], scope) };
  return { result: sized && { is: "value", term: sized } };
}

function firstOf(node: Call, scope: Scope): Term | null {
  const items = allOf(node.items, scope, operandOf);
  const [head, ...rest] = items ?? [];
  if (!items) return null;
  if (!head) return wrong(scope, node, "expression.arguments", { name: "coalesce", count: 1 });
  let kind = commonKind(head, head);
  for (const item of rest) kind = kind && commonKind(constant(kind, null), item);
  if (!kind) return wrong(scope, node, "expression.branches");
  const target = kind;
  return { op: "first", kind, items: items.map((item) => as(item, target) ?? item) };
}

function joined(node: Call, items: readonly Term[], scope: Scope): Meaning | null {
  const [separator, ...rest] = node.items;
  if (node.name !== "join") return unknown(node, scope);
  if (!separator || rest.length > 0)
    return wrong(scope, node, "expression.arguments", { name: "join", count: 1 });
  const between = operandOf(separator, scope);
  const texts = items.map((item) => as(item, "string")).filter((item) => item !== null);
  if (!between) return null;
  if (texts.length < items.length || between.kind !== "string")
    return unfit(node, [...items, between], scope);
  return { is: "value", term: { op: "join", kind: "string", items: texts, separator: between } };
}

function plainCall(node: Call, receiver: Term | null, scope: Scope): Meaning | null {
  const found = expressionFunctions.get(node.name);
  if (!found || found.form === (receiver ? "call" : "method")) return unknown(node, scope);
  if (found.overloads.length === 0 && !found.reads) return unfit(node, receiver ? [receiver] : [], scope);
  const operands = allOf(node.items, scope, operandOf);
  if (!operands) return null;

  const items = receiver ? [receiver, ...operands] : operands;
  const term = readOut(found, items) ?? applyFunction(node, found, items, scope);
  return term && { is: "value", term };
}

/** `date("2026-03-04")`: a written text is read at once. */
function readOut({ reads }: ExpressionFunction, items: readonly Term[]): Term | null {
  const [only] = items;
  if (!reads || items.length !== 1 || only?.op !== "constant" || typeof only.value !== "string") return null;
  const value = reads.value(only.value);
  return value === null ? null : constant(reads.kind, value);
}

function applyFunction(
  node: Call,
  found: ExpressionFunction,
  items: readonly Term[],
  scope: Scope,
): Term | null {
  const [only] = items;
  if (found.reads && only?.op === "constant" && only.kind === "string")
    return wrong(scope, node, "expression.unreadable", { name: found.name, value: only.value });
  const operands: Term[] = [];
  for (const [index, item] of items.entries()) {
    const operand = prepared(node, found, { index, item }, scope);
    if (!operand) return null;
    operands.push(operand);
  }
  return applied(found.overloads, operands) ?? unfit(node, items, scope);
}

function prepared(
  node: Call,
  { name, written, through }: ExpressionFunction,
  { index, item }: { readonly index: number; readonly item: Term },
  scope: Scope,
): Term | null {
  const accept = written?.[index];
  if (accept && item.kind === "string") {
    if (item.op !== "constant" || typeof item.value !== "string")
      return wrong(scope, node, "expression.not-written", { name });
    const text = accept(item.value);
    return text === null
      ? wrong(scope, node, "expression.unreadable", { name, value: item.value })
      : constant("string", text);
  }
  return through ? (applied([through], [item]) ?? item) : item;
}

function unfit(node: Call, items: readonly Term[], scope: Scope): null {
  return wrong(scope, node, "expression.operands", {
    operator: node.name,
    kinds: kindWords(items.map(({ kind }) => kind)),
  });
}

function unknown(node: Call, scope: Scope): null {
  const candidates = [...expressionFunctions.values()].filter(
    ({ form }) => form !== (node.of ? "call" : "method"),
  );
  const names = candidates.map(({ name }) => name).filter((name) => name !== node.name);
  return wrong(scope, node, "expression.unknown-function", {
    name: node.name,
    suggestion: didYouMean(node.name, names),
  });
}
