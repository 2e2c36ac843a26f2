import type { CodeTable } from "../refusal.ts";

/** Refusals of sign-in and rights. */
export const accessCodes = {
  "access.signed-out": {
    status: 401,
    fr: "Vous n’êtes pas connecté. Connectez-vous pour continuer.",
    en: "You are not signed in. Sign in to go on.",
  },
  "access.wrong-credentials": {
    status: 401,
    fr: "L’adresse ou le mot de passe ne convient pas.",
    en: "The address or the password is wrong.",
  },
  "access.denied": {
    status: 403,
    fr: "Votre rôle ne vous permet pas de {action} « {label} ».",
    en: "Your role does not let you {action} “{label}”.",
  },
  "access.field": {
    status: 403,
    fr: "Votre rôle ne vous permet pas de remplir « {label} » sur cette fiche.",
    en: "Your role does not let you fill in “{label}” on this record.",
  },
  "access.administrator-only": {
    status: 403,
    fr: "Cette action est réservée aux administrateurs.",
    en: "This is reserved to administrators.",
  },
  "access.action-unknown": {
    status: 422,
    fr: "Il n’existe pas d’action « {action} ». Les actions sont : {actions}.",
    en: "There is no action “{action}”. The actions are: {actions}.",
  },
} satisfies CodeTable;
