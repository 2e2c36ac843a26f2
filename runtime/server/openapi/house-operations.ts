import type { Language } from "../../../core/language/index.ts";
import { metadataOperations } from "./metadata-operations.ts";
import { type Json, type Operation, query, ref } from "./operation.ts";
import { peopleOperations } from "./people-operations.ts";
import { guardOperations, signInOperations } from "./sign-in-operations.ts";

const object: Json = { type: "object" };
const text: Json = { type: "string" };
const whom: Json = { type: "object", required: ["account"], properties: { account: text } };
const instant: Json = { type: "string", format: "date-time" };
const deputy: Json = {
  type: "object",
  required: ["deputy"],
  properties: {
    deputy: text,
    startsAt: instant,
    endsAt: { anyOf: [instant, { type: "null" }] },
    roles: { anyOf: [{ type: "array", items: text }, { type: "null" }] },
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
    ...signInOperations,
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
    {
      method: "get",
      path: "/me/deputies",
      summary: { fr: "Mes suppléants, et qui je remplace", en: "My deputies, and for whom I stand in" },
      answer: { schema: object },
    },
    {
      method: "post",
      path: "/me/deputies",
      summary: { fr: "Nommer un suppléant pour un temps", en: "Name a deputy for a time" },
      body: { schema: deputy },
      answer: { status: 201, schema: object },
    },
    {
      method: "delete",
      path: "/me/deputies/{id}",
      summary: { fr: "Retirer un suppléant", en: "Take a deputy back" },
      answer: { status: 204 },
    },
    {
      method: "get",
      path: "/me/colleagues",
      summary: { fr: "Qui je peux nommer suppléant", en: "Whom I may name as a deputy" },
      answer: { schema: object },
    },
    {
      method: "post",
      path: "/me/act-for",
      summary: { fr: "Agir au nom de qui je remplace", en: "Act for whom I stand in for" },
      body: { schema: whom },
      answer: { status: 204 },
    },
    {
      method: "post",
      path: "/me/act-for/stop",
      summary: { fr: "Agir de nouveau en mon nom", en: "Act as myself again" },
      answer: { status: 204 },
    },
    { method: "get", path: "/keys", summary: { fr: "Mes clés", en: "My keys" } },
    {
      method: "post",
      path: "/keys",
      summary: { fr: "Créer une clé", en: "Make a key" },
      body: {
        schema: {
          type: "object",
          required: ["name"],
          properties: {
            name: text,
            days: { type: "integer" },
            /** By type, or `*` for all others: `all`, or a list of actions. */
            scope: { type: ["object", "null"], additionalProperties: { type: ["string", "array"] } },
          },
        },
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
  ...metadataOperations,
  ...guardOperations,
  ...peopleOperations,
  { method: "get", path: "/accounts", summary: { fr: "Les comptes", en: "The accounts" } },
  {
    method: "delete",
    path: "/accounts/{id}",
    summary: {
      fr: "Supprimer un compte qui ne s’est jamais connecté",
      en: "Delete an account that never signed in",
    },
    answer: { status: 204 },
  },
  {
    method: "get",
    path: "/accounts/{id}/deputies",
    summary: { fr: "Les suppléants d’un compte", en: "The deputies of an account" },
    answer: { schema: object },
  },
  {
    method: "post",
    path: "/accounts/{id}/deputies",
    summary: { fr: "Nommer un suppléant pour quelqu’un", en: "Name a deputy for somebody" },
    body: { schema: deputy },
    answer: { status: 201, schema: object },
  },
  {
    method: "delete",
    path: "/accounts/{id}/deputies/{deputy}",
    summary: { fr: "Retirer le suppléant de quelqu’un", en: "Take somebody’s deputy back" },
    answer: { status: 204 },
  },
  {
    method: "get",
    path: "/groups",
    summary: { fr: "Les groupes", en: "The groups" },
    answer: { schema: object },
  },
  {
    method: "post",
    path: "/groups",
    summary: { fr: "Ajouter un groupe", en: "Add a group" },
    body: { schema: object },
    answer: { status: 201, schema: object },
  },
  {
    method: "patch",
    path: "/groups/{name}",
    summary: {
      fr: "Modifier un groupe : rôles, membres, libellé",
      en: "Change a group: roles, members, label",
    },
    body: { schema: object },
  },
  {
    method: "delete",
    path: "/groups/{name}",
    summary: { fr: "Supprimer un groupe", en: "Delete a group" },
    answer: { status: 204 },
  },
  {
    method: "post",
    path: "/see-as",
    summary: {
      fr: "Voir l’application comme quelqu’un, en lecture seule",
      en: "See the app as somebody, read-only",
    },
    body: { schema: whom },
    answer: { status: 204 },
  },
  {
    method: "post",
    path: "/see-as/stop",
    summary: { fr: "Voir de nouveau en mon nom", en: "See as myself again" },
    answer: { status: 204 },
  },
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
