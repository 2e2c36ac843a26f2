import type { Hono } from "hono";
import { inWords } from "../../../core/language/index.ts";
import type { ModelType } from "../../../metamodel/model.ts";
import { type Allowed, type Known, knownTo, mayAnywhere } from "../../access/index.ts";
import type { ServerEnv } from "../../capability.ts";
import type { Crm } from "../../crm.ts";
import { administratorOperations, houseOperations } from "./house-operations.ts";
import { type Json, type Operation, pathsOf } from "./operation.ts";
import { recordOperations, type TypeRights } from "./record-operations.ts";
import { recordShapes } from "./record-shapes.ts";
import { type RoomRights, roomOperations } from "./room-operations.ts";

/** `GET /api/openapi.json`: the whole API as the caller may use it, made from the model in force. */
export function openApiRoute(app: Hono<ServerEnv>, { version }: { version: string }): void {
  app.get("/openapi.json", (c) => {
    c.header("cache-control", "no-cache");
    return c.json(openApi(c.get("crm"), { version }));
  });
}

/** The OpenAPI 3.1 document: one group of calls per type that the caller may see, then the house's own. */
export function openApi(crm: Crm, { version }: { version: string }): Json {
  const { user } = crm;
  const known = knownTo(crm);
  const { model } = known;
  const language = user.language;
  const types = typesOf(known);
  const groups: { tag: string; operations: readonly Operation[] }[] = [
    ...types.map((type) => ({
      tag: inWords(type.plural, language),
      operations: recordOperations(type, rightsTo(known, type.name), language),
    })),
    {
      tag: language === "fr" ? "Fichiers, lettres, échanges" : "Files, letters, exchange",
      operations: roomOperations(roomRights(crm, known), language),
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
      schemas: {
        ...sharedShapes,
        ...Object.assign({}, ...types.map((type) => recordShapes(type, { model, language }))),
      },
    },
  };
}

/** The types that are more than a name to the caller. */
function typesOf({ model, allowed }: Known): readonly ModelType[] {
  return [...model.types.values()].filter(({ name }) => allowed === null || Object.hasOwn(allowed, name));
}

function rightsTo(known: Known, type: string): TypeRights {
  const may = (action: keyof Allowed) => allows(known, type, action);
  return {
    see: may("see"),
    create: may("create"),
    change: may("change"),
    delete: may("delete"),
    restore: may("restore"),
    archive: may("archive"),
    history: may("history"),
  };
}

function roomRights(crm: Crm, known: Known): RoomRights {
  return {
    import: mayAnywhere(crm, "import"),
    export: mayAnywhere(crm, "export"),
    merge: mayAnywhere(crm, "merge"),
    attach: typesOf(known).some(({ name }) => allows(known, name, "actions.attach")),
    dashboards: known.allowed && [...known.model.dashboards.keys()],
  };
}

function allows({ allowed }: Known, type: string, action: keyof Allowed): boolean {
  return allowed === null || allowed[type]?.[action] !== undefined;
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
const textOrNull = { type: ["string", "null"] };
const personOrNull = { anyOf: [{ $ref: "#/components/schemas/Person" }, { type: "null" }] };

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
      by: personOrNull,
      for: personOrNull,
      via: textOrNull,
      request: textOrNull,
      key: personOrNull,
      job: textOrNull,
      reason: textOrNull,
      version: { type: "integer" },
      revision: { type: "integer" },
      erased: { type: "boolean" },
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
