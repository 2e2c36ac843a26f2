import type { Hono } from "hono";
import { inWords } from "../../../core/language/index.ts";
import { hiddenFields, mayAnywhere, rightsOn } from "../../access/index.ts";
import type { ServerEnv } from "../../capability.ts";
import type { Crm } from "../../crm.ts";
import { administratorOperations, houseOperations } from "./house-operations.ts";
import { type Json, type Operation, pathsOf } from "./operation.ts";
import { recordOperations } from "./record-operations.ts";
import { recordShapes } from "./record-shapes.ts";
import { roomOperations } from "./room-operations.ts";

/** `GET /api/openapi.json`: the whole API as the caller may use it, made from the model in force. */
export function openApiRoute(app: Hono<ServerEnv>, { version }: { version: string }): void {
  app.get("/openapi.json", (c) => {
    c.header("cache-control", "no-cache");
    return c.json(openApi(c.get("crm"), { version }));
  });
}

/** The OpenAPI 3.1 document: one group of calls per type that the caller may see, then the house's own. */
export function openApi(crm: Crm, { version }: { version: string }): Json {
  const { model, user } = crm;
  const language = user.language;
  const seen = [...model.types.values()].filter((type) => allows(crm, type.name, "see"));
  const groups: { tag: string; operations: readonly Operation[] }[] = [
    ...seen.map((type) => ({
      tag: inWords(type.plural, language),
      operations: recordOperations(type, rightsTo(crm, type.name), language),
    })),
    {
      tag: language === "fr" ? "Fichiers, lettres, échanges" : "Files, letters, exchange",
      operations: roomOperations(roomRights(crm), language),
    },
    { tag: "Dossier", operations: houseOperations(language) },
    ...(user.administrator ? [{ tag: "Administration", operations: administratorOperations }] : []),
  ];
  return {
    openapi: "3.1.0",
    info: { title: inWords(model.app.label, language), version: `${version}+${model.revision}` },
    servers: [{ url: "/api" }],
    security: [{ session: [] }, { key: [] }],
    tags: groups.map(({ tag }) => ({ name: tag })),
    paths: mergedPaths(groups.map(({ tag, operations }) => pathsOf(operations, { tag, language }))),
    components: {
      securitySchemes: {
        session: { type: "apiKey", in: "cookie", name: "dossier.session_token" },
        key: { type: "http", scheme: "bearer" },
      },
      responses: {
        problem: {
          description: "RFC 9457",
          content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
        },
      },
      schemas: { ...sharedShapes, ...typeShapes(crm) },
    },
  };
}

function typeShapes(crm: Crm): Record<string, Json> {
  const shapes = [...crm.model.types.values()]
    .filter((type) => allows(crm, type.name, "see"))
    .map((type) =>
      recordShapes(type, { model: crm.model, language: crm.user.language, hidden: hiddenFields(crm, type) }),
    );
  return Object.assign({}, ...shapes);
}

function rightsTo(crm: Crm, type: string) {
  return {
    create: allows(crm, type, "create"),
    change: allows(crm, type, "change"),
    delete: allows(crm, type, "delete"),
  };
}

function roomRights(crm: Crm) {
  return {
    import: mayAnywhere(crm, "import"),
    export: mayAnywhere(crm, "export"),
    merge: mayAnywhere(crm, "merge"),
  };
}

function allows(crm: Crm, name: string, action: "see" | "create" | "change" | "delete"): boolean {
  const type = crm.model.types.get(name);
  return type !== undefined && rightsOn(crm, { type, action }).answer !== "deny";
}

function mergedPaths(all: readonly Record<string, Record<string, Json>>[]): Record<string, Json> {
  const paths: Record<string, Record<string, Json>> = {};
  for (const part of all)
    for (const [path, operations] of Object.entries(part)) paths[path] = { ...paths[path], ...operations };
  return paths;
}

const text = { type: "string" };
const key = { type: "string", format: "uuid" };
const any: Json = {};

const sharedShapes: Record<string, Json> = {
  Reference: { type: "object", properties: { id: key, type: text, title: { type: ["string", "null"] } } },
  File: { type: "object", properties: { id: key, name: text, size: { type: "integer" }, mime: text } },
  Person: { type: "object", properties: { id: key, name: text } },
  Aggregate: {
    type: "object",
    properties: {
      groups: {
        type: "array",
        items: {
          type: "object",
          properties: {
            keys: { type: "array", items: { type: "object", properties: { value: any, label: any } } },
            values: { type: "array", items: any },
          },
        },
      },
      total: { type: "array", items: any },
    },
  },
  Mutation: {
    type: "object",
    properties: {
      at: { type: "string", format: "date-time" },
      by: { anyOf: [{ $ref: "#/components/schemas/Person" }, { type: "null" }] },
      via: { type: ["string", "null"] },
      version: { type: "integer" },
      op: { type: "string", enum: ["create", "change", "delete", "restore", "archive", "reactivate"] },
      changes: {
        type: "array",
        items: { type: "object", properties: { field: text, before: any, after: any } },
      },
    },
  },
  Problem: {
    type: "object",
    required: ["type", "title", "status", "code", "detail", "errors"],
    properties: {
      type: text,
      title: text,
      status: { type: "integer" },
      code: text,
      detail: text,
      errors: {
        type: "array",
        items: { type: "object", properties: { path: text, code: text, message: text } },
      },
    },
  },
};
