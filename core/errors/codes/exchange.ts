import type { CodeTable } from "../refusal.ts";

/** Refusals of import and export. */
export const exchangeCodes = {
  "import.empty": {
    status: 422,
    fr: "Le fichier est vide.",
    en: "The file is empty.",
  },
} satisfies CodeTable;
