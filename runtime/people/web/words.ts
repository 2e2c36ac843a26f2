/** The sentences about a person's data; they come with their dialog. */
export const words = {
  "people.title": { fr: "Données de {title}", en: "Data of {title}" },
  "people.give": { fr: "Remettre", en: "Give out" },
  "people.give-help": {
    fr: "Tout ce qui est connu de cette personne en un fichier : fiches, historique, documents, e-mails, comptes. Relisez-le avant de le remettre, car des fiches liées peuvent parler d’autres personnes.",
    en: "Everything that is known of this person as one file: records, history, documents, mails, accounts. Look through it before you hand it out, because linked records may speak of other people.",
  },
  "people.download": { fr: "Télécharger le fichier ZIP", en: "Download the ZIP file" },
  "people.erase": { fr: "Effacer", en: "Erase" },
  "people.kept": {
    fr: "Ces données ne peuvent pas être effacées maintenant :",
    en: "These data cannot be erased now:",
  },
  "people.goes": { fr: "Ce qui part", en: "What goes" },
  "people.stays": { fr: "Ce qui reste", en: "What stays" },
  "people.backups": {
    fr: "Les sauvegardes faites jusqu’ici gardent tout jusqu’à ce qu’elles soient détruites.",
    en: "Backups made so far keep everything until they are thrown away.",
  },
  "people.reason": { fr: "Motif, sans le nom de la personne", en: "Reason, without the person’s name" },
  "people.ask": { fr: "Effacer ces données …", en: "Erase these data …" },
  "people.sure": {
    fr: "Rien ne ramène des données effacées.",
    en: "Nothing brings erased data back.",
  },
  "people.for-good": { fr: "Effacer définitivement", en: "Erase for good" },
  "people.erased": { fr: "Les données de la personne sont effacées", en: "The person’s data are erased" },
  "people.looking": { fr: "Recherche des données …", en: "Looking for the data …" },
  "people.cancel": { fr: "Annuler", en: "Cancel" },
  "people.close": { fr: "Fermer", en: "Close" },
} as const;
