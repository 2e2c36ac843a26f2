import type { ExpressionType } from "../field-type.ts";
import type { Model } from "../model.ts";
import { kindWords } from "./check/kind-words.ts";
import { meaningOf } from "./check/meaning.ts";
import type { Anew, ExpressionFault, Meaning, Scope, Variable } from "./check/scope.ts";
import { wrong } from "./check/scope.ts";
import type { Expression } from "./node.ts";
import { type FieldMention, outerType, type Term } from "./term.ts";

/** Where an expression stands: which type's fields it may name, and what else. */
export interface Standing {
  readonly model: Model;
  /** The type whose fields are bare names. */
  readonly type: string;
  /** Whether it may name `user`; it may unless this is false. */
  readonly user?: boolean;
  /** Whether stored computed fields are worked out anew, of all records or of one only; otherwise what is stored is read. */
  readonly isAnew?: Anew;
  /** What the caller hands over beside the record, by name. */
  readonly variables?: Readonly<Record<string, Variable>>;
  /** The kind of value it must give: `bool` for conditions, `string` for titles. */
  readonly expects?: ExpressionType;
}

/** What the check has found; `term` and `type` are null where `faults` says why. */
export interface Checked {
  readonly type: ExpressionType | null;
  readonly term: Term | null;
  readonly faults: readonly ExpressionFault[];
  /** The fields it reads, each with its place in the text; those behind a title too. */
  readonly mentions: readonly FieldMention[];
}

/** Resolves every name against the model and every operator against its operands. Never throws, tells every fault. */
export function checkExpression(expression: Expression, standing: Standing): Checked {
  const scope: Scope = {
    model: standing.model,
    self: { at: "root", type: standing.type },
    variables: standing.variables ?? {},
    user: standing.user ?? true,
    isAnew: standing.isAnew ?? false,
    loops: new Map(),
    depth: 0,
    titles: [],
    computing: [],
    read: meaningOf,
    slots: { next: 0 },
    faults: [],
    mentions: [],
  };
  const meaning = meaningOf(expression.root, scope);
  const type = meaning && typeOf(meaning);
  if (meaning && !type) wrong(scope, expression.root, "expression.no-value", { name: expression.text });
  if (type && standing.expects && !fits(type, standing.expects))
    wrong(scope, expression.root, "expression.result", {
      expected: kindWords([standing.expects]),
      found: kindWords([type]),
    });

  const { faults, mentions } = scope;
  if (faults.length > 0) return { type: null, term: null, faults, mentions };
  return { type, term: meaning && termOf(meaning), faults, mentions };
}

function typeOf(meaning: Meaning): ExpressionType | null {
  switch (meaning.is) {
    case "value":
      return outerType(meaning.term.kind);
    case "record":
    case "records":
      return meaning.is;
    default:
      return null;
  }
}

function termOf(meaning: Meaning): Term | null {
  if (meaning.is === "value") return meaning.term;
  return meaning.is === "record" ? meaning.key : null;
}

/** A whole number may stand where a decimal is expected. */
function fits(type: ExpressionType, expected: ExpressionType): boolean {
  return type === expected || (type === "int" && expected === "decimal");
}
