import type { Field, Model } from "../model.ts";
import { typeBehind } from "../type-behind.ts";

/** One field by the type that declares it. */
export interface FieldKey {
  readonly type: string;
  readonly field: string;
}

/** A field named in a text: which one, and from where to where its name stands. */
export interface Occurrence {
  readonly declaredIn: string;
  readonly field: string;
  /** The type as whose field it is named: the one that declares it, one below it, or one above. */
  readonly of: string;
  readonly start: number;
  readonly end: number;
}

/** One step of a path: its name and where it begins in the text. */
export interface Step {
  readonly name: string;
  readonly start: number;
}

/** The fields that `customer.name` names, seen from a type. Stops where the path leads nowhere. */
export function walkPath(model: Model, type: string, path: string): Occurrence[] {
  let start = 0;
  const steps = path.split(".").map((name): Step => {
    const step = { name, start };
    start += name.length + 1;
    return step;
  });
  return walkSteps(model, type, steps).occurrences;
}

/** Walks steps from a type; tells the fields on the way and the type that the last one leads to, if any. */
export function walkSteps(
  model: Model,
  type: string,
  steps: readonly Step[],
): { readonly occurrences: Occurrence[]; readonly leadsTo: string | null } {
  const occurrences: Occurrence[] = [];
  let here: string | null = type;
  for (const { name, start } of steps) {
    const field: Field | undefined = here === null ? undefined : fieldOf(model, here, name);
    if (!field || here === null) return { occurrences, leadsTo: null };
    occurrences.push({
      declaredIn: field.declaredIn,
      field: name,
      of: here,
      start,
      end: start + name.length,
    });
    here = typeBehind(model, field.type.relation(field.document));
  }
  return { occurrences, leadsTo: here };
}

/** The field of a type, or of a subtype where the type itself has none of that name. */
function fieldOf(model: Model, type: string, name: string): Field | undefined {
  const own = model.types.get(type);
  const field = own?.fields.get(name);
  if (field || !own) return field;
  for (const subtype of own.concrete) {
    const found = model.types.get(subtype)?.fields.get(name);
    if (found) return found;
  }
  return undefined;
}
