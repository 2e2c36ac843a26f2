import type { Field } from "../../../metamodel/index.ts";
import { isEmpty } from "../widgets/empty.ts";
import { toWrite } from "../widgets/reference-value.ts";
import type { FormValues } from "./validator.ts";

/** Only what differs from the beginning, as a write sends it; an emptied field becomes null. */
export function changesOf(
  start: FormValues,
  now: FormValues,
  fields: ReadonlyMap<string, Field> = new Map(),
): Record<string, unknown> {
  const names = new Set([...Object.keys(start), ...Object.keys(now)]);
  const changes = [...names].flatMap((name) => {
    const [before, after] = [start, now].map((values) => toWrite(values[name], fields.get(name)));
    return isSame(before, after) ? [] : [[name, isEmpty(after) ? emptied(before) : after] as const];
  });
  return Object.fromEntries(changes);
}

/** Whether two written values mean the same; unset, null, "" and an empty list do. */
export function isSame(a: unknown, b: unknown): boolean {
  if (isEmpty(a) || isEmpty(b)) return isEmpty(a) && isEmpty(b);
  return JSON.stringify(a) === JSON.stringify(b);
}

/** A list of records is emptied by an empty list. */
function emptied(before: unknown): unknown {
  return Array.isArray(before) && before.some((item) => typeof item === "object") ? [] : null;
}
