import { quoteText } from "../../core/database/database.ts";
import type { Field } from "../../metamodel/index.ts";

/**
 * The place of a value among the choices of its field, as SQL: what is sorted and grouped by, and what an index of it
 * is made of. It is written with the choices themselves, because no index serves an order that comes as a parameter.
 * A value that is no choice any more has no place.
 */
export function choiceOrder({ type, document }: Pick<Field, "type" | "document">, value: string): string {
  const values = (type.choices(document) ?? []).map((choice) => quoteText(choice.value));
  return `array_position(array[${values.join(", ")}]::text[], (${value}) collate "C")`;
}
