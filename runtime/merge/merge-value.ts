import { type Habits, inWords } from "../../core/language/index.ts";
import { type Field, isSeveral, type Model, type ModelType, typeBehind } from "../../metamodel/index.ts";

/**
 * A record's value as a template sees it: written as a person reads it, its canonical value kept for functions
 * and conditions, and, for a link, the fields of the record behind it.
 */
export interface MergeValue {
  readonly [field: string]: unknown;
}

const raw = Symbol("canonical value");

/** The canonical value behind what a template was given; anything else as it is. */
export function canonical(value: unknown): unknown {
  return typeof value === "object" && value !== null && raw in value ? value[raw] : value;
}

/** The record as a template sees it, in the recipient's language. `values` is what the API sent. */
export function mergeRecord(
  { model, habits }: { model: Model; habits: Habits },
  { type, values }: { type: ModelType; values: Readonly<Record<string, unknown>> },
): MergeValue {
  const actual = model.types.get(String(values.type)) ?? type;
  const written: Record<string, unknown> = Object.create(null);
  for (const [name, value] of Object.entries(values)) {
    const field = actual.fields.get(name) ?? type.fields.get(name);
    written[name] = field ? mergeField({ model, habits }, { field, value }) : value;
  }
  // The label in the template's language, not the name that the metadata uses.
  written.type = inWords(actual.label, habits.language);
  return withText(written, { text: String(values.title ?? ""), value: values.id });
}

function mergeField(
  { model, habits }: { model: Model; habits: Habits },
  { field, value }: { field: Field; value: unknown },
): unknown {
  if (value === null || value === undefined) return null;
  const relation = field.type.relation(field.document);
  if (isSeveral(relation) && Array.isArray(value)) {
    const type = model.types.get(typeBehind(model, relation) ?? "");
    const rows = type
      ? value.filter(isRecord).map((row) => mergeRecord({ model, habits }, { type, values: row }))
      : [];
    // A list that is named without a loop around it is written in one line.
    const text = field.type.format(value, field.document, habits);
    return Object.defineProperty(rows, "toString", { value: () => text, enumerable: false });
  }
  if (relation?.kind === "one" && isRecord(value)) {
    const type = model.types.get(relation.to);
    return type ? mergeRecord({ model, habits }, { type, values: value }) : null;
  }
  return withText(Object.create(null), { text: field.type.format(value, field.document, habits), value });
}

/** Handlebars turns an object into text through `toString`; `raw` is a symbol, so no template can name it. */
function withText(
  target: Record<string, unknown>,
  { text, value }: { text: string; value: unknown },
): MergeValue {
  Object.defineProperty(target, "toString", { value: () => text, enumerable: false });
  Object.defineProperty(target, raw, { value, enumerable: false });
  return Object.freeze(target);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
