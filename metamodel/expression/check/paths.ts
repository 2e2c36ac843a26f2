import { didYouMean } from "../../../core/language/index.ts";
import type { Part } from "../../field-type.ts";
import type { Field, ModelType } from "../../model.ts";
import type { Node, Place } from "../node.ts";
import { isPlain, type Kind, type PlainKind, type RecordsTerm, type RecordTerm, type Term } from "../term.ts";
import { computedOf } from "./computed.ts";
import { type Meaning, type Scope, wrong } from "./scope.ts";
import { type Tied, tieOf } from "./ties.ts";
import { titleOf } from "./titles.ts";

/** Values that every record has beside its fields, as the API shows them. */
const ownValues: ReadonlyMap<string, PlainKind> = new Map<string, PlainKind>([
  ["id", "id"],
  ["type", "string"],
  ["version", "int"],
  ["created_at", "timestamp"],
  ["created_by", "id"],
  ["updated_at", "timestamp"],
  ["updated_by", "id"],
  ["archived_at", "timestamp"],
]);

/** What is known of the user beside his collaborator's record. The lists of keys come whole with him. */
const userValues: ReadonlyMap<string, PlainKind> = new Map<string, PlainKind>([
  ["id", "id"],
  ["name", "string"],
  ["email", "string"],
  ["language", "string"],
  ["roles", "list<string>"],
  ["groups", "list<string>"],
  ["administrator", "bool"],
  ["person", "id"],
  ["organisations", "list<id>"],
  ["trades", "list<id>"],
  ["sectors", "list<id>"],
  ["reports", "list<id>"],
]);

/** Everything that may stand behind `user.`. */
export const userNames: readonly string[] = [...userValues.keys(), "collaborator"];

/** What a bare name means: a loop variable, a variable, `user`, `self`, or a field of the record. */
export function meaningOfName(node: Node & { op: "name" }, scope: Scope): Meaning | null {
  const { name } = node;
  const loop = scope.loops.get(name);
  if (loop) return whole(loop);
  const variable = Object.hasOwn(scope.variables, name) ? scope.variables[name] : undefined;
  if (typeof variable === "object")
    return whole({ at: variable.isBeside ? "beside" : "given", name, type: variable.record });
  if (variable) return { is: "value", term: { op: "given", kind: variable, name, member: null } };
  if (name === "user" && scope.user) return { is: "user" };
  if (name === "self") return whole(scope.self);
  return fieldOf(scope.self, { name, place: node, also: rootNames(scope) }, scope);
}

/** What `of.name` means. */
export function meaningOfMember(node: Node & { op: "member" }, of: Meaning, scope: Scope): Meaning | null {
  const place = { start: node.end - node.name.length, end: node.end };
  if (of.is === "record") return fieldOf(of.record, { name: node.name, place, also: [] }, scope);
  if (of.is === "user") return userValue(node.name, place, scope);
  if (of.is === "value" && of.parts) return partOf(of.term, of.parts, { name: node.name, place }, scope);
  if (of.is === "records" || of.is === "mapped")
    return wrong(scope, place, "expression.many", { name: node.name });
  return wrong(scope, place, "expression.not-a-record", { name: node.name });
}

function rootNames(scope: Scope): string[] {
  return [...scope.loops.keys(), ...Object.keys(scope.variables), ...(scope.user ? ["user"] : [])];
}

function whole(record: RecordTerm): Extract<Meaning, { is: "record" }> {
  return { is: "record", record, key: keyOf(record) };
}

/** The key of a record is where the reference keeps it, even when the record itself is in the trash. */
function keyOf(record: RecordTerm): Term {
  if (record.at === "collaborator") return { op: "given", kind: "id", name: "user", member: record.at };
  const { of, name, column } = record.at === "reference" ? record : { of: record, name: "id", column: "id" };
  return { op: "field", kind: "id", of, name, column };
}

interface Wanted {
  readonly name: string;
  readonly place: Place;
  /** Other names that could have been meant. */
  readonly also: readonly string[];
}

