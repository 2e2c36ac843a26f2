import type { Words } from "../../core/language/index.ts";
import type { Operator } from "../field-type.ts";
import { celCall, celText } from "./cel.ts";

/** How a value of the type stands in CEL text. */
export type Literal = (value: unknown) => string;

/** The words for presence, which every stored type has. */
export const presence = {
  empty: { label: { fr: "est vide", en: "is empty" }, takes: "nothing", cel: (path) => `${path} == null` },
  filled: {
    label: { fr: "est rempli", en: "is filled" },
    takes: "nothing",
    cel: (path) => `${path} != null`,
  },
} satisfies Record<string, Operator>;

/** The words of every type that people read as text. */
export const textWords = {
  contains: {
    label: { fr: "contient", en: "contains" },
    takes: "text",
    cel: (path, value) => `${path}.includesText(${textLiteral(value)})`,
  },
  is: {
    label: { fr: "est", en: "is" },
    takes: "text",
    cel: (path, value) => `${path} == ${textLiteral(value)}`,
  },
  isNot: {
    label: { fr: "n’est pas", en: "is not" },
    takes: "text",
    cel: (path, value) => `${path} != ${textLiteral(value)}`,
  },
  startsWith: {
    label: { fr: "commence par", en: "begins with" },
    takes: "text",
    cel: (path, value) => `${path}.startsWith(${textLiteral(value)})`,
  },
  ...presence,
} satisfies Record<string, Operator>;

/** The words of types that choose one among several. */
export function choiceWords(literal: Literal) {
  const list = (value: unknown) => `[${asList(value).map(literal).join(", ")}]`;
  return {
    is: comparison({ fr: "est", en: "is" }, "==", literal),
    isNot: comparison({ fr: "n’est pas", en: "is not" }, "!=", literal),
    oneOf: {
      label: { fr: "est l’un de", en: "is one of" },
      takes: "values",
      cel: (path, value) => `${path} in ${list(value)}`,
    },
    noneOf: {
      label: { fr: "n’est aucun de", en: "is none of" },
      takes: "values",
      cel: (path, value) => `!(${path} in ${list(value)})`,
    },
    ...presence,
  } satisfies Record<string, Operator>;
}

/** The words of types whose values are larger and smaller. */
export function orderWords(literal: Literal): Record<string, Operator> {
  return {
    is: comparison({ fr: "est égal à", en: "equals" }, "==", literal),
    isNot: comparison({ fr: "est différent de", en: "differs from" }, "!=", literal),
    above: comparison({ fr: "est supérieur à", en: "is above" }, ">", literal),
    atLeast: comparison({ fr: "est au moins", en: "is at least" }, ">=", literal),
    below: comparison({ fr: "est inférieur à", en: "is below" }, "<", literal),
    atMost: comparison({ fr: "est au plus", en: "is at most" }, "<=", literal),
    between: between(literal),
    ...presence,
  };
}

/** A value between two, both included; a missing end is open. */
export function between(literal: Literal): Operator {
  return {
    label: { fr: "est compris entre", en: "is between" },
    takes: "values",
    cel: (path, value) => {
      const [from, to] = asList(value);
      const ends = [
        from === undefined || from === null ? null : `${path} >= ${literal(from)}`,
        to === undefined || to === null ? null : `${path} <= ${literal(to)}`,
      ].filter((end) => end !== null);
      return ends.length === 0 ? `${path} != null` : ends.join(" && ");
    },
  };
}

/** One comparison with one value. */
export function comparison(label: Words, sign: string, literal: Literal): Operator {
  return { label, takes: "value", cel: (path, value) => `${path} ${sign} ${literal(value)}` };
}

/** A text; nothing counts as the empty one. */
export const textLiteral: Literal = (value) => celText(String(value ?? ""));

/** A number of the exact kind: `decimal("12.50")`. What is no number compares with zero. */
export const decimalLiteral: Literal = (value) =>
  celCall("decimal", /^-?\d{1,20}(\.\d{1,10})?$/.test(String(value)) ? value : "0");

/** A whole number; what is none counts as zero. */
export function wholeNumber(value: unknown): number {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : 0;
}

export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}
