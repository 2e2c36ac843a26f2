import type { CodeTable } from "../refusal.ts";

/** Refusals of documents, templates, letters and mails. */
export const mergeCodes = {
  "documents.off": {
    status: 422,
    fr: "« {type} » ne garde pas de documents. Activez la capacité Documents dans le paramétrage.",
    en: "“{type}” keeps no documents. Switch on the capability Documents in the configuration.",
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
