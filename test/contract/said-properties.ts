import * as z from "zod";
import { fieldTypes, kinds } from "../../metamodel/index.ts";

/** Every property that metadata can say, as `kind property.inner`; those of field types as `field <type>.property`. */
export function saidProperties(): readonly string[] {
  const ofKinds = Object.entries(kinds).flatMap(([kind, schema]) =>
    propertiesOf(schema).map((path) => `${kind} ${path}`),
  );
  const ofFields = [...fieldTypes.values()].flatMap(({ name, properties }) =>
    propertiesOf(z.object(properties)).map((path) => `field ${name}.${path}`),
  );
  return [...new Set([...ofKinds, ...ofFields])].sort();
}

/** The properties of a schema and of what is inside them, joined by dots; languages of a text are not properties. */
function propertiesOf(schema: unknown): string[] {
  if (schema instanceof z.ZodObject) {
    const entries = Object.entries(schema.shape);
    if (entries.some(([name]) => name === "fr")) return [];
    return entries.flatMap(([name, inner]) => [
      name,
      ...propertiesOf(inner).map((path) => `${name}.${path}`),
    ]);
  }
  if (schema instanceof z.ZodArray) return propertiesOf(schema.element);
  if (schema instanceof z.ZodRecord) return propertiesOf(schema.valueType);
  if (schema instanceof z.ZodUnion) return [...new Set(schema.options.flatMap(propertiesOf))];
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable)
    return propertiesOf(schema.unwrap());
  return [];
}
