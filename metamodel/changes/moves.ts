import type { Field, Model } from "../model.ts";
import type { FieldKey } from "./walk.ts";
import type { Renaming } from "./where-used.ts";

/** A field that moves up or down in its family of types, and takes its column and its values along. */
export interface Move {
  readonly field: string;
  /** The type that declared it, and the one that does now. */
  readonly from: string;
  readonly to: string;
}

/**
 * Fields that went from one type and came to another above or below it. Where several could be meant the first by
 * name is, both ways, so that a move that is taken back finds its own field again.
 */
export function pairMoves(
  model: Model,
  { gone, come }: { readonly gone: readonly FieldKey[]; readonly come: readonly FieldKey[] },
): Move[] {
  const left = gone.toSorted(byType);
  return come.toSorted(byType).flatMap(({ type, field }): Move[] => {
    const at = left.findIndex((one) => one.field === field && isKin(model, one.type, type));
    const [found] = at < 0 ? [] : left.splice(at, 1);
    return found ? [{ field, from: found.type, to: type }] : [];
  });
}

/** The fields that moved between two models; one that was renamed stays in its type. */
export function movesBetween(before: Model, after: Model, renamings: readonly Renaming[]): Move[] {
  const isRenamed = ({ type, field }: FieldKey) =>
    renamings.some((one) => one.type === type && (one.field === field || one.to === field));
  const only = (here: Model, there: Model) =>
    declared(here).filter((one) => !declares(there, one.type, one.field) && !isRenamed(one));
  const [gone, come] = [only(before, after), only(after, before)];
  return pairMoves(after, { gone, come });
}

/** Whether a type says a field itself, rather than having it from a type above. */
export function declares(model: Model, type: string, field: string): boolean {
  return declaredField(model, type, field) !== undefined;
}

/** The field that a type says itself, or that a capability brings to it. */
export function declaredField(model: Model, type: string, name: string): Field | undefined {
  const field = model.types.get(type)?.fields.get(name);
  return field?.declaredIn === type ? field : undefined;
}

function declared(model: Model): FieldKey[] {
  return [...model.types.values()].flatMap(({ name: type, fields }) =>
    [...fields.values()].flatMap(({ name: field, declaredIn }) =>
      declaredIn === type ? [{ type, field }] : [],
    ),
  );
}

function isKin({ types }: Model, a: string, b: string): boolean {
  return types.get(a)?.lineage.includes(b) === true || types.get(b)?.lineage.includes(a) === true;
}

function byType(a: FieldKey, b: FieldKey): number {
  if (a.type !== b.type) return a.type < b.type ? -1 : 1;
  return a.field < b.field ? -1 : 1;
}
