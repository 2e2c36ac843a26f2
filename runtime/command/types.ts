import { compile, type JSONSchema } from "json-schema-to-typescript";
import { inWords } from "../../core/language/index.ts";
import { type Field, hasValue, type Model, type ModelType, typeBehind } from "../../metamodel/index.ts";

const banner = `/* Written by \`dossier types\` from the app's metadata; never edited. */

/** A link to a record, as the API sends it; \`title\` is null where the reader may not see it. */
export interface Reference<Type extends keyof Records = keyof Records> {
  id: string;
  type: Type;
  title: string | null;
}

/** A stored file, as the API sends it. */
export interface StoredFile {
  id: string;
  name: string;
  size: number;
  mime: string;
}

/** Who did something. */
export interface Account {
  id: string;
  name: string;
}
`;

/** TypeScript declarations of an app's records as the API sends them: one interface a type, and \`Records\` of all by name. */
export async function appTypes(model: Model): Promise<string> {
  const definitions = [...model.types.values()].map((type) => [
    interfaceName(type.name),
    recordJson(model, type),
  ]);
  const properties = [...model.types.values()].map(({ name }) => [
    name,
    { $ref: `#/definitions/${interfaceName(name)}` },
  ]);
  const root: JSONSchema = {
    title: "Records",
    description: "Every type of record of this app, by name.",
    type: "object",
    additionalProperties: false,
    required: [...model.types.keys()],
    properties: Object.fromEntries(properties),
    definitions: Object.fromEntries(definitions),
  };
  return compile(root, "Records", { bannerComment: banner, format: true, strictIndexSignatures: true });
}

/** \`maintenance_contract\` as \`MaintenanceContract\`. */
export function interfaceName(name: string): string {
  return name.replace(/(?:^|_)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

const everyRecord: Readonly<Record<string, JSONSchema>> = {
  id: { type: "string" },
  version: { type: "integer" },
  title: { type: "string" },
  created_at: { type: "string" },
  created_by: { tsType: "Account | null" },
  updated_at: { type: "string" },
  updated_by: { tsType: "Account | null" },
  archived_at: { type: ["string", "null"] },
};

const cutLists: JSONSchema = {
  description: "With selected lists: those that hold more than 1,000 records and are cut.",
  type: "array",
  items: { type: "string" },
};

function recordJson(model: Model, type: ModelType): JSONSchema {
  const fields = [...type.fields.values()].filter(hasValue);
  const children = [...type.fields.values()].filter((field) => !hasValue(field));
  const concrete = type.concrete.length > 0 ? type.concrete : [type.name];
  return {
    title: interfaceName(type.name),
    description: inWords(type.label, model.language),
    type: "object",
    additionalProperties: false,
    required: [...Object.keys(everyRecord), "type", ...fields.map(({ name }) => name)],
    properties: {
      ...everyRecord,
      type: { enum: [...concrete] },
      ...(children.length > 0 ? { cutLists } : {}),
      ...Object.fromEntries([...fields, ...children].map((field) => [field.name, fieldJson(model, field)])),
    },
  };
}

function fieldJson(model: Model, field: Field): JSONSchema {
  const description = inWords(field.label, model.language);
  const relation = field.type.relation(field.document);
  if (relation?.kind === "file") return { description, tsType: "StoredFile | null" };
  if (relation?.kind === "any")
    return { description, tsType: `Reference<${relation.to.map((name) => `"${name}"`).join(" | ")}> | null` };
  if (relation?.kind === "one") return { description, tsType: `${referenceTo(model, relation.to)} | null` };
  if (relation?.kind === "keys")
    return { description, tsType: `${referenceTo(model, relation.to)}[] | null` };
  if (relation?.kind === "many")
    return {
      description: `${description} (only when selected)`,
      tsType: `Partial<${interfaceName(typeBehind(model, relation) ?? relation.of)}>[]`,
    };
  const { type, ...schema } = field.type.jsonSchema(field.document);
  // Limits are for writing; what is read is only a type.
  const { enum: values, items } = schema;
  if (Array.isArray(values)) return { description, enum: [...values, null] };
  // The schemas of field types are plain JSON Schema, which the library types more narrowly.
  return { description, type: [type, "null"], ...(items ? { items } : {}) } as JSONSchema;
}

/** Records that a reference can point to: those of the type and below it. */
function referenceTo(model: Model, name: string): string {
  const concrete = model.types.get(name)?.concrete ?? [];
  return `Reference<${concrete.map((each) => `"${each}"`).join(" | ") || "never"}>`;
}
