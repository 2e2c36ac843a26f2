import type { Language, Words } from "../../core/language/index.ts";
import type { Share } from "./plan.ts";

/** What goes of records and of what rooms keep. */
export const whatGoes: Readonly<Record<Exclude<Share["treatment"], "stays">, Words>> = {
  whole: {
    fr: "toutes les valeurs, celles d’avant comprises ; les liens obligatoires et les numéros restent",
    en: "all values, former ones included; links that have to be there and numbers stay",
  },
  words: {
    fr: "les textes et les fichiers ; la date, l’auteur, la durée et les liens restent",
    en: "texts and files; date, author, duration and links stay",
  },
  personal: {
    fr: "les champs marqués comme données personnelles",
    en: "the fields that are marked as personal data",
  },
  "kept-by-room": {
    fr: "ce qui y est dit de la personne",
    en: "what is said of the person there",
  },
};

/** Why records that refer to the person are left as they are. */
export const whyItStays: Words = {
  fr: "d’un autre sujet, ou concernant aussi d’autres personnes ; « Personne effacée » s’y lira",
  en: "of another matter, or about other people as well; “Erased person” will stand there",
};

/** What is in the file, for whoever opens it. */
export const readMe: Readonly<Record<Language, (of: { title: string; at: string }) => string>> = {
  fr: ({ title, at }) => `Données de ${title}, état du ${at}

records/   la fiche, ce qui en fait partie, et toutes les fiches qui s’y rapportent (la corbeille comprise)
files/     les fichiers de ces fiches, sous la clé de la fiche qui les tient
history.json   ce qui a été changé, par qui, quand
accounts.json, signed-in.json   les comptes de la personne et leurs connexions
readings.json   qui a lu ses fiches, là où les lectures sont notées
mails.json, imports.json …   ce que d’autres parties du logiciel gardent

Les fiches qui se rapportent à la personne peuvent parler d’autres personnes : relisez avant de remettre le fichier.
`,
  en: ({ title, at }) => `Data of ${title}, as of ${at}

records/   the record, what belongs to it, and all records that refer to it (the trash included)
files/     the files of these records, under the key of the record that holds them
history.json   what was changed, by whom, when
accounts.json, signed-in.json   the person’s accounts and how they were used
readings.json   who read the records, where reading is noted
mails.json, imports.json …   what other parts of the software keep

Records that refer to the person may speak of other people: look through them before you hand the file out.
`,
};
