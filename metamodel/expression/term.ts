import type { ExpressionType } from "../field-type.ts";
import type { Place } from "./node.ts";
import type { Exact } from "./values/numbers.ts";

/** What a plain value is while it is computed: days since 1970, milliseconds since then, whole seconds. */
export interface Values {
  readonly string: string;
  readonly int: bigint;
  readonly decimal: Exact;
  readonly bool: boolean;
  readonly date: number;
  readonly timestamp: number;
  readonly duration: bigint;
  readonly "list<string>": readonly string[];
  /** The key of a record or an account, in small letters. */
  readonly id: string;
  /** The keys of several records, in small letters. */
  readonly "list<id>": readonly string[];
}
export type PlainKind = keyof Values;
export type Value = Values[PlainKind];

/** The kinds of a term: a plain value, or something that is there or not: a stored file, a value of several parts. */
export type Kind = PlainKind | "file" | "composite";

/** Whether values of a kind are compared and computed with. */
export function isPlain(kind: Kind): kind is PlainKind {
  return kind !== "file" && kind !== "composite";
}

/** What a kind is called outside of this room: a key is a text there. */
export function outerType(kind: Kind): ExpressionType {
  if (kind === "id" || kind === "file") return "string";
  if (kind === "list<id>") return "records";
  return kind;
}

/** How a column and its JSON become the value of a kind, where they are not that value themselves. */
export interface Reading {
  /** Tells apart the readings of one column: `from`. */
  readonly name: string;
  readonly sql: (column: string) => string;
  readonly json: (value: unknown) => unknown;
}

/** A record of the model that a term reads from. */
export type RecordTerm =
  | { readonly at: "root"; readonly type: string }
  /** The record a loop over children stands at. */
  | { readonly at: "each"; readonly slot: number; readonly type: string }
  /** The record that a reference names; reads as all null where there is none or it is in the trash. */
  | {
      readonly at: "reference";
      readonly of: RecordTerm;
      readonly name: string;
      readonly column: string;
      readonly type: string;
    }
  /** The collaborator record of the user. */
  | { readonly at: "collaborator"; readonly type: string }
  /** A record that the caller hands over beside the root. */
  | { readonly at: "given"; readonly name: string; readonly type: string }
  /** A record that stands beside the root in the statement itself. */
  | { readonly at: "beside"; readonly name: string; readonly type: string };

/** What ties several records to one. */
export type Tie =
  /** A column of theirs holds its key. */
  | { readonly by: "key"; readonly column: string }
  /** A column of theirs holds a list of keys, its own among them. */
  | { readonly by: "list"; readonly column: string }
  /** A column of its own lists their keys. */
  | { readonly by: "own-list"; readonly column: string }
  /** Records of the type `link` tie both together: its key is in their column `here`, the others' in `there`. */
  | { readonly by: "link"; readonly link: string; readonly here: string; readonly there: string };

/** Records that hang on a record, those alone for which every condition holds. */
export interface RecordsTerm {
  readonly of: RecordTerm;
  readonly name: string;
  readonly type: string;
  readonly tie: Tie;
  readonly where: readonly { readonly slot: number; readonly holds: Term }[];
}

/** How the records of some types are named; `types` is empty where all are named alike. */
export interface TitleOf {
  readonly types: readonly string[];
  readonly term: Term;
}

export type TermOf<Op extends Term["op"]> = Extract<Term, { readonly op: Op }>;

