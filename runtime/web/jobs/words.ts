/** The sentences of running jobs. */
export const words = {
  "job.waiting": { fr: "En attente…", en: "Waiting…" },
  "job.progress": { fr: "{done} sur {total}", en: "{done} of {total}" },
  "job.stop": { fr: "Arrêter", en: "Stop" },
  "job.leave": { fr: "Continuer en arrière-plan", en: "Carry on in the background" },
} as const;
