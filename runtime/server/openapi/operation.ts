import type { Language, Words } from "../../../core/language/index.ts";

/** A JSON value of the document; OpenAPI 3.1 takes JSON Schema 2020-12 as it is. */
export type Json = Readonly<Record<string, unknown>>;

interface Content {
  /** JSON where nothing is said. */
  readonly type?: string;
  readonly schema: Json;
}

/** One call as the document lists it. */
export interface Operation {
  readonly method: "get" | "post" | "put" | "patch" | "delete";
  readonly path: string;
  readonly summary: Words;
  readonly parameters?: readonly Json[];
  /** Media type and schema of what is sent, and of what may be sent instead. */
  readonly body?: Content & { readonly or?: Content };
  readonly answer?: { readonly status?: number; readonly type?: string; readonly schema?: Json };
  /** Anybody may call it, without session or key. */
  readonly open?: boolean;
}

/** Writes operations under `paths`; each answers its problem as RFC 9457 besides. */
export function pathsOf(
  operations: readonly Operation[],
  { tag, language }: { tag: string; language: Language },
): Record<string, Record<string, Json>> {
  const paths: Record<string, Record<string, Json>> = {};
  for (const operation of operations) {
    const entry = paths[operation.path] ?? {};
    entry[operation.method] = written(operation, { tag, language });
    paths[operation.path] = entry;
  }
  return paths;
}

export function query(
  name: string,
  description: Words,
  language: Language,
  schema: Json = { type: "string" },
): Json {
  return { name, in: "query", description: description[language], schema };
}

/** The schema kept under `components.schemas` by that name. */
export function ref(name: string): Json {
  return { $ref: `#/components/schemas/${name}` };
}

function written(operation: Operation, { tag, language }: { tag: string; language: Language }): Json {
  const { method, path, summary, parameters = [], body, answer = {}, open } = operation;
  const status = String(answer.status ?? 200);
  const content = answer.schema
    ? { [answer.type ?? "application/json"]: { schema: answer.schema } }
    : undefined;
  return {
    tags: [tag],
    operationId: `${method}${path.replace(/[^a-zA-Z0-9]+/g, "_")}`,
    summary: summary[language],
    parameters: [...placesOf(path), ...parameters],
    ...(open ? { security: [] } : {}),
    ...(body
      ? {
          requestBody: {
            required: true,
            content: { ...contentOf(body), ...(body.or ? contentOf(body.or) : {}) },
          },
        }
      : {}),
    responses: {
      [status]: { description: status === "201" ? "Created" : "OK", ...(content ? { content } : {}) },
      default: { $ref: "#/components/responses/problem" },
    },
  };
}

function contentOf({ type = "application/json", schema }: Content): Json {
  return { [type]: { schema } };
}

/** `/records/case/{id}` needs a parameter `id`. */
function placesOf(path: string): Json[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: name === "id" ? { type: "string", format: "uuid" } : { type: "string" },
  }));
}
