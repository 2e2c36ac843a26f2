import type { Habits } from "../../../core/language/index.ts";
import type { Field, Reading } from "../../../metamodel/index.ts";
import { isEmpty } from "./empty.ts";
import { formatted } from "./shows.tsx";

/** Reads what was typed the way the field's type reads a cell; nothing typed is null. */
export function readTyped(field: Field, text: string, habits: Habits): Reading<unknown> {
  if (text.trim() === "") return { value: null };
  return field.type.fromCell(text.trim(), field.document, habits);
}

/** What stands in the input for a value: as people read it where that reads back to the same, else as a cell. */
export function typedText(field: Field, value: unknown, habits: Habits): string {
  if (isEmpty(value)) return "";
  const shown = formatted(field, value, habits);
  const back = field.type.fromCell(shown, field.document, habits);
  if ("value" in back && back.value === value) return shown;
  const cell = field.type.toCell(value, field.document);
  const again = field.type.fromCell(String(cell ?? ""), field.document, habits);
  return "value" in again ? String(cell ?? "") : String(value);
}
