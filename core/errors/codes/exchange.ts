import type { CodeTable } from "../refusal.ts";

/** Refusals of import and export. */
export const exchangeCodes = {
  "import.denied": {
    status: 403,
    fr: "Votre rôle ne permet pas d’importer. Demandez ce droit à un administrateur.",
    en: "Your role does not allow imports. Ask an administrator for this right.",
  },
  "export.denied": {
    status: 403,
    fr: "Votre rôle ne permet pas d’exporter. Demandez ce droit à un administrateur.",
    en: "Your role does not allow exports. Ask an administrator for this right.",
  },
  "export.format": {
    status: 400,
    fr: "L’option « {name} » de l’export vaut {expected}.",
    en: "The export’s option “{name}” is {expected}.",
  },
  "import.no-file": {
    status: 422,
    fr: "Aucun fichier n’a été envoyé. Joignez-le dans le champ « file » (multipart/form-data).",
    en: "No file was sent. Attach it as the field “file” (multipart/form-data).",
  },
  "import.file-unknown": {
    status: 404,
    fr: "Ce fichier n’est plus là (un fichier envoyé est gardé sept jours) ou n’est pas le vôtre. Envoyez-le à nouveau.",
    en: "This file is no longer there (an uploaded file is kept for seven days) or is not yours. Send it again.",
  },
  "import.path-missing": {
    status: 422,
    fr: "Le fichier « {file} » n’existe pas. Vérifiez son chemin.",
    en: "The file “{file}” does not exist. Check its path.",
  },
  "import.mapping-file": {
    status: 422,
    fr: "Le fichier de correspondance « {file} » ne convient pas : {reason}",
    en: "The mapping file “{file}” is not valid: {reason}",
  },
  "import.empty": {
    status: 422,
    fr: "Le fichier est vide.",
    en: "The file is empty.",
  },
  "import.binary": {
    status: 422,
    fr: "Ce fichier n’est ni un CSV ni un classeur Excel (.xlsx). Enregistrez-le sous l’un de ces formats, puis envoyez-le à nouveau.",
    en: "This file is neither a CSV nor an Excel workbook (.xlsx). Save it in one of these formats, then send it again.",
  },
  "import.workbook": {
    status: 422,
    fr: "Ce classeur Excel ne peut pas être lu : il est abîmé, protégé par un mot de passe ou dépasse {limit}. Enregistrez sa feuille en CSV.",
    en: "This Excel workbook cannot be read: it is damaged, protected by a password or larger than {limit}. Save its sheet as CSV.",
  },
  "import.encoding": {
    status: 422,
    fr: "Ligne {line} : le fichier n’est pas écrit en {encoding}. Choisissez un autre encodage, par exemple windows-1252.",
    en: "Line {line}: the file is not written in {encoding}. Choose another encoding, such as windows-1252.",
  },
  "import.quotes": {
    status: 422,
    fr: "Ligne {line} : un guillemet ouvert n’est jamais refermé. Refermez-le (ou doublez-le) dans le fichier.",
    en: "Line {line}: a quote that is opened is never closed. Close it (or double it) in the file.",
  },
  "import.row-too-large": {
    status: 422,
    fr: "Ligne {line} : la ligne dépasse {limit}. Vérifiez les guillemets et les fins de ligne à cet endroit.",
    en: "Line {line}: the row is larger than {limit}. Check quotes and line ends at this place.",
  },
  "import.cell-too-large": {
    status: 422,
    fr: "Ligne {line}, colonne {column} : la cellule dépasse {limit}.",
    en: "Line {line}, column {column}: the cell is larger than {limit}.",
  },
  "import.too-many-columns": {
    status: 422,
    fr: "Ligne {line} : {count} colonnes, il en faut au plus {limit}. Vérifiez le séparateur choisi.",
    en: "Line {line}: {count} columns, at most {limit} are taken. Check the chosen delimiter.",
  },
  "import.too-many-cells": {
    status: 422,
    fr: "La ligne a {count} cellules pour {columns} colonnes : un séparateur non protégé par des guillemets, peut-être.",
    en: "The row has {count} cells for {columns} columns: perhaps a delimiter that is not inside quotes.",
  },
  "import.mapping-wrong": {
    status: 422,
    fr: "La correspondance des colonnes ne convient pas ; rien n’a été importé.",
    en: "The mapping of the columns does not fit; nothing was imported.",
  },
  "import.mapping-unknown": {
    status: 404,
    fr: "Il n’existe pas de correspondance « {name} » pour ce type.{suggestion}",
    en: "There is no mapping “{name}” for this type.{suggestion}",
  },
  "import.mapping-empty": {
    status: 422,
    fr: "Aucune colonne n’est reliée à un champ. Reliez-en au moins une.",
    en: "No column is mapped to a field. Map at least one.",
  },
  "import.column-missing": {
    status: 422,
    fr: "Le fichier n’a pas de colonne « {column} ».{suggestion}",
    en: "The file has no column “{column}”.{suggestion}",
  },
  "import.field-unknown": {
    status: 422,
    fr: "Le champ « {name} » n’existe pas dans ce type.{suggestion}",
    en: "This type has no field “{name}”.{suggestion}",
  },
  "import.field-not-importable": {
    status: 422,
    fr: "« {label} » ne se remplit pas depuis une cellule.",
    en: "“{label}” cannot be filled from a cell.",
  },
  "import.field-twice": {
    status: 422,
    fr: "Deux colonnes remplissent « {label} ». N’en gardez qu’une.",
    en: "Two columns fill “{label}”. Keep one of them.",
  },
  "import.key-not-mapped": {
    status: 422,
    fr: "« {label} » sert à reconnaître les fiches, mais aucune colonne ne le remplit ou il ne peut pas servir de clé.",
    en: "“{label}” is to recognise records, but no column fills it or it cannot serve as a key.",
  },
  "import.match-wrong": {
    status: 422,
    fr: "« {label} » ne se compare pas avec « {match} ». Choisissez un champ simple de la fiche liée.",
    en: "“{label}” cannot be compared with “{match}”. Choose a plain field of the linked record.",
  },
  "import.unreadable": {
    status: 422,
    fr: "{reason}.",
    en: "{reason}.",
  },
  "import.reference-not-found": {
    status: 422,
    fr: "« {label} » : aucune fiche n’est connue sous « {value} ».",
    en: "“{label}”: no record is known as “{value}”.",
  },
  "import.reference-ambiguous": {
    status: 422,
    fr: "« {label} » : {count} fiches sont connues sous « {value} ».",
    en: "“{label}”: {count} records are known as “{value}”.",
  },
  "import.key-empty": {
    status: 422,
    fr: "« {label} » est vide : il sert à reconnaître la fiche.",
    en: "“{label}” is empty: the record is recognised by it.",
  },
  "import.key-ambiguous": {
    status: 422,
    fr: "{count} fiches ont déjà cette clé ; on ne sait pas laquelle modifier.",
    en: "{count} records already have this key; it is not clear which one to change.",
  },
  "import.not-found": {
    status: 404,
    fr: "Cet import n’existe pas, ou n’est pas le vôtre.",
    en: "This import does not exist, or is not yours.",
  },
  "import.not-undoable": {
    status: 409,
    fr: "Cet import ne peut pas être annulé maintenant (état : {state}).",
    en: "This import cannot be undone now (state: {state}).",
  },
  "import.not-resumable": {
    status: 409,
    fr: "Cet import ne peut pas être poursuivi (état : {state}).",
    en: "This import cannot be continued (state: {state}).",
  },
  "import.changed-since": {
    status: 409,
    fr: "« {title} » a été modifié depuis l’import ; ces valeurs ont été gardées : {fields}.",
    en: "“{title}” was changed since the import; these values were kept: {fields}.",
  },
  "import.edited-since": {
    status: 409,
    fr: "« {title} » a été modifié depuis l’import ; la fiche a été gardée.",
    en: "“{title}” was changed since the import; the record was kept.",
  },
} satisfies CodeTable;
