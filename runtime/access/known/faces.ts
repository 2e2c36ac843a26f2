import type { FieldDocument } from "../../../metamodel/kinds/index.ts";
import type { Field } from "../../../metamodel/model.ts";

const notFaces: ReadonlySet<string> = new Set([
  ...["required", "readOnly", "visible", "default", "defaultExpression", "unique", "help", "placeholder"],
  ...["filledFrom", "formerly", "reverse", "expression", "path", "of", "where", "function", "as", "stored"],
]);

/** What a computed field reads as, without what is said of the field elsewhere from which it may come. */
export function faceOf(result: FieldDocument): FieldDocument {
  const shown = Object.entries(result).filter(([name]) => !notFaces.has(name));
  const { name, type, label, options } = result;
  const choices = Array.isArray(options) ? { options: options.map(withoutCondition) } : {};
  return { ...Object.fromEntries(shown), ...choices, name, type, label };
}

/** A computed field as a value that is only read; null where it shows a record, which it cannot without what leads there. */
export function asValue({ name, document, result }: Field): FieldDocument | null {
  if (!result || result.type.relation(result.document)) return null;
  const { label, help } = document;
  return { ...faceOf(result.document), name, label, readOnly: true, ...(help && { help }) };
}

/** An option as it is offered without condition. */
export function withoutCondition(option: unknown): unknown {
  const { when: _when, ...shown } = Object(option);
  return shown;
}
