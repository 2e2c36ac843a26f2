import type { Model } from "../model.ts";
import { inExpression } from "./in-expression.ts";
import { inHandlebars } from "./in-handlebars.ts";
import type { Slot, Syntax } from "./slots.ts";
import { type FieldKey, type Occurrence, walkPath } from "./walk.ts";

/** Every field that a slot's text names, with its place in the text. What does not exist in the model names nothing. */
export function occurrencesIn(
  model: Model,
  { syntax, type, text }: Pick<Slot, "syntax" | "type" | "text">,
): Occurrence[] {
  return readers[syntax](model, type, text);
}

/** The text with each occurrence under its new name. */
export function renameIn(text: string, renamed: readonly (Occurrence & { readonly to: string })[]): string {
  return renamed
    .toSorted((a, b) => b.start - a.start)
    .reduce((result, { start, end, to }) => result.slice(0, start) + to + result.slice(end), text);
}

/** Whether an occurrence means this field. */
export function means(occurrence: Occurrence, field: FieldKey): boolean {
  return occurrence.declaredIn === field.type && occurrence.field === field.field;
}

type Reader = (model: Model, type: string, text: string) => Occurrence[];

const readers: Readonly<Record<Syntax, Reader>> = {
  name: walkPath,
  path: walkPath,
  sort: (model, type, text) =>
    text.startsWith("-") ? shifted(walkPath(model, type, text.slice(1)), 1) : walkPath(model, type, text),
  grouping: (model, type, text) => walkPath(model, type, text.split(":", 1)[0] ?? ""),
  measure: inMeasure,
  expression: inExpression,
  handlebars: inHandlebars,
};

function inMeasure(model: Model, type: string, text: string): Occurrence[] {
  const parts = /^(?<head>[a-z]+:?)(?<field>[a-z0-9_]*)(?:\((?<condition>.+)\))?$/s.exec(text)?.groups;
  if (!parts) return [];
  const { head = "", field = "", condition } = parts;
  const measured = head.endsWith(":") ? shifted(walkPath(model, type, field), head.length) : [];
  if (!condition) return measured;
  const offset = head.length + field.length + 1;
  return [...measured, ...shifted(inExpression(model, type, condition), offset)];
}

function shifted(occurrences: readonly Occurrence[], by: number): Occurrence[] {
  return occurrences.map((one) => ({ ...one, start: one.start + by, end: one.end + by }));
}
