import type { Json, Operation } from "./operation.ts";

const text: Json = { type: "string" };
const object: Json = { type: "object" };

/** The calls of signing in and of guarding one's own account. */
export const signInOperations: readonly Operation[] = [
  {
    method: "get",
    path: "/auth/ways",
    summary: { fr: "Comment se connecter ici", en: "How one can sign in here" },
    open: true,
    answer: { schema: object },
  },
  {
    method: "post",
    path: "/auth/sign-in/directory",
    summary: { fr: "Se connecter par un annuaire", en: "Sign in with a directory" },
    open: true,
    body: {
      schema: {
        type: "object",
        required: ["directory", "user", "password"],
        properties: { directory: text, user: text, password: text, rememberMe: { type: "boolean" } },
      },
    },
    answer: { schema: object },
  },
  {
    method: "get",
    path: "/auth/sign-in/with/{provider}",
    summary: { fr: "Se connecter par un fournisseur d’identité", en: "Sign in with an identity provider" },
    open: true,
    answer: { status: 302 },
  },
  {
    method: "get",
    path: "/auth/sign-in/with/{provider}/callback",
    summary: { fr: "Revenir du fournisseur d’identité", en: "Come back from the identity provider" },
    open: true,
    answer: { status: 302 },
  },
  {
    method: "post",
    path: "/auth/link",
    summary: { fr: "Recevoir un lien de connexion par e-mail", en: "Get a link to sign in by e-mail" },
    open: true,
    body: { schema: { type: "object", required: ["email"], properties: { email: text } } },
    answer: { status: 202, schema: object },
  },
  {
    method: "post",
    path: "/auth/password/reset",
    summary: { fr: "Recevoir un lien pour un nouveau mot de passe", en: "Get a link to a new password" },
    open: true,
    body: { schema: { type: "object", required: ["email"], properties: { email: text } } },
    answer: { status: 202, schema: object },
  },
  {
    method: "post",
    path: "/auth/password/token",
    summary: { fr: "Pour qui est ce lien", en: "Whom a link is for" },
    open: true,
    body: { schema: { type: "object", required: ["token"], properties: { token: text } } },
    answer: { schema: object },
  },
  {
    method: "post",
    path: "/auth/password/choose",
    summary: { fr: "Choisir un mot de passe par un lien", en: "Choose a password by a link" },
    open: true,
    body: {
      schema: {
        type: "object",
        required: ["token", "password"],
        properties: { token: text, password: text },
      },
    },
    answer: { schema: object },
  },
  {
    method: "post",
    path: "/auth/second-factor",
    summary: { fr: "Montrer le second facteur", en: "Show the second factor" },
    open: true,
    body: { schema: { type: "object", properties: { code: text, recovery: text } } },
    answer: { schema: object },
  },
  {
    method: "delete",
    path: "/auth/second-factor",
    summary: { fr: "Recommencer la connexion", en: "Begin to sign in again" },
    open: true,
    answer: { status: 204 },
  },
  {
    method: "post",
    path: "/auth/passkey/options",
    summary: { fr: "Demander une clé d’identification", en: "Ask for a passkey" },
    open: true,
    answer: { schema: object },
  },
  {
    method: "post",
    path: "/auth/sign-in/passkey",
    summary: { fr: "Se connecter par clé d’identification", en: "Sign in with a passkey" },
    open: true,
    body: { schema: { type: "object", required: ["response"], properties: { response: object } } },
    answer: { schema: object },
  },
  {
    method: "get",
    path: "/me/security",
    summary: { fr: "Comment je me connecte", en: "How I sign in" },
    answer: { schema: object },
  },
  {
    method: "post",
    path: "/me/security/confirm",
    summary: { fr: "Montrer à nouveau que c’est moi", en: "Show again that it is me" },
    body: { schema: { type: "object", properties: { password: text, code: text } } },
    answer: { status: 204 },
  },
  {
    method: "post",
    path: "/me/security/confirm/passkey",
    summary: { fr: "Le montrer par clé d’identification", en: "Show it with a passkey" },
    body: { schema: { type: "object", required: ["response"], properties: { response: object } } },
    answer: { status: 204 },
  },
  {
    method: "post",
    path: "/me/security/totp",
    summary: { fr: "Relier une application de codes", en: "Connect an app of codes" },
    answer: { status: 201, schema: object },
  },
  {
    method: "post",
    path: "/me/security/totp/confirm",
    summary: { fr: "Confirmer l’application par un code", en: "Confirm the app by a code" },
    body: { schema: { type: "object", required: ["code"], properties: { code: text } } },
    answer: { schema: object },
  },
  {
    method: "delete",
    path: "/me/security/totp",
    summary: { fr: "Retirer l’application de codes", en: "Remove the app of codes" },
    answer: { status: 204 },
  },
  {
    method: "post",
    path: "/me/security/recovery",
    summary: { fr: "De nouveaux codes de secours", en: "New recovery codes" },
    answer: { status: 201, schema: object },
  },
  {
    method: "post",
    path: "/me/security/passkeys/options",
    summary: { fr: "Préparer une clé d’identification", en: "Prepare a passkey" },
    answer: { schema: object },
  },
  {
    method: "post",
    path: "/me/security/passkeys",
    summary: { fr: "Ajouter une clé d’identification", en: "Add a passkey" },
    body: {
      schema: {
        type: "object",
        required: ["name", "response"],
        properties: { name: text, response: object },
      },
    },
    answer: { status: 201 },
  },
  {
    method: "delete",
    path: "/me/security/passkeys/{id}",
    summary: { fr: "Retirer une clé d’identification", en: "Remove a passkey" },
    answer: { status: 204 },
  },
  {
    method: "get",
    path: "/me/sessions",
    summary: { fr: "Où je suis connecté", en: "Where I am signed in" },
    answer: { schema: object },
  },
  {
    method: "delete",
    path: "/me/sessions",
    summary: { fr: "Me déconnecter partout ailleurs", en: "Sign me out everywhere else" },
    answer: { status: 204 },
  },
  {
    method: "delete",
    path: "/me/sessions/{id}",
    summary: { fr: "Mettre fin à une connexion", en: "End a session" },
    answer: { status: 204 },
  },
];

