import type { CodeTable } from "../refusal.ts";

/** Refusals of what is asked about a person's data. */
export const personCodes = {
  "person.not-found": {
    status: 404,
    fr: "Il n’y a pas de personne sous cette clé.",
    en: "There is no person with this key.",
  },
  "person.kept": {
    status: 409,
    fr: "Les données de cette personne doivent être gardées pour l’instant.",
    en: "The data of this person have to be kept for now.",
  },
  "person.reason": { status: 409, fr: "{because}", en: "{because}" },
  "person.yourself": {
    status: 409,
    fr: "Vous travaillez avec le compte de cette personne. Demandez à quelqu’un d’autre de l’effacer.",
    en: "You work with this person’s account. Ask somebody else to erase the data.",
  },
  "person.last-administrator": {
    status: 409,
    fr: "Son compte est celui du dernier administrateur. Donnez d’abord le rôle à quelqu’un d’autre.",
    en: "The account is that of the last administrator. Give the role to somebody else first.",
  },
  "person.file-exists": {
    status: 422,
    fr: "« {file} » existe déjà ; rien n’est écrasé. Choisissez un autre nom.",
    en: "“{file}” exists already; nothing is overwritten. Choose another name.",
  },
} satisfies CodeTable;
