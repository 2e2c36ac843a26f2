import { Refusal, sentence } from "../../core/errors/index.ts";
import type { Language } from "../../core/language/index.ts";
import { checkExpression, parseExpression, type Standing } from "../../metamodel/expression/index.ts";

/** What is wrong in an expression, in words, and where. */
export interface MarkedFault {
  readonly words: string;
  readonly start: number;
  readonly end: number;
}

/** The first fault of an expression; null where there is none or nothing is written. */
export function firstFault(text: string, standing: Standing, language: Language): MarkedFault | null {
  if (text.trim() === "") return null;
  try {
    const [fault] = checkExpression(parseExpression(text), standing).faults;
    if (!fault) return null;
    const { code, values = {}, start, end } = fault;
    return { words: sentence(code, values, language), start, end: Math.max(end, start + 1) };
  } catch (cause) {
    if (!(cause instanceof Refusal)) throw cause;
    const [fault = { code: cause.code, values: cause.values }] = cause.faults;
    const position = Number(fault.values?.position ?? text.length);
    const start = Math.min(Math.max(position - 1, 0), Math.max(text.length - 1, 0));
    return { words: sentence(fault.code, fault.values ?? {}, language), start, end: start + 1 };
  }
}