/** What administrators do about how others sign in. */
export const guardOperations: readonly Operation[] = [
  {
    method: "post",
    path: "/accounts/{id}/invite",
    summary: {
      fr: "Inviter un compte, par e-mail si possible, sinon par un lien à transmettre",
      en: "Invite an account, by e-mail where possible, otherwise by a link to hand over",
    },
    answer: { status: 201, schema: object },
  },
  {
    method: "get",
    path: "/providers",
    summary: { fr: "Les fournisseurs d’identité", en: "The identity providers" },
    answer: { schema: object },
  },
  {
    method: "put",
    path: "/providers/{name}",
    summary: { fr: "Relier un fournisseur d’identité", en: "Connect an identity provider" },
    body: {
      schema: {
        type: "object",
        required: ["kind", "label"],
        properties: {
          kind: text,
          label: text,
          create: { type: "boolean" },
          roles: { type: "array", items: text },
          groupsOnly: { type: "boolean" },
          domains: { type: "array", items: text },
          trustEmail: { type: "boolean" },
          settings: object,
        },
      },
    },
    answer: { schema: object },
  },
  {
    method: "post",
    path: "/providers/trial",
    summary: {
      fr: "Essayer un fournisseur d’identité sans rien enregistrer",
      en: "Try an identity provider without keeping anything",
    },
    body: {
      schema: {
        type: "object",
        required: ["name", "provider"],
        properties: { name: text, provider: object, somebody: { type: ["object", "null"] } },
      },
    },
    answer: { schema: object },
  },
  {
    method: "delete",
    path: "/providers/{name}",
    summary: { fr: "Retirer un fournisseur d’identité", en: "Remove an identity provider" },
    answer: { status: 204 },
  },
  {
    method: "get",
    path: "/accounts/{id}/sessions",
    summary: { fr: "Où un compte est connecté", en: "Where an account is signed in" },
    answer: { schema: object },
  },
  {
    method: "delete",
    path: "/accounts/{id}/sessions",
    summary: { fr: "Déconnecter un compte partout", en: "Sign an account out everywhere" },
    answer: { status: 204 },
  },
  {
    method: "get",
    path: "/accounts/{id}/keys",
    summary: { fr: "Les clés d’un compte", en: "The keys of an account" },
    answer: { schema: object },
  },
  {
    method: "delete",
    path: "/accounts/{id}/keys/{key}",
    summary: { fr: "Révoquer la clé d’un compte", en: "Revoke an account’s key" },
    answer: { status: 204 },
  },
];
