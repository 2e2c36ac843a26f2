import type { CodeTable } from "../refusal.ts";

/** Refusals of reading and writing records. */
export const recordCodes = {
  "record.not-found": {
    status: 404,
    fr: "Cette fiche n’existe pas, ou vous n’y avez pas accès.",
    en: "This record does not exist, or you have no access to it.",
  },
  "record.type-unknown": {
    status: 404,
    fr: "Il n’existe pas de type « {type} ».{suggestion}",
    en: "There is no type “{type}”.{suggestion}",
  },
  "record.invalid": {
    status: 422,
    fr: "{count} champ(s) ne convien(nen)t pas ; rien n’a été enregistré.",
    en: "{count} field(s) are not valid; nothing was saved.",
  },
  "record.stale": {
    status: 412,
    fr: "Cette fiche a été modifiée entre-temps (version {current}, vous aviez {yours}).",
    en: "This record was changed in the meantime (version {current}, you had {yours}).",
  },
} satisfies CodeTable;
