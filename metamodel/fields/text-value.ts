import type { JsonSchema } from "../field-type.ts";

/** An empty text says nothing: it is kept as null. */
export function emptyToNull(value: unknown): unknown {
  return value === "" ? null : value;
}

/** The schema of a text between two lengths, counted in characters, that matches a pattern where there is one. */
export function textLength(limits: {
  readonly minLength?: number | undefined;
  readonly maxLength: number;
  readonly pattern?: string | undefined;
}): JsonSchema {
  return {
    type: "string",
    maxLength: limits.maxLength,
    ...(limits.minLength !== undefined && { minLength: limits.minLength }),
    ...(limits.pattern !== undefined && { pattern: `^(?:${limits.pattern})$` }),
  };
}
