import type { Field } from "./model.ts";

/**
 * Answers a condition over the record at hand: true, false, null where it is unknown as nulls make it, undefined where
 * whoever asks does not have what it names.
 */
export type Ask = (condition: string) => unknown;

/** What the conditions of a field make of it for one record. */
export interface FieldState {
  /** Not shown, not asked for, and kept as it is. */
  readonly isVisible: boolean;
  readonly isRequired: boolean;
  readonly isReadOnly: boolean;
  /** Whether an option may be chosen; what a record has it keeps. */
  readonly offers: (value: string) => boolean;
}

/** The conditions of a field, said once for forms, cells and the server. */
export function fieldState({ document }: Pick<Field, "document">, ask: Ask): FieldState {
  const isVisible = !isCondition(document.visible) || mayHold(ask(document.visible));
  const options = conditionsOfOptions({ document });
  return {
    isVisible,
    isRequired: isVisible && isMet(document.required, ask),
    isReadOnly: isMet(document.readOnly, ask),
    offers: (value) => {
      const condition = options.get(value);
      return condition === undefined || mayHold(ask(condition));
    },
  };
}

/** Whether a field says anything that depends on other values: most do not, and need nobody who can answer. */
export function hasConditions(field: Pick<Field, "document">): boolean {
  const { visible, required, readOnly, where, defaultExpression } = field.document;
  return (
    [visible, required, readOnly, where, defaultExpression].some(isCondition) ||
    conditionsOfOptions(field).size > 0
  );
}

/** Whether a property holds a condition in CEL rather than a plain yes or no. */
export function isCondition(property: unknown): property is string {
  return typeof property === "string" && property.trim() !== "";
}

function conditionsOfOptions({ document }: Pick<Field, "document">): ReadonlyMap<string, string> {
  const options: readonly unknown[] = Array.isArray(document.options) ? document.options : [];
  return new Map(
    options.flatMap((option): [string, string][] => {
      if (typeof option !== "object" || option === null || !("when" in option && "value" in option))
        return [];
      return isCondition(option.when) ? [[String(option.value), option.when]] : [];
    }),
  );
}

/** A plain `true`, or a condition that is true; what cannot be answered asks for nothing. */
function isMet(property: unknown, ask: Ask): boolean {
  return property === true || (isCondition(property) && ask(property) === true);
}

/** Unknown is not true; only what cannot be answered here is left to whoever can. */
function mayHold(answer: unknown): boolean {
  return answer === true || answer === undefined;
}
