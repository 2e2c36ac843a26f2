import type { CodeTable } from "../refusal.ts";

/** Refusals that any door can give. */
export const generalCodes = {
  "request.invalid": {
    status: 400,
    fr: "La demande n’est pas valable : {reason}",
    en: "The request is not valid: {reason}",
  },
  "request.too-large": {
    status: 413,
    fr: "L’envoi dépasse la limite de {limit}.",
    en: "The upload is larger than the limit of {limit}.",
  },
  "text.unreadable": {
    status: 400,
    fr: "Le texte contient un caractère qui ne peut pas être enregistré (nul ou demi-caractère Unicode). Retirez-le.",
    en: "The text holds a character that cannot be stored (a null or half a Unicode character). Remove it.",
  },
  "text.too-deep": {
    status: 400,
    fr: "La valeur est imbriquée sur trop de niveaux. Simplifiez-la.",
    en: "The value is nested on too many levels. Simplify it.",
  },
  "request.not-found": {
    status: 404,
    fr: "Rien ne se trouve à cette adresse : {path}",
    en: "There is nothing at this address: {path}",
  },
  "server.failed": {
    status: 500,
    fr: "Une erreur s’est produite ; elle est notée sous le numéro {reference}. Rien n’a été enregistré.",
    en: "Something went wrong; it is logged under number {reference}. Nothing was saved.",
  },
  "server.busy": {
    status: 503,
    fr: "Le serveur est occupé. Réessayez dans un instant.",
    en: "The server is busy. Try again in a moment.",
  },
} satisfies CodeTable;
