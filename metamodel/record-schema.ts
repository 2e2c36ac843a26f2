import { inWords, type Language } from "../core/language/index.ts";
import type { JsonSchema } from "./field-type.ts";
import { type Field, isOnlyRead, type Model, type ModelType } from "./model.ts";

export interface RecordSchemaUse {
  /** `create` asks for the required fields; `change` takes any part of them. */
  readonly mode: "create" | "change";
  readonly model: Model;
  /** The language of titles and help; the model's own by default. */
  readonly language?: Language;
  /** Lets fields be given that nobody types otherwise: imports bring numbers and dates of another system. */
  readonly importing?: boolean;
  /** For a form: what cannot be written is there to be shown, marked `readOnly`, instead of being refused. */
  readonly showing?: boolean;
}

/**
 * The JSON Schema (2020-12) of a record of a type as it is written, for AJV on the server and the form in the
 * browser alike. Needs the formats and keywords of `recordAjv`. Unknown properties are refused.
 */
export function recordSchema(type: ModelType, use: RecordSchemaUse): JsonSchema {
  const schema = objectSchema([...type.fields.values()], use);
  if (use.mode === "change") return schema;
  const required = requiredNames([...type.fields.values()], use);
  return { ...schema, properties: { id: key, ...propertiesOf(schema) }, required };
}

const key: JsonSchema = { type: "string", format: "uuid" };

function objectSchema(fields: readonly Field[], use: RecordSchemaUse) {
  const properties = fields.map((field) => [field.name, fieldSchema(field, use)]);
  return { type: "object", additionalProperties: false, properties: Object.fromEntries(properties) };
}

function propertiesOf(schema: JsonSchema): Record<string, unknown> {
  return Object(schema.properties);
}

function fieldSchema(field: Field, use: RecordSchemaUse): JsonSchema {
  const { document, type } = field;
  const language = use.language ?? use.model.language;
  const words = {
    title: inWords(field.label, language),
    ...(document.help && { description: inWords(document.help, language) }),
  };
  if (!isWritable(field, use) && !use.showing) return { ...words, readOnly: true, locked: true };
  const value = {
    ...type.jsonSchema(document, { creating: use.mode === "create" }),
    ...childItems(field, use),
  };
  return {
    ...(isAlwaysRequired(field) && isWritable(field, use) ? value : nullable(value)),
    ...words,
    ...(use.mode === "create" && document.default !== undefined && { default: document.default }),
    ...(!isWritable(field, use) && { readOnly: true }),
  };
}

/** The records of a list are written with their parent: new ones whole, known ones (with `id`) in part. */
function childItems(field: Field, use: RecordSchemaUse): JsonSchema {
  const relation = field.type.relation(field.document);
  if (relation?.kind !== "many" || !relation.isPart) return {};
  const type = use.model.types.get(relation.of);
  if (!type) return {};
  const fields = [...type.fields.values()].filter(
    (each) =>
      each.name !== relation.by &&
      each.name !== relation.other &&
      each.type.relation(each.document)?.kind !== "many",
  );
  const schema = objectSchema(fields, { ...use, mode: "change" });
  if (relation.other !== undefined) return { items: tieSchema(type, schema) };
  const required = [...requiredNames(fields, use), ...(type.abstract ? ["type"] : [])];
  return {
    items: {
      ...schema,
      properties: { id: key, type: { type: "string", enum: type.concrete }, ...schema.properties },
      if: { not: { required: ["id"] } },
      // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema.
      then: { required },
    },
  };
}

/** A record that a link ties: its key, and what the link says; its version comes back with what was read. */
function tieSchema(link: ModelType, schema: JsonSchema): JsonSchema {
  const own = { id: key, type: { type: "string", enum: link.concrete }, version: {}, title: {} };
  return {
    type: "object",
    additionalProperties: false,
    required: ["id"],
    properties: { id: key, link: { ...schema, properties: { ...own, ...propertiesOf(schema) } } },
  };
}

/** A default fills what is not given; so only required fields without one must be there. */
function requiredNames(fields: readonly Field[], use: RecordSchemaUse): string[] {
  return fields
    .filter((field) => isAlwaysRequired(field) && !hasDefault(field))
    .filter((field) => isWritable(field, use) && !field.type.generated)
    .map(({ name }) => name);
}

/** Whether a field is required whatever the rest of the record says; conditions are looked at over the whole record. */
function isAlwaysRequired({ document }: Field): boolean {
  return document.required === true && document.visible === undefined;
}

function hasDefault({ document }: Field): boolean {
  return document.default !== undefined || document.defaultExpression !== undefined;
}

function isWritable(field: Field, { importing = false, mode }: RecordSchemaUse): boolean {
  if (field.type.computation(field.document) || isOnlyRead(field)) return false;
  if (field.writable?.[mode] === false) return false;
  return importing || !(field.document.readOnly === true || field.type.generated);
}

function nullable(schema: JsonSchema): JsonSchema {
  if (typeof schema.type !== "string") return { anyOf: [schema, { type: "null" }] };
  return {
    ...schema,
    type: [schema.type, "null"],
    ...(Array.isArray(schema.enum) && { enum: [...schema.enum, null] }),
  };
}
