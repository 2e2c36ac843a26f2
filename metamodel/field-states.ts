import { type FieldState, fieldState } from "./conditions.ts";
import type { Evaluation } from "./expression/evaluate.ts";
import { evaluate, parseExpression } from "./expression/index.ts";
import type { ModelType } from "./model.ts";

/**
 * How each field of a type stands over what a form holds. What cannot be known there, because it hangs on records that
 * the form does not have, is left open: the server decides when the record is saved.
 */
export function fieldStates(
  type: ModelType,
  over: Omit<Evaluation, "type">,
): ReadonlyMap<string, FieldState> {
  const evaluation: Evaluation = { ...over, type: type.name };
  const ask = (text: string) => evaluate(parseExpression(text), evaluation) ?? undefined;
  return new Map([...type.fields.values()].map((field) => [field.name, fieldState(field, ask)]));
}

/** What a form begins with where nothing is given: defaults, then those that are worked out from them. */
export function initialValues(
  type: ModelType,
  over: Omit<Evaluation, "type">,
): Readonly<Record<string, unknown>> {
  const fields = [...type.fields.values()];
  const fixed = Object.fromEntries(
    fields.flatMap(({ name, document }) =>
      document.default === undefined ? [] : [[name, document.default]],
    ),
  );
  const found: Record<string, unknown> = { ...fixed, ...over.record };
  for (const { name, document } of fields) {
    if (document.defaultExpression === undefined || (found[name] ?? null) !== null) continue;
    const expression = parseExpression(document.defaultExpression);
    const value = evaluate(expression, { ...over, type: type.name, record: found });
    if (value !== null) found[name] = value;
  }
  return found;
}
