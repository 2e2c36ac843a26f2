import type { Fault, RefusalCode } from "../../../core/errors/index.ts";
import type { ExpressionType, Part } from "../../field-type.ts";
import type { Model } from "../../model.ts";
import type { Node, Place } from "../node.ts";
import type { FieldMention, PlainKind, RecordsTerm, RecordTerm, Term } from "../term.ts";

/** What a caller hands over beside the record: a plain value, or a record of a type. */
export type Variable =
  | Exclude<ExpressionType, "record" | "records" | "composite">
  | {
      readonly record: string /** It stands in the statement itself, not among its values. */;
      readonly isBeside?: boolean;
    };

/** One thing wrong in an expression; `path` is empty, the caller knows where the expression stands. */
export interface ExpressionFault extends Fault, Place {}

/**
 * Whose stored computed fields are worked out anew: everybody's, nobody's, or only those of the record whose fields are
 * bare names, or of one that stands beside it, because it is about to be written.
 */
export type Anew = boolean | "root" | "beside";

/** What names mean at one place of an expression, and what was found so far. */
export interface Scope {
  readonly model: Model;
  /** The record that bare names are fields of. */
  readonly self: RecordTerm;
  readonly variables: Readonly<Record<string, Variable>>;
  readonly user: boolean;
  readonly isAnew: Anew;
  /** Loop variables. */
  readonly loops: ReadonlyMap<string, RecordTerm>;
  /** How many loops stand around this place. */
  readonly depth: number;
  /** The types whose titles are being looked through, so that titles cannot name each other for ever. */
  readonly titles: readonly string[];
  /** The computed fields that are being looked through, as `type.field`, so that none is made of itself. */
  readonly computing: readonly string[];
  /** Reads a piece in a scope: the way back to the reader, for files that it imports. */
  readonly read: (node: Node, scope: Scope) => Meaning | null;
  readonly slots: { next: number };
  readonly faults: ExpressionFault[];
  readonly mentions: FieldMention[];
}

/** What a piece of an expression stands for. */
export type Meaning =
  | { readonly is: "value"; readonly term: Term; readonly parts?: Readonly<Record<string, Part>> }
  /** A record, and its key as a value. */
  | { readonly is: "record"; readonly record: RecordTerm; readonly key: Term }
  /** Several records, and their keys where the record itself lists them. */
  | { readonly is: "records"; readonly records: RecordsTerm; readonly keys?: Term }
  /** One value for each of some records. */
  | { readonly is: "mapped"; readonly records: RecordsTerm; readonly slot: number; readonly body: Term }
  | { readonly is: "list"; readonly items: readonly Term[] }
  | { readonly is: "user" }
  | { readonly is: "null" };

/** Notes what is wrong with a piece; gives null so that the caller can leave with it. */
export function wrong(
  scope: Scope,
  place: Place,
  code: RefusalCode,
  values: Record<string, unknown> = {},
): null {
  const position = place.start + 1;
  scope.faults.push({ path: "", code, values: { position, ...values }, start: place.start, end: place.end });
  return null;
}

/** The kind of a meaning, for `kindWords`. */
export function kindName(meaning: Meaning): string {
  return meaning.is === "value" ? meaning.term.kind : meaning.is === "mapped" ? "list" : meaning.is;
}

export function constant(kind: PlainKind, value: (Term & { op: "constant" })["value"]): Term {
  return { op: "constant", kind, value };
}
