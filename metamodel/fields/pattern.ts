import { RE2JS } from "re2js";
import * as z from "zod";
import { saying } from "../saying.ts";

/**
 * A pattern that every text is matched against in linear time, whoever wrote it: RE2's syntax. Patterns of the
 * usual backtracking engines that RE2 lacks (look-around, back-references) are refused.
 */
export const linearPattern = z
  .string()
  .min(1)
  .max(500)
  .refine(
    isLinearPattern,
    saying({
      fr: "le motif n’est pas valable : syntaxe RE2, sans assertions ni références arrière",
      en: "the pattern is not valid: RE2 syntax, without look-around or back-references",
    }),
  );

/** Compiles a pattern once; throws where it is not valid RE2. */
export function compilePattern(pattern: string): { test(text: string): boolean } {
  const known = compiled.get(pattern);
  if (known) return known;
  const engine = RE2JS.compile(pattern);
  // AJV tells compiled patterns apart by their text.
  const tester = { test: (text: string) => engine.matcher(text).find(), toString: () => pattern };
  if (compiled.size > 1_000) compiled.clear();
  compiled.set(pattern, tester);
  return tester;
}

const compiled = new Map<string, { test(text: string): boolean }>();

function isLinearPattern(pattern: string): boolean {
  try {
    compilePattern(`^(?:${pattern})$`);
    return true;
  } catch {
    return false;
  }
}
