import type { CodeTable } from "../refusal.ts";

/** Refusals of the metamodel: what is wrong with a document, and what to do. */
export const metadataCodes = {
  "metadata.invalid": {
    status: 422,
    fr: "Le paramétrage contient {count} {count|erreur|erreurs} ; rien n’a été changé.",
    en: "The metadata has {count} error(s); nothing was changed.",
  },
  "metadata.not-found": {
    status: 404,
    fr: "Il n’existe pas de document {kind} « {name} ».{suggestion}",
    en: "There is no {kind} document “{name}”.{suggestion}",
  },
  "metadata.shape": { status: 422, fr: "{reason}", en: "{reason}" },
  "metadata.busy": {
    status: 503,
    fr: "D’autres travaux tiennent les tables ou un autre paramétrage est en cours de publication. Rien n’a été changé ; réessayez dans un instant.",
    en: "Other work holds the tables, or other metadata is being published. Nothing was changed; try again in a moment.",
  },
  "metadata.stale": {
    status: 409,
    fr: "Le paramétrage a été modifié entre-temps (révision {current}, vous aviez {yours}). Rechargez-le, puis reprenez vos changements.",
    en: "The metadata was changed in the meantime (revision {current}, you had {yours}). Reload it, then make your changes again.",
  },
  "metadata.still-used": {
    status: 422,
    fr: "Le champ « {field} » de « {type} » sert encore ici : {text}. Modifiez ce passage, puis retirez le champ.",
    en: "The field “{field}” of “{type}” is still used here: {text}. Change this place, then remove the field.",
  },
  "metadata.values-twice": {
    status: 422,
    fr: "{count} {count|valeur existe|valeurs existent} déjà plusieurs fois dans {fields}, par exemple {samples}. Corrigez ces fiches avant d’exiger des valeurs uniques.",
    en: "{count} {count|value already exists|values already exist} several times in {fields}, for example {samples}. Correct these records before asking for unique values.",
  },
  "metadata.base-moved": {
    status: 422,
    fr: "« {type} » dépend de « {from} » et ne peut pas passer sous « {to} » : ses fiches resteraient dans l’autre table. Créez un nouveau type.",
    en: "“{type}” belongs to “{from}” and cannot move to “{to}”: its records would stay in the other table. Create a new type.",
  },
  "metadata.revision-unknown": {
    status: 404,
    fr: "Il n’existe pas de révision {revision}.",
    en: "There is no revision {revision}.",
  },
  "metadata.filled-kind": {
    status: 422,
    fr: "Ce que donne « filledFrom » ne convient pas au champ « {label} » et ne s’y convertit pas.",
    en: "What “filledFrom” gives does not fit the field “{label}” and does not convert into it.",
  },
  "metadata.filled-beyond": {
    status: 422,
    fr: "« {label} » ne se remplit que d’après les valeurs de la fiche elle-même, sans autre fiche, sans l’utilisateur ni le moment présent.",
    en: "“{label}” is filled from values of the record itself only: from no other record, no user and no present moment.",
  },
  "metadata.purged": {
    status: 409,
    fr: "La révision {revision} a effacé des valeurs définitivement ; elle ne peut pas être annulée.",
    en: "Revision {revision} dropped values for good; it cannot be undone.",
  },
  "metadata.purge-unknown": {
    status: 404,
    fr: "« {key} » n’est pas à effacer : rien de tel n’a été retiré.{suggestion}",
    en: "“{key}” is not to be purged: nothing of that name was removed.{suggestion}",
  },
  "metadata.purge-nothing": {
    status: 409,
    fr: "Il n’y a rien à effacer : aucune valeur retirée n’est gardée.",
    en: "There is nothing to purge: no removed values are kept.",
  },
  "metadata.undo-conflict": {
    status: 409,
    fr: "La révision {revision} ne peut plus être annulée : {place} a été modifié depuis aux mêmes endroits, en dernier par la révision {later}. Rien n’a été changé.",
    en: "Revision {revision} cannot be undone any more: {place} was changed since in the same places, last by revision {later}. Nothing was changed.",
  },
  "metadata.twice": {
    status: 422,
    fr: "{kind} « {name} » se trouve deux fois : aussi dans {other}. Gardez-en un seul.",
    en: "{kind} “{name}” is there twice: also in {other}. Keep only one.",
  },
  "metadata.file": {
    status: 422,
    fr: "{file} ne se lit pas : {reason}",
    en: "{file} cannot be read: {reason}",
  },
  "metadata.no-folder": {
    status: 404,
    fr: "{folder} n’est pas un dossier d’application : il n’a pas de sous-dossier « metadata ».",
    en: "{folder} is not an app folder: it has no subfolder “metadata”.",
  },
  "metadata.changed-since": {
    status: 409,
    fr: "{place} a été modifié depuis : aujourd’hui {now}, avant {before}. Choisissez vous-même ce qui doit rester.",
    en: "{place} was changed since: {now} today, {before} before. Decide yourself what shall stay.",
  },
  "metadata.merge-conflict": {
    status: 409,
    fr: "{count} {count|endroit a été modifié|endroits ont été modifiés} des deux côtés. Rien n’a été changé ; dites pour chacun quel côté l’emporte.",
    en: "{count} {count|place was|places were} changed on both sides. Nothing was changed; say for each which side shall stay.",
  },
  "metadata.changed-by-both": {
    status: 409,
    fr: "{where} : à l’origine {base}, ici {ours}, dans ce qui arrive {theirs}. Gardez l’un (ours) ou prenez l’autre (theirs).",
    en: "{where}: {base} at first, {ours} here, {theirs} in what comes in. Keep the one (ours) or take the other (theirs).",
  },
  "metadata.place-unknown": {
    status: 400,
    fr: "« {place} » n’est pas un endroit modifié des deux côtés : il n’y a rien à régler.{suggestion}",
    en: "“{place}” is no place that both sides changed: there is nothing to settle.{suggestion}",
  },
  "metadata.pack-unknown": {
    status: 404,
    fr: "Aucun paquet « {name} » n’a été repris ici.{suggestion}",
    en: "No pack “{name}” was taken in here.{suggestion}",
  },
  "metadata.pack-standard": {
    status: 409,
    fr: "Le modèle standard est fourni avec le logiciel, qui apporte la version {version} ; il ne peut être ni remplacé par un fichier ni oublié.",
    en: "The standard model comes with the software, which brings version {version}; it can neither be replaced by a file nor forgotten.",
  },
  "metadata.format-unknown": {
    status: 422,
    fr: "Le format {found} n’est pas connu de cette version de Dossier, qui lit les formats 1 à {newest}. Mettez Dossier à jour, ou corrigez « format ».",
    en: "Format {found} is not known to this version of Dossier, which reads formats 1 to {newest}. Update Dossier, or correct “format”.",
  },
} satisfies CodeTable;
