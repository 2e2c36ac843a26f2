import type { CodeTable } from "../refusal.ts";

/** Refusals of the expression language. */
export const expressionCodes = {
  "expression.syntax": {
    status: 400,
    fr: "L’expression ne se lit pas à la position {position} : {reason}",
    en: "The expression cannot be read at position {position}: {reason}",
  },
} satisfies CodeTable;
