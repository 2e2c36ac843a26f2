import { dayOf } from "../../../core/clock.ts";
import { type Habits, readTypedDay } from "../../../core/language/index.ts";
import type { Field, Reading } from "../../../metamodel/index.ts";
import { isEmpty } from "./empty.ts";

/** Reads what was typed the way the field's type reads a cell; nothing typed is null. */
export function readTyped(field: Field, text: string, habits: Habits): Reading<unknown> {
  if (text.trim() === "") return { value: null };
  return field.type.fromCell(text.trim(), field.document, habits);
}

/**
 * Puts the day for what people say for short, and leaves an hour behind it: `auj`, `+10`, `4.3`, `dem 14:00`.
 * `today` is `YYYY-MM-DD`. Anything else stays as it is.
 */
export function withDay(text: string, today: string): string {
  const whole = readTypedDay(text.trim(), { today });
  if (whole) return whole;
  const [, first = "", hour = ""] = /^(\S+)\s+(\d.*)$/.exec(text.trim()) ?? [];
  const day = first ? readTypedDay(first, { today }) : null;
  return day ? `${day} ${hour}` : text;
}

/** Reads a typed day, or a day and an hour, as a field's type takes it. */
export function readTypedDate(
  field: Field,
  text: string,
  habits: Habits,
  now = new Date(),
): Reading<unknown> {
  const spoken = readTyped(field, withDay(text, dayOf(now, habits.timeZone)), habits);
  return "value" in spoken ? spoken : readTyped(field, text, habits);
}

/** What stands in the input for a value: as people read it where that reads back to the same, else as a cell. */
export function typedText(field: Field, value: unknown, habits: Habits): string {
  if (isEmpty(value)) return "";
  const shown = shownText(field, value, habits);
  if (readsBack(field, shown, { value, habits })) return shown;
  const cell = String(field.type.toCell(value, field.document) ?? "");
  return readsBack(field, cell, { value, habits }) ? cell : String(value);
}

function readsBack(
  field: Field,
  text: string,
  { value, habits }: { value: unknown; habits: Habits },
): boolean {
  const back = field.type.fromCell(text, field.document, habits);
  // A place or a period is an object: alike is enough.
  return "value" in back && JSON.stringify(back.value) === JSON.stringify(value);
}

/** What could not be read stays the text it was. */
function shownText(field: Field, value: unknown, habits: Habits): string {
  try {
    return field.type.format(value, field.document, habits);
  } catch {
    return String(value);
  }
}
