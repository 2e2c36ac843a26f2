import type { Field } from "./model.ts";

/** How a field stands while a record is entered. */
export interface FieldState {
  /** Not shown, it is not asked for either, and kept as it is. */
  readonly visible: boolean;
  readonly required: boolean;
  readonly readOnly: boolean;
  /** The values that may not be chosen now; what the record has already may stay. */
  readonly withheld: ReadonlySet<string>;
}

/**
 * Answers a condition over the record at hand: true, false, null where it is unknown as nulls make it, undefined where
 * whoever asks does not have what it names, and so leaves it open.
 */
export type Ask = (condition: string) => unknown;

const plain: FieldState = { visible: true, required: false, readOnly: false, withheld: new Set() };

/** How a field stands by its conditions, as every door decides it: unknown shows a field, but requires, locks and offers nothing. */
export function fieldState({ document, type }: Pick<Field, "document" | "type">, ask: Ask): FieldState {
  const { required, readOnly, visible: shown } = document;
  const options = (type.choices(document) ?? []).flatMap(({ value, when }) =>
    when === undefined ? [] : [{ value, when }],
  );
  if (!required && !readOnly && shown === undefined && options.length === 0) return plain;
  const holds = (flag: boolean | string | undefined) =>
    typeof flag === "string" ? ask(flag) === true : flag === true;
  const mayHold = (answer: unknown) => answer === true || answer === undefined;
  const visible = shown === undefined || ask(shown) !== false;
  const withheld = options.filter(({ when }) => !mayHold(ask(when))).map(({ value }) => value);
  return {
    visible,
    required: visible && holds(required),
    readOnly: holds(readOnly),
    withheld: new Set(withheld),
  };
}

/** Whether a field says anything that depends on other values: most do not, and need nobody who can answer. */
export function hasConditions({ document, type }: Pick<Field, "document" | "type">): boolean {
  const { visible, required, readOnly, defaultExpression, where } = document;
  return (
    [visible, required, readOnly, defaultExpression, where].some(isCondition) ||
    (type.choices(document) ?? []).some(({ when }) => when !== undefined)
  );
}

/** Whether a property holds a condition in CEL rather than a plain yes or no. */
export function isCondition(property: unknown): property is string {
  return typeof property === "string" && property.trim() !== "";
}
