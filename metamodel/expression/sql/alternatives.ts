import { termFor } from "../evaluate.ts";
import type { Expression } from "../node.ts";
import type { RecordTerm, Term } from "../term.ts";
import type { SqlScope } from "./compile.ts";
import { isOfCollaborator } from "./places.ts";
import { writer } from "./write.ts";

/** One of the conditions that an `or` joins. */
export interface Alternative {
  /** Writes it as SQL of a filter; its parameters are added only then. */
  readonly sql: () => string;
  /** Columns of the record that it compares with a value known beforehand: an index on one of them finds its records. */
  readonly findsBy: readonly string[];
}

/** A condition as what its outermost `or` joins, each by itself; a condition without one is its only alternative. */
export function compileAlternatives(
  expression: Expression,
  scope: Omit<SqlScope, "mode">,
): readonly Alternative[] {
  const term = termFor(expression, scope);
  const self = writer(scope);
  const items = term.op === "or" ? term.items : [term];
  return items.map((item) => ({ sql: () => self.write(item, "filter"), findsBy: findsBy(item) }));
}

function findsBy(term: Term): readonly string[] {
  switch (term.op) {
    case "and":
      return term.items.flatMap(findsBy);
    case "same":
      return term.negated ? [] : compared(term.left, term.right);
    case "among":
      return columnsOf(term.of);
    case "within":
      return compared(term.of, term.list);
    case "under":
      return compared(term.of, term.other);
    default:
      return [];
  }
}

function compared(left: Term, right: Term): readonly string[] {
  if (isKnownBefore(right)) return columnsOf(left);
  return isKnownBefore(left) ? columnsOf(right) : [];
}

function isKnownBefore(term: Term): boolean {
  if (term.op === "constant") return term.value !== null;
  return term.op === "given" || (term.op === "field" && isOfCollaborator(term.of));
}

/** The record's own column, or the reference through which the value is found. */
function columnsOf(term: Term): readonly string[] {
  if (term.op !== "field") return [];
  if (term.of.at === "root") return [term.column];
  return isDirect(term.of) ? [term.of.column] : [];
}

function isDirect(record: RecordTerm): record is RecordTerm & { readonly at: "reference" } {
  return record.at === "reference" && record.of.at === "root";
}
