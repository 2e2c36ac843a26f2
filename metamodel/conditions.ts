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

/**
 * How a field stands by its conditions, as every door decides it: unknown shows a field, but requires, locks and offers
 * nothing. In a reader's model it is locked, too, where his roles do not let him change it.
 */
export function fieldState(
  { document, type, writable }: Pick<Field, "document" | "type" | "writable">,
  ask: Ask,
): FieldState {
  const { required, readOnly, visible: shown } = document;
  const options = (type.choices(document) ?? []).flatMap(({ value, when }) =>
    when === undefined ? [] : [{ value, when }],
  );
  const isOpen = writable?.change === undefined;
  if (!required && !readOnly && shown === undefined && options.length === 0 && isOpen) return plain;
  const holds = (flag: boolean | string | undefined) =>
    typeof flag === "string" ? ask(flag) === true : flag === true;
  const mayHold = (answer: unknown) => answer === true || answer === undefined;
  const visible = shown === undefined || ask(shown) !== false;
  const withheld = options.filter(({ when }) => !mayHold(ask(when))).map(({ value }) => value);
  return {
    visible,
    required: visible && holds(required),
    readOnly: holds(readOnly) || !mayWrite(writable?.change, ask),
    withheld: new Set(withheld),
  };
}

/** Whether a new record may be given a value: by its document, and by what the reader's roles leave him of it. */
export function isOpenAtFirst(
  { document, writable }: Pick<Field, "document" | "writable">,
  ask: Ask,
): boolean {
  return document.readOnly !== true && mayWrite(writable?.create, ask);
}

/** What whoever asks cannot know is left open: the door where it is written decides. */
function mayWrite(where: false | string | undefined, ask: Ask): boolean {
  if (where === undefined || where === false) return where === undefined;
  const answer = ask(where);
  return answer === true || answer === undefined;
}

/** Whether a field says anything that depends on other values: most do not, and need nobody who can answer. */
export function hasConditions({
  document,
  type,
  writable = {},
}: Pick<Field, "document" | "type" | "writable">): boolean {
  const { visible, required, readOnly, defaultExpression, where } = document;
  return (
    [visible, required, readOnly, defaultExpression, where].some(isCondition) ||
    Object.values(writable).some(isCondition) ||
    (type.choices(document) ?? []).some(({ when }) => when !== undefined)
  );
}

/** Whether a property holds a condition in CEL rather than a plain yes or no. */
export function isCondition(property: unknown): property is string {
  return typeof property === "string" && property.trim() !== "";
}
