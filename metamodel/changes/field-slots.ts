import type { FieldDocument } from "../kinds/index.ts";
import type { Model } from "../model.ts";
import { isSeveral, typeBehind } from "../type-behind.ts";

/** How a text names fields: one name, a path, a sort, a grouping, a measure, an expression, a Handlebars template. */
export type Syntax = "name" | "path" | "sort" | "grouping" | "measure" | "expression" | "handlebars";

export type Place = readonly (string | number)[];

/** A text that names fields, if it is there. */
export interface Found {
  readonly place: Place;
  readonly text: string | undefined;
  readonly syntax: Syntax;
  readonly type: string;
  readonly droppable?: Place | null;
  readonly isKey?: boolean;
}

interface Standing {
  /** The type that declares the field. */
  readonly type: string;
  readonly field: FieldDocument;
  readonly place: Place;
}

/** Every text of a field document in which fields are named. */
export function inField(model: Model, { type, field, place }: Standing): Found[] {
  const { of, through } = field;
  const list = typeof through === "string" ? through : typeof field.by === "string" ? of : undefined;
  if (typeof list === "string")
    return [
      ...["by", "other", "position"].flatMap((property): Found[] => {
        const text = field[property];
        return typeof text === "string"
          ? [{ place: [...place, property], text, syntax: "name", type: list }]
          : [];
      }),
      ...inConditions({ type, field, place }),
    ];
  if (typeof field.to === "string" && typeof field.where === "string")
    return [
      { place: [...place, "where"], text: field.where, syntax: "expression", type: field.to },
      ...inConditions({ type, field, place }),
    ];
  return [...inConditions({ type, field, place }), ...inComputation(model, { type, field, place })];
}

/** Conditions and defaults, written over the record that has the field. */
function inConditions({ type, field, place }: Standing): Found[] {
  const { required, readOnly, visible, defaultExpression } = field;
  const own = { required, readOnly, visible, defaultExpression };
  const options: unknown[] = Array.isArray(field.options) ? field.options : [];
  const found = (text: unknown, ...steps: Place): Found[] =>
    typeof text === "string" ? [{ place: [...place, ...steps], text, syntax: "expression", type }] : [];
  return [
    ...Object.entries(own).flatMap(([property, text]) => found(text, property)),
    ...options.flatMap((option, index) =>
      typeof option === "object" && option !== null && "when" in option
        ? found(option.when, "options", index, "when")
        : [],
    ),
  ];
}

function inComputation(model: Model, { type, field, place }: Standing): Found[] {
  const texts: readonly (readonly [string, Syntax, string])[] = [
    ["expression", "expression", type],
    ["path", "path", type],
    ["of", "path", type],
    ["where", "expression", typeof field.of === "string" ? (listAt(model, type, field.of) ?? type) : type],
  ];
  if (!model.types.get(type)?.fields.get(field.name)?.type.computation(field)) return [];
  return texts.flatMap(([property, syntax, over]): Found[] => {
    const text = field[property];
    return typeof text === "string" ? [{ place: [...place, property], text, syntax, type: over }] : [];
  });
}

/** The type of the records that a path first leads to; null where it leads to none. */
function listAt(model: Model, type: string, path: string): string | null {
  let here = model.types.get(type);
  for (const name of path.split(".")) {
    const field = here?.fields.get(name);
    const relation = field?.type.relation(field.document) ?? null;
    const behind = typeBehind(model, relation);
    if (isSeveral(relation)) return behind;
    here = model.types.get(behind ?? "");
  }
  return null;
}
