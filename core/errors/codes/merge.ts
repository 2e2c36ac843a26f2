import type { CodeTable } from "../refusal.ts";

/** Refusals of templates, letters and mails. */
export const mergeCodes = {
  "template.broken": {
    status: 422,
    fr: "Le modèle ne se lit pas, ligne {line} : {reason}",
    en: "The template cannot be read, line {line}: {reason}",
  },
} satisfies CodeTable;
