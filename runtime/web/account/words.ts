import type { WordTable } from "../language/index.ts";

/** The page “My account”. */
export const words = {
  "account.title": { fr: "Mon compte", en: "My account" },
  "account.deputies": { fr: "Mes suppléants", en: "My deputies" },
  "account.deputies-lead": {
    fr: "Un suppléant agit en votre nom pendant votre absence, avec vos droits. L’historique dit qui a agi, et pour qui.",
    en: "A deputy acts for you while you are away, with your rights. The history tells who acted, and for whom.",
  },
  "account.no-deputies": { fr: "Personne ne vous remplace.", en: "Nobody stands in for you." },
  "account.stands-in": { fr: "Je remplace", en: "I stand in for" },
  "account.act": { fr: "Agir en son nom", en: "Act for this person" },
  "account.deputy": { fr: "Suppléant", en: "Deputy" },
  "account.from": { fr: "Du", en: "From" },
  "account.to": { fr: "Au (compris)", en: "To (included)" },
  "account.roles": { fr: "Rôles confiés", en: "Roles entrusted" },
  "account.roles-all": { fr: "Tous mes rôles", en: "All my roles" },
  "account.name-deputy": { fr: "Nommer un suppléant", en: "Name a deputy" },
  "account.add-deputy": { fr: "Nommer", en: "Name" },
  "account.deputy-named": { fr: "Suppléance enregistrée.", en: "The deputyship is kept." },
  "account.take-back": { fr: "Retirer", en: "Take back" },
  "account.taken-back": { fr: "{name} ne vous remplace plus.", en: "{name} no longer stands in for you." },
  "account.period": { fr: "du {from} au {to}", en: "from {from} to {to}" },
  "account.period-open": { fr: "dès le {from}", en: "from {from}" },
  "account.now": { fr: "En cours", en: "Now" },
  "account.not-now": { fr: "Hors période", en: "Not now" },
} satisfies WordTable;
