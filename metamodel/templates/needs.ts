import type { Fault } from "../../core/errors/index.ts";
import { type Label, nearest } from "../../core/language/index.ts";
import type { Model, ModelType } from "../model.ts";
import { typeBehind } from "../type-behind.ts";

/** The fields a template asks for, by name; a reference or a child list holds what is asked of it. */
export interface Needs {
  readonly fields: Map<string, Needs>;
}

/** Where a path of a template starts: a record of a type, or a value that has no fields. */
export interface Scope {
  readonly type: ModelType | null;
  readonly needs: Needs;
}

export function noNeeds(): Needs {
  return { fields: new Map() };
}

/** The `select` of the API for what a template needs: `number,customer(name,city),lines(text)`. */
export function selectOf(needs: Needs): string {
  return [...needs.fields]
    .map(([name, inner]) => (inner.fields.size > 0 ? `${name}(${selectOf(inner)})` : name))
    .join(",");
}

/** Values every record has under these names beside its fields. */
const ofEveryRecord = new Set(["id", "type", "title", "created_at", "updated_at"]);

/**
 * Follows a path from a scope, notes what it needs, and returns the scope at its end; a fault where a name does
 * not exist. `line` is where the template says it.
 */
export function follow(
  { model, line, fault }: { model: Model; line: number; fault: (fault: Fault) => void },
  start: Scope,
  parts: readonly string[],
): Scope {
  let scope = start;
  for (const [index, part] of parts.entries()) {
    const path = parts.slice(0, index + 1).join(".");
    if (!scope.type) {
      fault(unknownField({ line, path, name: part, suggestions: [], within: null }));
      return { type: null, needs: noNeeds() };
    }
    if (ofEveryRecord.has(part)) return { type: null, needs: scope.needs };
    const field = scope.type.fields.get(part);
    if (!field) {
      const suggestions = [...scope.type.fields.keys(), ...ofEveryRecord];
      fault(unknownField({ line, path, name: part, suggestions, within: scope.type.label }));
      return { type: null, needs: noNeeds() };
    }
    const type = model.types.get(typeBehind(model, field.type.relation(field.document)) ?? "");
    scope = { type: type ?? null, needs: noted(scope.needs, part) };
  }
  return scope;
}

function noted(needs: Needs, name: string): Needs {
  const known = needs.fields.get(name) ?? noNeeds();
  needs.fields.set(name, known);
  return known;
}

function unknownField({
  line,
  path,
  name,
  suggestions,
  within,
}: {
  line: number;
  path: string;
  name: string;
  suggestions: readonly string[];
  within: Label | null;
}): Fault {
  const near = nearest(name, suggestions);
  const values = { line, path, type: within ?? { fr: "cette valeur", en: "this value" } };
  return near
    ? { path: `line ${line}`, code: "template.field-unknown-near", values: { ...values, near } }
    : { path: `line ${line}`, code: "template.field-unknown", values };
}
