import type { Language } from "../../../core/language/index.ts";
import { type Json, type Operation, query, ref } from "./operation.ts";

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
  required: ["name", "version", "documents"],
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

/** The calls that do not depend on the model, for everybody. */
export function houseOperations(language: Language): Operation[] {
  const q = query("q", { fr: "Mots cherchés", en: "Words to search" }, language);
  return [
    {
      method: "get",
      path: "/health",
      summary: { fr: "Le service répond", en: "The service answers" },
      open: true,
    },
    signIn,
    {
      method: "post",
      path: "/auth/sign-in/link",
      summary: { fr: "Se connecter par un lien à usage unique", en: "Sign in by a one-time link" },
      open: true,
      body: { schema: { type: "object", required: ["token"], properties: { token: text } } },
      answer: { schema: object },
    },
    {
      method: "get",
      path: "/auth/get-session",
      summary: { fr: "La session en cours", en: "The session now" },
      open: true,
    },
    {
      method: "post",
      path: "/auth/sign-out",
      summary: { fr: "Se déconnecter", en: "Sign out" },
    },
    { method: "get", path: "/me", summary: { fr: "Qui je suis", en: "Who I am" } },
    {
      method: "patch",
      path: "/me",
      summary: { fr: "Mon nom, ma langue", en: "My name, my language" },
      body: { schema: { type: "object", properties: { name: text, language: text } } },
    },
    {
      method: "post",
      path: "/me/password",
      summary: { fr: "Mon mot de passe", en: "My password" },
      body: { schema: { type: "object", properties: { password: text, current: text } } },
      answer: { status: 204 },
    },
    { method: "get", path: "/keys", summary: { fr: "Mes clés", en: "My keys" } },
    {
      method: "post",
      path: "/keys",
      summary: { fr: "Créer une clé", en: "Make a key" },
      body: {
        schema: { type: "object", required: ["name"], properties: { name: text, days: { type: "integer" } } },
      },
      answer: { status: 201, schema: object },
    },
    {
      method: "delete",
      path: "/keys/{id}",
      summary: { fr: "Révoquer une clé", en: "Revoke a key" },
      answer: { status: 204 },
    },
    {
      method: "get",
      path: "/search",
      summary: { fr: "Tout chercher", en: "Search everything" },
      parameters: [q],
    },
    {
      method: "get",
      path: "/events",
      summary: { fr: "Ce qui se passe, en direct", en: "What happens, live" },
      answer: { type: "text/event-stream", schema: text },
    },
    { method: "get", path: "/jobs/{id}", summary: { fr: "Où en est une tâche", en: "How far a job is" } },
    { method: "post", path: "/jobs/{id}/cancel", summary: { fr: "Arrêter une tâche", en: "Stop a job" } },
    { method: "get", path: "/metadata", summary: { fr: "Le modèle", en: "The model" } },
    {
      method: "get",
      path: "/metadata/{kind}/{name}",
      summary: { fr: "Lire un document", en: "Read a document" },
      answer: { schema: object },
    },
  ];
}

/** The calls that only administrators may make. */
export const administratorOperations: readonly Operation[] = [
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
  { method: "get", path: "/accounts", summary: { fr: "Les comptes", en: "The accounts" } },
  {
    method: "post",
    path: "/accounts",
    summary: { fr: "Ajouter un compte", en: "Add an account" },
    body: { schema: object },
    answer: { status: 201, schema: object },
  },
  {
    method: "patch",
    path: "/accounts/{id}",
    summary: { fr: "Modifier un compte", en: "Change an account" },
    body: { schema: object },
  },
  {
    method: "post",
    path: "/accounts/{id}/link",
    summary: { fr: "Lien de connexion à usage unique", en: "One-time sign-in link" },
    answer: { status: 201, schema: object },
  },
];

const text: Json = { type: "string" };

const signIn: Operation = {
  method: "post",
  path: "/auth/sign-in/email",
  summary: { fr: "Se connecter", en: "Sign in" },
  open: true,
  body: {
    schema: { type: "object", required: ["email", "password"], properties: { email: text, password: text } },
  },
  answer: { schema: { type: "object", properties: { user: ref("Person") } } },
};
