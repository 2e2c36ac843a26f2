import * as z from "zod";
import type { Field, FieldDocument, FieldType } from "../../metamodel/index.ts";

/** A value to show a field with: its default, its first choice, or one of the type's examples that is not nothing. */
export function exampleOf(type: FieldType, field: FieldDocument): unknown {
  if (field.default !== undefined) return field.default;
  const choices = type.choices(field)?.filter(({ retired }) => !retired);
  if (choices) {
    const [first] = choices;
    return type.expressionType === "list<string>"
      ? choices.slice(0, 2).map(({ value }) => value)
      : first?.value;
  }
  return type.examples.find((value) => !/^[0.:\s-]*$/.test(String(value)));
}

/** Whether a draft of a field says all that its type needs, so that a widget can show it. */
export function isComplete(type: FieldType, field: FieldDocument): boolean {
  return z.looseObject(type.properties).safeParse(field).success;
}

/** A field as widgets take it, made from a draft that is complete. */
export function fieldFrom(type: FieldType, document: FieldDocument): Field {
  return {
    name: document.name,
    document,
    type,
    declaredIn: "",
    column: document.name,
    label: document.label,
  };
}
