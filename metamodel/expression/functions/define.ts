import type { Words } from "../../../core/language/index.ts";
import type { Moment, Overload, PlainKind, SqlHelp, Value, Values } from "../term.ts";

/** A function of the language as people read about it; the documentation is made from this. */
export interface ExpressionFunction {
  readonly name: string;
  /** Written `lower(text)`, `text.lower()`, or either way. */
  readonly form: "call" | "method" | "either";
  readonly help: Words;
  /** An expression and what it gives, in canonical JSON. Tested. */
  readonly example: readonly [string, unknown];
  readonly overloads: readonly Overload[];
  /** Done to every operand before. */
  readonly through?: Overload;
  /** Operands that must be written out, by position: the text the function really gets, or null to refuse it. */
  readonly written?: Readonly<Record<number, (text: string) => string | null>>;
  /** The value of the function where its only operand is a written text; null to refuse the text. */
  readonly reads?: { readonly kind: PlainKind; readonly value: (text: string) => Value | null };
}

type ValuesOf<Takes extends readonly PlainKind[]> = { readonly [Index in keyof Takes]: Values[Takes[Index]] };
type SqlOf<Takes extends readonly PlainKind[]> = { readonly [Index in keyof Takes]: string };

/** Ties the kinds an overload takes to the types its two bodies are written with. */
export function overload<const Takes extends readonly PlainKind[], Gives extends PlainKind>(
  takes: Takes,
  gives: Gives,
  js: (items: ValuesOf<Takes>, moment: Moment) => Values[Gives] | null,
  sql: (items: SqlOf<Takes>, help: SqlHelp) => string,
): Overload {
  return Object.freeze({
    takes,
    gives,
    // The check has matched every operand with `takes`, so both lists have exactly these kinds.
    js: (items: readonly Value[], moment: Moment) => js(items as unknown as ValuesOf<Takes>, moment),
    sql: (items: readonly string[], help: SqlHelp) => sql(items as unknown as SqlOf<Takes>, help),
  });
}
