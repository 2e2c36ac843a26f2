import type { Evaluation } from "./expression/evaluate.ts";
import { evaluate, parseExpression } from "./expression/index.ts";
import type { Field, ModelType } from "./model.ts";

/** How a field stands in a form while a record is entered. */
export interface FieldState {
  readonly visible: boolean;
  readonly required: boolean;
  readonly readOnly: boolean;
  /** The values that may not be chosen now; what the record has already may stay. */
  readonly withheld: ReadonlySet<string>;
}

const plain: FieldState = { visible: true, required: false, readOnly: false, withheld: new Set() };

/**
 * How each field of a type stands over what a form holds. What cannot be known there, because it hangs on records that
 * the form does not have, is left open: the server decides when the record is saved.
 */
export function fieldStates(
  type: ModelType,
  over: Omit<Evaluation, "type">,
): ReadonlyMap<string, FieldState> {
  const evaluation: Evaluation = { ...over, type: type.name };
  return new Map([...type.fields.values()].map((field) => [field.name, stateOf(field, evaluation)]));
}

function stateOf({ document, type }: Field, evaluation: Evaluation): FieldState {
  const is = (text: string) => evaluate(parseExpression(text), evaluation);
  const holds = (flag: boolean | string | undefined) =>
    typeof flag === "string" ? is(flag) === true : flag === true;
  const options = (type.choices(document) ?? []).filter(({ when }) => when !== undefined);
  const { required, readOnly, visible: shown } = document;
  if (!required && !readOnly && shown === undefined && options.length === 0) return plain;
  const visible = shown === undefined || is(shown) !== false;
  const withheld = options.filter(({ when }) => when !== undefined && is(when) === false);
  return {
    visible,
    required: visible && holds(required),
    readOnly: holds(readOnly),
    withheld: new Set(withheld.map(({ value }) => value)),
  };
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
