import type { CodeTable } from "../refusal.ts";

/** Refusals of documents, templates, letters and mails. */
export const mergeCodes = {
  "documents.off": {
    status: 422,
    fr: "« {type} » ne garde pas de documents. Activez la capacité Documents dans le paramétrage.",
    en: "“{type}” keeps no documents. Switch on the capability Documents in the configuration.",
  },
  "documents.too-many-pixels": {
    status: 422,
    fr: "Cette image compte trop de pixels (plus de {limit} millions). Réduisez-la.",
    en: "This picture has too many pixels (more than {limit} million). Make it smaller.",
  },
  "documents.other-content": {
    status: 422,
    fr: "« {name} » n’est pas ce que son nom annonce : son contenu est {mime}. Renommez le fichier, ou joignez l’original.",
    en: "“{name}” is not what its name says: its content is {mime}. Rename the file, or attach the original.",
  },
  "documents.no-file": {
    status: 422,
    fr: "Aucun fichier n’a été envoyé. Joignez-le sous le nom « file ».",
    en: "No file was sent. Attach it under the name “file”.",
  },
  "template.broken": {
    status: 422,
    fr: "Le modèle ne se lit pas, ligne {line} : {reason}",
    en: "The template cannot be read, line {line}: {reason}",
  },
  "template.too-long": {
    status: 422,
    fr: "Le modèle dépasse {limit} caractères.",
    en: "The template is longer than {limit} characters.",
  },
  "template.too-deep": {
    status: 422,
    fr: "Ligne {line} : plus de {limit} blocs imbriqués les uns dans les autres. Simplifiez le modèle.",
    en: "Line {line}: more than {limit} blocks within each other. Simplify the template.",
  },
  "template.field-unknown": {
    status: 422,
    fr: "Ligne {line} : « {path} » n’existe pas dans « {type} ».",
    en: "Line {line}: “{path}” does not exist in “{type}”.",
  },
  "template.field-unknown-near": {
    status: 422,
    fr: "Ligne {line} : « {path} » n’existe pas dans « {type} ». Vouliez-vous dire « {near} » ?",
    en: "Line {line}: “{path}” does not exist in “{type}”. Did you mean “{near}”?",
  },
  "template.helper-unknown": {
    status: 422,
    fr: "Ligne {line} : « {name} » n’est pas une fonction des modèles.",
    en: "Line {line}: “{name}” is not a template function.",
  },
  "template.helper-unknown-near": {
    status: 422,
    fr: "Ligne {line} : « {name} » n’est pas une fonction des modèles. Vouliez-vous dire « {near} » ?",
    en: "Line {line}: “{name}” is not a template function. Did you mean “{near}”?",
  },
  "template.raw-refused": {
    status: 422,
    fr: "Ligne {line} : les triples accolades sont refusées ; écrivez {{champ}}.",
    en: "Line {line}: triple braces are refused; write {{field}}.",
  },
  "template.form-refused": {
    status: 422,
    fr: "Ligne {line} : cette forme n’est pas permise dans un modèle ({form}).",
    en: "Line {line}: this form is not allowed in a template ({form}).",
  },
  "template.invalid": {
    status: 422,
    fr: "Le modèle contient {count} erreur(s).",
    en: "The template has {count} error(s).",
  },
  "merge.denied": {
    status: 403,
    fr: "Votre rôle ne vous permet pas de produire des lettres et des e-mails.",
    en: "Your role does not let you produce letters and e-mails.",
  },
  "merge.nobody": {
    status: 422,
    fr: "Personne à qui écrire : aucune fiche ne correspond.",
    en: "Nobody to write to: no record matches.",
  },
  "merge.too-many": {
    status: 422,
    fr: "{total} destinataires dépassent la limite de {limit} par publipostage. Restreignez la liste.",
    en: "{total} recipients are more than the {limit} of one mail merge. Narrow the list.",
  },
  "merge.other-type": {
    status: 422,
    fr: "Le modèle « {template} » n’est pas fait pour le type « {type} ».",
    en: "The template “{template}” is not made for the type “{type}”.",
  },
  "merge.no-address": {
    status: 422,
    fr: "Aucune adresse e-mail valable : {address}",
    en: "No valid e-mail address: {address}",
  },
  "outbox.not-found": {
    status: 404,
    fr: "Ce message n’est pas dans les courriers sortants.",
    en: "This message is not in the outbox.",
  },
  "outbox.no-server": {
    status: 409,
    fr: "Aucun serveur de messagerie n’est réglé : indiquez-le dans SMTP_URL.",
    en: "No mail server is set: name it in SMTP_URL.",
  },
  "outbox.sent": {
    status: 409,
    fr: "Ce message est déjà parti ; il reste dans les courriers sortants.",
    en: "This message has already left; it stays in the outbox.",
  },
  "merge.too-long": {
    status: 422,
    fr: "Le texte produit dépasse {limit} caractères. Réduisez les boucles du modèle.",
    en: "The text produced is longer than {limit} characters. Shorten the template’s loops.",
  },
  "merge.printer-failed": {
    status: 503,
    fr: "L’impression en PDF n’a pas abouti : {reason} Installez Chromium et indiquez-le dans CHROMIUM_PATH.",
    en: "Printing to PDF failed: {reason} Install Chromium and name it in CHROMIUM_PATH.",
  },
} satisfies CodeTable;
