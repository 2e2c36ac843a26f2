import Handlebars from "handlebars";

/** Blocks, `else if` and brackets may stand this deep in each other; Handlebars takes seconds for thousands. */
export const mostNested = 64;

/** The line at which a text nests deeper than it may; null where it does not. Reads words only, in linear time. */
export function tooDeepAt(text: string): number | null {
  try {
    return deepLine(text);
  } catch {
    // What has no words either is no template: the parser says why.
    return null;
  }
}

function deepLine(text: string): number | null {
  lexer.yy ??= {};
  lexer.setInput(text);
  const opened: number[] = [];
  let depth = 0;
  for (let word = lexer.lex(); word !== symbols_.EOF; word = lexer.lex()) {
    const name = terminals_[Number(word)] ?? "";
    if (opensBlock.has(name)) opened.push(depth);
    if (opensBlock.has(name) || opensMore.has(name)) depth += 1;
    if (closesBlock.has(name)) depth = opened.pop() ?? 0;
    if (name === "CLOSE_SEXPR") depth -= 1;
    if (depth > mostNested) return lexer.yylineno + 1;
  }
  return null;
}

const opensBlock = new Set(["OPEN_BLOCK", "OPEN_INVERSE", "OPEN_PARTIAL_BLOCK", "OPEN_RAW_BLOCK"]);
/** An `else if` is a block within the one before, closed together with it. */
const opensMore = new Set(["OPEN_INVERSE_CHAIN", "OPEN_SEXPR"]);
const closesBlock = new Set(["OPEN_ENDBLOCK", "END_RAW_BLOCK"]);

interface Words {
  readonly lexer: {
    yy?: object;
    readonly yylineno: number;
    setInput(text: string): void;
    lex(): number | string;
  };
  readonly symbols_: Readonly<Record<string, number>>;
  readonly terminals_: Readonly<Record<number, string>>;
}

// Handlebars exports its parser with the lexer in it, but does not describe it in its types.
const { lexer, symbols_, terminals_ } = (Handlebars as unknown as { readonly Parser: Words }).Parser;
