import type { Json, Operation } from "./operation.ts";

const object: Json = { type: "object" };
const items: Json = { type: "object", properties: { items: { type: "array", items: object } } };
const documents: Json = { type: "object", properties: { documents: { type: "array", items: object } } };
const string: Json = { type: "string" };
const resolve: Json = {
  type: "object",
  description: "place → side",
  additionalProperties: { enum: ["ours", "theirs"] },
};
const pack: Json = {
  type: "object",
  required: ["name", "version"],
  properties: {
    name: string,
    version: string,
    documents: { type: "array", items: object },
    resolve,
    why: string,
    revision: { type: "integer" },
  },
};
const packPlan: Json = {
  type: "object",
  properties: {
    revision: { type: "integer" },
    steps: { type: "array", items: object },
    milliseconds: { type: "number" },
    faults: { type: "array", items: object },
    conflicts: {
      type: "array",
      items: {
        type: "object",
        required: ["place", "where"],
        properties: { place: string, where: object, base: {}, ours: {}, theirs: {} },
      },
    },
  },
};

/** The calls that change metadata, tell what a change costs and take it back; for administrators. */
export const metadataOperations: readonly Operation[] = [
  {
    method: "put",
    path: "/metadata/{kind}/{name}",
    summary: { fr: "Écrire un document", en: "Write a document" },
    body: { schema: object },
  },
  {
    method: "delete",
    path: "/metadata/{kind}/{name}",
    summary: { fr: "Retirer un document", en: "Remove a document" },
  },
  {
    method: "post",
    path: "/metadata/plan",
    summary: { fr: "Le prix d’un changement", en: "The price of a change" },
    body: { schema: documents },
  },
  {
    method: "post",
    path: "/metadata/apply",
    summary: { fr: "Publier un changement", en: "Publish a change" },
    body: { schema: documents },
  },
  { method: "get", path: "/metadata/revisions", summary: { fr: "Les révisions", en: "The revisions" } },
  {
    method: "get",
    path: "/metadata/revisions/{revision}",
    summary: {
      fr: "Ce qu’une révision a changé, propriété par propriété",
      en: "What a revision changed, by property",
    },
    answer: { schema: object },
  },
  {
    method: "post",
    path: "/metadata/undo",
    summary: { fr: "Annuler une révision", en: "Undo a revision" },
    body: {
      schema: {
        type: "object",
        required: ["revision"],
        properties: { revision: { type: "integer" }, plan: { type: "boolean" }, resolve },
      },
    },
  },
  {
    method: "get",
    path: "/metadata/packs",
    summary: { fr: "Les paquets repris", en: "The packs that were taken in" },
    answer: { schema: items },
  },
  {
    method: "post",
    path: "/metadata/packs/plan",
    summary: {
      fr: "Le prix d’une nouvelle version d’un paquet, et ses conflits",
      en: "The price of a new version of a pack, and its conflicts",
    },
    body: { schema: pack },
    answer: { schema: packPlan },
  },
  {
    method: "post",
    path: "/metadata/packs/apply",
    summary: { fr: "Reprendre une version d’un paquet", en: "Take in a version of a pack" },
    body: { schema: pack },
  },
  {
    method: "delete",
    path: "/metadata/packs/{name}",
    summary: {
      fr: "Oublier un paquet ; ses documents restent",
      en: "Forget a pack; its documents stay",
    },
    answer: { status: 204 },
  },
  {
    method: "post",
    path: "/metadata/purge",
    summary: { fr: "Supprimer définitivement ce qui est retiré", en: "Drop for good what was removed" },
    body: {
      schema: {
        type: "object",
        properties: {
          plan: { type: "boolean" },
          keys: { type: "array", items: string },
          why: string,
          revision: { type: "integer" },
        },
      },
    },
    answer: { schema: { type: "object", properties: { items: { type: "array", items: object } } } },
  },
  {
    method: "get",
    path: "/metadata/uses/{kind}/{name}",
    summary: { fr: "Où un document ou un champ sert", en: "Where a document or a field is used" },
    parameters: [{ name: "path", in: "query", schema: string, example: "fields.fee" }],
    answer: { schema: items },
  },
  {
    method: "get",
    path: "/metadata/removed/{type}",
    summary: { fr: "Les champs retirés qui peuvent revenir", en: "Removed fields that can come back" },
    answer: { schema: items },
  },
  {
    method: "get",
    path: "/metadata/capabilities",
    summary: { fr: "Les capacités que les types peuvent activer", en: "What types can switch on" },
    answer: { schema: items },
  },
];
