import * as z from "zod";
import type { FieldType, JsonSchema } from "./field-type.ts";
import { fieldTypes, type Shelf } from "./fields/index.ts";
import { commonFieldShape, type Kind, kinds } from "./kinds/index.ts";

/**
 * A JSON Schema for each metadata kind, with which an editor completes and checks the documents of an app folder.
 * Draft 7, the newest that all editors read in full.
 */
export function editorSchemas(shelf: Shelf = fieldTypes): Readonly<Record<Kind, JsonSchema>> {
  const schemas = Object.entries(kinds).map(([kind, schema]) => [kind, withoutKind(toJson(schema))]);
  const made: Record<Kind, JsonSchema> = Object.fromEntries(schemas);
  return { ...made, type: withFieldTypes(made.type, shelf) };
}

function toJson(schema: z.ZodType): JsonSchema {
  return { ...z.toJSONSchema(schema, { target: "draft-7", io: "input", reused: "inline" }) };
}

/** A file says its kind by `$schema`; so `kind` may be left out. */
function withoutKind(schema: JsonSchema): JsonSchema {
  const required = Array.isArray(schema.required)
    ? { required: schema.required.filter((key) => key !== "kind") }
    : {};
  const alternatives = schema.oneOf ?? schema.anyOf;
  if (!Array.isArray(alternatives)) return { ...schema, ...required };
  const { oneOf: _, ...rest } = schema;
  // A list is a list even where `shape` is left out, so the alternatives are not told apart by it alone.
  return { ...rest, ...required, anyOf: alternatives.map(withoutKind) };
}

/** Each field is one of the field types of the shelf, with its own properties. */
function withFieldTypes(schema: JsonSchema, shelf: Shelf): JsonSchema {
  const properties: Record<string, JsonSchema> = Object(schema.properties);
  const fields = { ...properties.fields, items: { anyOf: [...shelf.values()].map(fieldJson) } };
  return { ...schema, properties: { ...properties, fields } };
}

function fieldJson(type: FieldType): JsonSchema {
  const shape = {
    ...commonFieldShape,
    ...type.properties,
    type: z.literal(type.name).describe(type.help.en),
  };
  const { $schema: _, ...schema } = toJson(z.strictObject(shape));
  return { title: type.label.en, description: type.help.en, ...schema };
}
