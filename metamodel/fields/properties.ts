import * as z from "zod";
import type { FieldDocument } from "../kinds/index.ts";

/**
 * Reads the own properties of a field type from a field document, with their defaults. Each document is parsed
 * once; a document that was never checked and is wrong throws a ZodError.
 */
export function reader<S extends z.ZodRawShape>(shape: S): (field: FieldDocument) => z.infer<z.ZodObject<S>> {
  const schema = z.object(shape);
  const read = new WeakMap<FieldDocument, z.infer<z.ZodObject<S>>>();
  return (field) => {
    const known = read.get(field);
    if (known !== undefined) return known;
    const properties = schema.parse(field);
    read.set(field, properties);
    return properties;
  };
}
