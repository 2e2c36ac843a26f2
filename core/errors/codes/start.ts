import type { CodeTable } from "../refusal.ts";

/** Refusals of starting, of the command line and of plugins. */
export const startCodes = {
  "app.folder-missing": {
    status: 422,
    fr: "Le dossier d’application « {folder} » n’existe pas.{suggestion}",
    en: "The app folder “{folder}” does not exist.{suggestion}",
  },
  "app.folder-not-empty": {
    status: 422,
    fr: "« {folder} » n’est pas un dossier vide. Choisissez un dossier vide, ou un nom qui n’existe pas encore.",
    en: "“{folder}” is not empty, or no folder. Choose an empty folder, or a name that does not exist yet.",
  },
  "app.data-broken": {
    status: 422,
    fr: "Les données d’exemple de {folder} ne se chargent pas ({type}) : {reason}",
    en: "The example data of {folder} cannot be loaded ({type}): {reason}",
  },
  "plugin.missing": {
    status: 422,
    fr: "Le module « {name} » ne se trouve pas dans {folder}.",
    en: "The plugin “{name}” is not in {folder}.",
  },
  "plugin.broken": {
    status: 422,
    fr: "Le module « {name} » ne se charge pas : {reason}",
    en: "The plugin “{name}” cannot be loaded: {reason}",
  },
  "job.not-found": {
    status: 404,
    fr: "Cette tâche n’existe pas, ou n’est pas la vôtre.",
    en: "This job does not exist, or is not yours.",
  },
} satisfies CodeTable;
