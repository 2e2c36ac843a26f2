import type { Words } from "../core/language/index.ts";
import type { RecordAction } from "./kinds/index.ts";

/** What can be done with a record, as it stands after “may” and before the type. */
export const recordActionWords: Readonly<Record<RecordAction, Words>> = {
  see: { fr: "consulter", en: "see" },
  create: { fr: "créer", en: "create" },
  change: { fr: "modifier", en: "change" },
  delete: { fr: "supprimer", en: "delete" },
  restore: { fr: "restaurer", en: "restore" },
  archive: { fr: "archiver ou réactiver", en: "archive or reactivate" },
  history: { fr: "consulter l’historique de", en: "see the history of" },
  export: { fr: "exporter", en: "export" },
  merge: { fr: "publiposter", en: "mail-merge" },
  import: { fr: "importer", en: "import" },
};

/** What an action is allowed, and denied, like where nothing is said of it. */
export const likenesses: Readonly<Partial<Record<RecordAction, RecordAction>>> = {
  restore: "delete",
  archive: "change",
  history: "see",
};