function fieldOf(record: RecordTerm, wanted: Wanted, scope: Scope): Meaning | null {
  const { name, place } = wanted;
  const type = scope.model.types.get(record.type);
  if (!type) return wrong(scope, place, "expression.unknown-type", { type: record.type });
  const field = type.fields.get(name);
  if (field) return declared(record, { type, field, place }, scope);
  if (name === "id") return { is: "value", term: keyOf(record) };
  const own = ownValues.get(name);
  if (own) return { is: "value", term: { op: "field", kind: own, of: record, name, column: name } };
  if (name === "title") return titleOf(record, place, scope);

  const known = [...wanted.also, ...type.fields.keys(), ...ownValues.keys()];
  return wrong(scope, place, "expression.unknown-name", {
    name,
    type: type.label,
    suggestion: didYouMean(name, known),
  });
}

function declared(
  record: RecordTerm,
  { type, field, place }: { type: ModelType; field: Field; place: Place },
  scope: Scope,
): Meaning | null {
  const { name, declaredIn } = field;
  const { start, end } = place;
  scope.mentions.push({ type: type.name, declaredIn, field: name, start, end, isIndirect: false });
  const computation = field.type.computation(field.document);
  if (computation && (field.column === null || scope.isAnew === true || scope.isAnew === record.at))
    return computedOf(record, { field, computation, place }, scope);
  const relation = field.type.relation(field.document);
  const tied = relation && tieOf(scope.model, field, relation);
  if (tied === undefined) return wrong(scope, place, "expression.no-value", { name });
  if (tied) return severalOf(record, { name, ...tied, place }, scope);
  if (field.column === null) return wrong(scope, place, "expression.no-value", { name });

  const stored = (kind: Kind): Term & { op: "field" } => ({
    op: "field",
    kind,
    of: record,
    name,
    column: field.column ?? name,
  });
  if (relation?.kind === "file") return { is: "value", term: stored("file") };
  if (relation?.kind === "one") {
    const to: RecordTerm = { at: "reference", of: record, name, column: field.column, type: relation.to };
    return { is: "record", record: to, key: stored("id") };
  }
  const { expressionType: kind, inExpression, parts } = field.type;
  if (kind === "record" || kind === "records") return wrong(scope, place, "expression.no-value", { name });
  const term: Term = inExpression
    ? { ...stored(kind), reading: { name: "value", ...inExpression } }
    : stored(kind);
  // What is worked out compares alike whether it is stored or not: two that are unknown are not equal.
  if (computation && isPlain(kind))
    return { is: "value", term: { op: "computed", kind, of: record, name, body: term } };
  return { is: "value", term, ...(kind === "composite" && { parts }) };
}

/** A part of a composite value: `stay.from`. */
function partOf(
  term: Term,
  parts: Readonly<Record<string, Part>>,
  { name, place }: Pick<Wanted, "name" | "place">,
  scope: Scope,
): Meaning | null {
  const part = Object.hasOwn(parts, name) ? parts[name] : undefined;
  if (part && term.op === "field")
    return { is: "value", term: { ...term, kind: part.type, reading: { name, ...part } } };
  const suggestion = didYouMean(name, Object.keys(parts));
  return wrong(scope, place, "expression.unknown-part", { name, suggestion });
}

/** Several records that hang on one; their keys can be asked for where the record lists them itself. */
function severalOf(
  of: RecordTerm,
  { name, type, tie, place }: Tied & { readonly name: string; readonly place: Place },
  scope: Scope,
): Meaning | null {
  if (!scope.model.types.has(type)) return wrong(scope, place, "expression.unknown-type", { type });
  const records: RecordsTerm = { of, name, type, tie, where: [] };
  if (tie.by !== "own-list") return { is: "records", records };
  const keys: Term = { op: "field", kind: "list<id>", of, name, column: tie.column };
  return { is: "records", records, keys };
}

function userValue(name: string, place: Place, scope: Scope): Meaning | null {
  if (name === "collaborator") {
    const meaning = whole({ at: name, type: name });
    return scope.model.types.has(name) ? meaning : { is: "value", term: meaning.key };
  }
  const kind = userValues.get(name);
  if (kind) return { is: "value", term: { op: "given", kind, name: "user", member: name } };
  return wrong(scope, place, "expression.unknown-name", {
    name,
    type: "user",
    suggestion: didYouMean(name, userNames),
  });
}
