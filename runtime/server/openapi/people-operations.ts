import type { Json, Operation } from "./operation.ts";

const text: Json = { type: "string" };
const shares: Json = {
  type: "array",
  items: {
    type: "object",
    properties: {
      what: text,
      label: text,
      field: { type: ["string", "null"] },
      count: { type: "integer" },
      treatment: { type: "string", enum: ["whole", "words", "personal", "stays", "kept-by-room"] },
      why: text,
    },
  },
};

/** What is known of a person: given out, and erased; and why somebody may do something. */
export const peopleOperations: readonly Operation[] = [
  {
    method: "get",
    path: "/access/explain",
    summary: {
      fr: "Pourquoi quelqu’un peut, ou ne peut pas, faire quelque chose",
      en: "Why somebody may, or may not, do something",
    },
    parameters: ["account", "type", "id", "action", "field"].map((name) => ({
      name,
      in: "query",
      schema: text,
    })),
    answer: { schema: { type: "object" } },
  },
  {
    method: "post",
    path: "/access/gains",
    summary: {
      fr: "Qui y gagne et qui y perd quoi, si un compte ou un groupe était ainsi modifié",
      en: "Who gains and who loses what, if an account or a group were changed so",
    },
    body: {
      schema: {
        type: "object",
        properties: {
          account: { type: ["string", "null"] },
          group: text,
          change: { type: ["object", "null"] },
        },
      },
    },
    answer: { schema: { type: "object" } },
  },
  {
    method: "get",
    path: "/people/{id}/data",
    summary: {
      fr: "Tout ce qui est connu d’une personne, en un fichier ZIP",
      en: "Everything that is known of a person, as a ZIP file",
    },
    answer: { type: "application/zip", schema: { type: "string", format: "binary" } },
  },
  {
    method: "get",
    path: "/people/{id}/erasure",
    summary: {
      fr: "Ce qu’effacer une personne retirerait, et ce qui resterait",
      en: "What erasing a person would take out, and what would stay",
    },
    answer: {
      schema: {
        type: "object",
        properties: {
          person: { type: "object", properties: { id: text, type: text, title: text } },
          reasons: { type: "array", items: { type: "object", properties: { code: text, message: text } } },
          goes: shares,
          stays: shares,
        },
      },
    },
  },
  {
    method: "post",
    path: "/people/{id}/erasure",
    summary: { fr: "Effacer une personne, sans retour", en: "Erase a person, for good" },
    body: { schema: { type: "object", properties: { reason: text } } },
    answer: { schema: { type: "object" } },
  },
];
