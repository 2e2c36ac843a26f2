import { inWords, type Language } from "../../../core/language/index.ts";
import type { Field, Model, ModelType } from "../../../metamodel/model.ts";
import { type RecordSchemaUse, recordSchema } from "../../../metamodel/record-schema.ts";
import { type Json, ref } from "./operation.ts";

/** The schemas of a type: as it is read, as it is created and as it is changed. */
export function recordShapes(
  type: ModelType,
  { model, language }: { model: Model; language: Language },
): Record<string, Json> {
  return {
    [type.name]: readShape(type, { model, language }),
    [`${type.name}_create`]: writeShape(type, { mode: "create", model, language }),
    [`${type.name}_change`]: writeShape(type, { mode: "change", model, language }),
  };
}

/** A field that the caller writes in some records only says in which. */
function writeShape(type: ModelType, use: RecordSchemaUse): Json {
  const { properties, ...schema } = recordSchema(type, use);
  const shapes = Object.entries<Json>(Object(properties)).map(([name, shape]) => {
    const where = type.fields.get(name)?.writable?.[use.mode];
    return [name, where ? { ...shape, "x-writable-where": where } : shape];
  });
  return { ...schema, properties: Object.fromEntries(shapes) };
}

function readShape(type: ModelType, { model, language }: { model: Model; language: Language }): Json {
  const shown = recordSchema(type, { mode: "change", model, language, showing: true });
  const values: Record<string, unknown> = Object(shown.properties);
  const fields = [...type.fields.values()];
  return {
    type: "object",
    title: inWords(type.label, language),
    ...(type.help ? { description: inWords(type.help, language) } : {}),
    required: ["id", "type", "version", "title"],
    properties: {
      ...systemShape(type),
      ...Object.fromEntries(fields.map((field) => [field.name, fieldShape(field, values[field.name])])),
      ...(fields.some(isList) ? { cutLists: cutLists(language) } : {}),
    },
  };
}

/** A reference is read with its title, a file with its name; everything else as it is written. */
function fieldShape(field: Field, written: unknown): Json {
  const { readOnly } = Object(written);
  return { ...valueShape(field, written), ...(readOnly === true && { readOnly }) };
}

function valueShape(field: Field, written: unknown): Json {
  const relation = field.type.relation(field.document);
  if (relation?.kind === "one" || relation?.kind === "any")
    return { anyOf: [ref("Reference"), { type: "null" }] };
  if (relation?.kind === "keys") return { type: ["array", "null"], items: ref("Reference") };
  if (relation?.kind === "file") return { anyOf: [ref("File"), { type: "null" }] };
  if (relation?.kind === "many") return { type: "array", items: { type: "object" } };
  return Object(written);
}

function isList({ type, document }: Field): boolean {
  return type.relation(document)?.kind === "many";
}

function cutLists(language: Language): Json {
  const words = {
    fr: "Avec les listes demandées : celles qui comptent plus de 1000 fiches et sont coupées ; elles ne peuvent pas être renvoyées.",
    en: "With the lists that are asked for: those with more than 1,000 records, which are cut; they cannot be sent back.",
  };
  return { type: "array", items: { type: "string" }, description: words[language] };
}

function systemShape(type: ModelType): Record<string, Json> {
  const instant = { type: "string", format: "date-time" };
  const who = { anyOf: [ref("Person"), { type: "null" }] };
  return {
    id: { type: "string", format: "uuid" },
    type: { type: "string", enum: type.concrete },
    version: { type: "integer" },
    title: { type: "string" },
    created_at: instant,
    created_by: who,
    updated_at: instant,
    updated_by: who,
    archived_at: { ...instant, type: ["string", "null"] },
  };
}
