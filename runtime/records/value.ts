import { type Field, isComputed } from "../../metamodel/model.ts";
import type { Draft } from "./draft.ts";
import { columnOf, type Standing } from "./standing.ts";

/** A field's value at a record as SQL: its column, or what works it out as far as the user may see it. */
export function valueSql(draft: Draft, at: Standing, field: Field): string {
  return isComputed(field) ? `(${draft.shown(field.name, at)})` : columnOf(at, field);
}