/** A piece of a checked expression: what is computed, with every name resolved and every kind known. */
export type Term =
  | { readonly op: "constant"; readonly kind: PlainKind; readonly value: Value | null }
  /** A value kept in a column. */
  | {
      readonly op: "field";
      readonly kind: Kind;
      readonly of: RecordTerm;
      readonly name: string;
      readonly column: string;
      readonly reading?: Reading;
    }
  /** The title of a record, by the title expression of each type it may be of. */
  | {
      readonly op: "title";
      readonly kind: "string";
      readonly of: RecordTerm;
      readonly from: readonly TitleOf[];
    }
  /** A value worked out from others where it is not stored; the record may come with it already worked out. */
  | {
      readonly op: "computed";
      readonly kind: PlainKind;
      readonly of: RecordTerm;
      readonly name: string;
      readonly body: Term;
    }
  /** What the caller hands over: `user.id`, a variable. */
  | { readonly op: "given"; readonly kind: PlainKind; readonly name: string; readonly member: string | null }
  | { readonly op: "and" | "or"; readonly kind: "bool"; readonly items: readonly Term[] }
  | { readonly op: "not"; readonly kind: "bool"; readonly of: Term }
  /** Equal, where two stored nulls are equal and a computed null is unknown. */
  | {
      readonly op: "same";
      readonly kind: "bool";
      readonly negated: boolean;
      readonly left: Term;
      readonly right: Term;
    }
  | { readonly op: "missing"; readonly kind: "bool"; readonly negated: boolean; readonly of: Term }
  /** One of several written values. */
  | {
      readonly op: "among";
      readonly kind: "bool";
      readonly of: Term;
      readonly values: readonly Value[];
      readonly valueKind: PlainKind;
    }
  /** One of the texts of a list; a list that was never filled is empty. */
  | { readonly op: "within"; readonly kind: "bool"; readonly of: Term; readonly list: Term }
  /** Whether the record of a key is another one of its tree, or lies below it. */
  | {
      readonly op: "under";
      readonly kind: "bool";
      readonly of: Term;
      readonly record: RecordTerm;
      readonly other: Term;
      /** The type of both, and its reference to what a record lies below. */
      readonly tree: { readonly type: string; readonly name: string; readonly column: string };
    }
  | { readonly op: "apply"; readonly kind: PlainKind; readonly by: Overload; readonly items: readonly Term[] }
  | {
      readonly op: "conditional";
      readonly kind: PlainKind;
      readonly when: Term;
      readonly met: Term;
      readonly otherwise: Term;
    }
  /** The first that is not null. */
  | { readonly op: "first"; readonly kind: PlainKind; readonly items: readonly Term[] }
  /** The texts that are not null, one behind the other; null where none is. */
  | {
      readonly op: "join";
      readonly kind: "string";
      readonly items: readonly Term[];
      readonly separator: Term;
    }
  | {
      readonly op: "exists" | "all";
      readonly kind: "bool";
      readonly over: RecordsTerm;
      readonly slot: number;
      readonly body: Term;
    }
  | {
      readonly op: "sum" | "min" | "max";
      readonly kind: PlainKind;
      readonly over: RecordsTerm;
      readonly slot: number;
      readonly body: Term;
    }
  | { readonly op: "count"; readonly kind: "int"; readonly over: RecordsTerm };

/** What the moment decides: the same for a whole statement or evaluation. */
export interface Moment {
  readonly now: Date;
  /** IANA name of the zone that days and clock times are read in. */
  readonly timeZone: string;
}

/** What a function may ask the SQL writer for. */
export interface SqlHelp {
  /** The zone that days and clock times are read in, as SQL. */
  readonly zone: () => string;
  /** Names each operand, so that it can stand several times without being computed several times. */
  readonly once: (items: readonly string[], build: (...names: readonly string[]) => string) => string;
}

/** One way of a function or an operator: what it takes, what it gives, and how in both worlds. A null operand gives null. */
export interface Overload {
  readonly takes: readonly PlainKind[];
  readonly gives: PlainKind;
  readonly js: (items: readonly Value[], moment: Moment) => Value | null;
  readonly sql: (items: readonly string[], help: SqlHelp) => string;
}

/** A resolved name with its place: which field of which type an expression reads. */
export interface FieldMention extends Place {
  /** The type it is read from, and the type whose document declares it. */
  readonly type: string;
  readonly declaredIn: string;
  readonly field: string;
  /** Whether it is read through the title of a record or a computed field; the place is that of their name then. */
  readonly isIndirect: boolean;
}

const fixed = new WeakMap<Term, boolean>();

/** Whether a term says the same for every record: no field of a stored record has a part in it. */
export function isFixed(term: Term): boolean {
  const known = fixed.get(term);
  if (known !== undefined) return known;
  const answer =
    term.op === "field" || term.op === "title" ? isHandedOver(term.of) : termsIn(term).every(isFixed);
  // What lies below what is only in the tables.
  const result = answer && term.op !== "under" && !isOverRecords(term);
  fixed.set(term, result);
  return result;
}

function isHandedOver(record: RecordTerm): boolean {
  return originOf(record).at === "given";
}

function isOverRecords(term: Term): boolean {
  return "over" in term && !isHandedOver(term.over.of);
}

/** The terms directly below a term. */
export function termsIn(term: Term): readonly Term[] {
  switch (term.op) {
    case "constant":
    case "field":
    case "title":
    case "given":
    case "count":
      return [];
    case "and":
    case "or":
    case "apply":
    case "first":
      return term.items;
    case "join":
      return [...term.items, term.separator];
    case "not":
    case "missing":
    case "among":
      return [term.of];
    case "computed":
      return [term.body];
    case "within":
      return [term.of, term.list];
    case "under":
      return [term.of, term.other];
    case "same":
      return [term.left, term.right];
    case "conditional":
      return [term.when, term.met, term.otherwise];
    default:
      return [term.body];
  }
}

/**
 * Whether a null of this term is a stored value, equal to another stored null, rather than something unknown. What
 * is read through the user is never stored: who has no sector must not see every record that has none.
 */
export function isStored(term: Term): boolean {
  if (term.op === "constant") return term.value !== null;
  return term.op === "field" && originOf(term.of).at !== "collaborator";
}

/** Where the path to a record begins. */
export function originOf(record: RecordTerm): RecordTerm {
  return record.at === "reference" ? originOf(record.of) : record;
}
