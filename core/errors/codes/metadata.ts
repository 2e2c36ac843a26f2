import type { CodeTable } from "../refusal.ts";

/** Refusals of the metamodel: what is wrong with a document, and what to do. */
export const metadataCodes = {
  "metadata.invalid": {
    status: 422,
    fr: "Le paramétrage contient {count} erreur(s) ; rien n’a été changé.",
    en: "The metadata has {count} error(s); nothing was changed.",
  },
  "metadata.not-found": {
    status: 404,
    fr: "Il n’existe pas de document {kind} « {name} ».{suggestion}",
    en: "There is no {kind} document “{name}”.{suggestion}",
  },
  "metadata.shape": { status: 422, fr: "{reason}", en: "{reason}" },
} satisfies CodeTable;
