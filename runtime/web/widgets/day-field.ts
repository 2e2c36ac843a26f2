import { type Field, fieldTypes } from "../../../metamodel/index.ts";

/** The same field read as a plain day, for inputs that hold days inside. */
export function dayField(field: Field): Field {
  const type = fieldTypes.get("date");
  if (!type) return field;
  return { ...field, type, document: { name: field.name, type: type.name, label: field.label } };
}
