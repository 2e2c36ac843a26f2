import { addWords, type KeyOf, type Say, useSayFrom } from "../../web/language/index.ts";

/** The sentences of letters, mails and the outbox; they come with their dialogs and pages. */
const mergeWords = {
  "merge.title": { fr: "Publipostage", en: "Mail merge" },
  "merge.letter": { fr: "Lettre", en: "Letter" },
  "merge.mail": { fr: "E-mail", en: "E-mail" },
  "merge.letters": { fr: "Lettres (PDF)", en: "Letters (PDF)" },
  "merge.mails": { fr: "E-mails", en: "E-mails" },
  "merge.step-recipients": { fr: "Destinataires", en: "Recipients" },
  "merge.step-template": { fr: "Modèle", en: "Template" },
  "merge.step-check": { fr: "Contrôle", en: "Check" },
  "merge.step-send": { fr: "Envoi", en: "Dispatch" },
  "merge.chosen_one": { fr: "{count} fiche sélectionnée", en: "{count} record chosen" },
  "merge.chosen_other": { fr: "{number} fiches sélectionnées", en: "{number} records chosen" },
  "merge.listed_one": {
    fr: "{count} fiche : toute la liste affichée",
    en: "{count} record: all that the list shows",
  },
  "merge.listed_other": {
    fr: "{number} fiches : toute la liste affichée",
    en: "{number} records: all that the list shows",
  },
  "merge.too-many": {
    fr: "Un publipostage va à 10’000 destinataires au plus. Filtrez la liste.",
    en: "A mail merge goes to at most 10,000 recipients. Filter the list.",
  },
  "merge.counting": { fr: "Comptage…", en: "Counting…" },
  "merge.no-address_one": {
    fr: "{count} fiche sans adresse e-mail",
    en: "{count} record without an e-mail address",
  },
  "merge.no-address_other": {
    fr: "{number} fiches sans adresse e-mail",
    en: "{number} records without an e-mail address",
  },
  "merge.see": { fr: "Voir", en: "See" },
  "merge.all-addressed": { fr: "Tous ont une adresse e-mail.", en: "All have an e-mail address." },
  "merge.missing": { fr: "Vide dans cette fiche : {fields}", en: "Empty in this record: {fields}" },
  "merge.nothing-missing": {
    fr: "Toutes les valeurs sont remplies dans cette fiche.",
    en: "All values are filled in this record.",
  },
  "merge.kept-letters": {
    fr: "Chaque lettre est rangée en PDF dans les documents de sa fiche.",
    en: "Each letter is kept as a PDF among the documents of its record.",
  },
  "merge.kept-mails": {
    fr: "Chaque e-mail est noté au journal de sa fiche et part des courriers sortants.",
    en: "Each e-mail is noted in the journal of its record and leaves from the outbox.",
  },
  "merge.no-server": {
    fr: "Aucun serveur d’e-mail n’est configuré : les messages attendront dans les courriers sortants.",
    en: "No mail server is configured: messages will wait in the outbox.",
  },
  "merge.preview": { fr: "Aperçu", en: "Preview" },
  "merge.preview-of": { fr: "Aperçu {at} sur {number}", en: "Preview {at} of {number}" },
  "merge.previous": { fr: "Fiche précédente", en: "Previous record" },
  "merge.next": { fr: "Fiche suivante", en: "Next record" },
  "merge.subject": { fr: "Objet", en: "Subject" },
  "merge.to": { fr: "À", en: "To" },
  "merge.nobody": { fr: "sans adresse", en: "without an address" },
  "merge.open-pdf": { fr: "Ouvrir en PDF", en: "Open as PDF" },
  "merge.choose-template": {
    fr: "Choisissez un modèle pour voir l’aperçu.",
    en: "Choose a template to see the preview.",
  },
  "merge.produce_one": { fr: "Produire la lettre", en: "Produce the letter" },
  "merge.produce_other": { fr: "Produire {number} lettres", en: "Produce {number} letters" },
  "merge.send_one": { fr: "Envoyer l’e-mail", en: "Send the e-mail" },
  "merge.send_other": { fr: "Envoyer {number} e-mails", en: "Send {number} e-mails" },
  "merge.put_one": { fr: "Préparer l’e-mail", en: "Prepare the e-mail" },
  "merge.put_other": { fr: "Préparer {number} e-mails", en: "Prepare {number} e-mails" },
  "merge.confirm": { fr: "Envoyer {number} e-mails ?", en: "Send {number} e-mails?" },
  "merge.confirm-effect": {
    fr: "Ils partent tout de suite et ne peuvent pas être rappelés.",
    en: "They leave at once and cannot be called back.",
  },
  "merge.cancel": { fr: "Annuler", en: "Cancel" },
  "merge.close": { fr: "Fermer", en: "Close" },
  "merge.running-letters": { fr: "Production des lettres", en: "Producing the letters" },
  "merge.running-mails": { fr: "Préparation des e-mails", en: "Preparing the e-mails" },
  "merge.done-letters_one": { fr: "{count} lettre produite.", en: "{count} letter produced." },
  "merge.done-letters_other": { fr: "{number} lettres produites.", en: "{number} letters produced." },
  "merge.done-mails_one": { fr: "{count} e-mail préparé.", en: "{count} e-mail prepared." },
  "merge.done-mails_other": { fr: "{number} e-mails préparés.", en: "{number} e-mails prepared." },
  "merge.failed_one": { fr: "{count} fiche n’a rien reçu :", en: "{count} record got nothing:" },
  "merge.failed_other": { fr: "{number} fiches n’ont rien reçu :", en: "{number} records got nothing:" },
  "merge.stopped": { fr: "Arrêté avant la fin.", en: "Stopped before the end." },
  "merge.open-outbox": { fr: "Ouvrir les courriers sortants", en: "Open the outbox" },
  "merge.open-record": { fr: "Ouvrir la fiche", en: "Open the record" },
  "outbox.title": { fr: "Courriers sortants", en: "Outbox" },
  "outbox.all": { fr: "Tous", en: "All" },
  "outbox.waiting": { fr: "En attente", en: "Waiting" },
  "outbox.sent": { fr: "Envoyé", en: "Sent" },
  "outbox.failed": { fr: "Échec", en: "Failed" },
  "outbox.state": { fr: "État", en: "State" },
  "outbox.empty": {
    fr: "Aucun message ici. Les e-mails d’un publipostage passent par cette page.",
    en: "No message here. The e-mails of a mail merge pass through this page.",
  },
  "outbox.no-server": {
    fr: "Aucun serveur d’e-mail n’est configuré (SMTP_URL) : les messages attendent ici et peuvent être lus.",
    en: "No mail server is configured (SMTP_URL): messages wait here and can be read.",
  },
  "outbox.choose": { fr: "Choisissez un message pour le lire.", en: "Choose a message to read it." },
  "outbox.send": { fr: "Envoyer", en: "Send" },
  "outbox.send-again": { fr: "Réessayer", en: "Try again" },
  "outbox.on-its-way": { fr: "Message remis à l’envoi.", en: "Message handed over for sending." },
  "outbox.delete": { fr: "Supprimer", en: "Delete" },
  "outbox.delete-confirm": { fr: "Supprimer 1 message ?", en: "Delete 1 message?" },
  "outbox.delete-effect": {
    fr: "Il ne sera pas envoyé et disparaît des courriers sortants. La note au journal de la fiche reste.",
    en: "It will not be sent and disappears from the outbox. The note in the record’s journal stays.",
  },
  "outbox.deleted": { fr: "Message supprimé.", en: "Message deleted." },
  "outbox.by": { fr: "De", en: "From" },
  "outbox.more": { fr: "Messages plus anciens", en: "Older messages" },
  "outbox.back": { fr: "Retour à la liste", en: "Back to the list" },
  "outbox.record": { fr: "Fiche", en: "Record" },
  "outbox.template": { fr: "Modèle", en: "Template" },
} as const;

addWords(mergeWords);

export type MergeKey = KeyOf<typeof mergeWords>;

/** Says a sentence of letters, mails and the outbox. */
export function useMergeSay(): Say<MergeKey> {
  return useSayFrom<MergeKey>();
}
