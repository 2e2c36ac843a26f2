import type { CodeTable } from "../refusal.ts";

/** Refusals of signing in, of accounts and of keys. */
export const signInCodes = {
  "sign-in.too-many-attempts": {
    status: 429,
    fr: "Trop d’essais de connexion sans succès. Attendez {seconds} secondes, puis réessayez.",
    en: "Too many failed sign-ins. Wait {seconds} seconds, then try again.",
  },
  "sign-in.link-used": {
    status: 401,
    fr: "Ce lien de connexion a déjà servi ou n’est plus valable. Demandez-en un nouveau.",
    en: "This sign-in link was already used or is no longer valid. Ask for a new one.",
  },
  "sign-in.disabled": {
    status: 403,
    fr: "Ce compte est désactivé. Adressez-vous à un administrateur.",
    en: "This account is disabled. Ask an administrator.",
  },
  "sign-in.key-unknown": {
    status: 401,
    fr: "La clé d’accès n’est pas valable : inconnue, échue ou révoquée. Créez-en une autre.",
    en: "The API key is not valid: unknown, expired or revoked. Create another one.",
  },
  "sign-in.other-origin": {
    status: 403,
    fr: "La demande vient d’un autre site ({origin}) ; elle est refusée.",
    en: "The request comes from another site ({origin}); it is refused.",
  },
  "account.exists": {
    status: 409,
    fr: "Un compte existe déjà pour {email}.",
    en: "There is already an account for {email}.",
  },
  "account.not-found": {
    status: 404,
    fr: "Ce compte n’existe pas.",
    en: "This account does not exist.",
  },
  "account.role-unknown": {
    status: 422,
    fr: "Il n’existe pas de rôle « {role} ».{suggestion}",
    en: "There is no role “{role}”.{suggestion}",
  },
  "account.collaborator-unknown": {
    status: 422,
    fr: "Ce collaborateur n’existe pas ou est à la corbeille. Choisissez-en un autre, ou aucun.",
    en: "This collaborator does not exist or is in the trash. Choose another one, or none.",
  },
  "account.language-off": {
    status: 422,
    fr: "Cette application ne se parle pas en « {language} ». Langues possibles : {languages}.",
    en: "This app does not speak “{language}”. Possible languages: {languages}.",
  },
  "account.last-administrator": {
    status: 409,
    fr: "C’est le dernier administrateur actif : nommez-en d’abord un autre.",
    en: "This is the last active administrator: name another one first.",
  },
  "account.wrong-password": {
    status: 422,
    fr: "Le mot de passe actuel ne convient pas.",
    en: "The current password is wrong.",
  },
  "key.not-found": {
    status: 404,
    fr: "Cette clé n’existe pas.",
    en: "This key does not exist.",
  },
} satisfies CodeTable;
