import type { CodeTable } from "../refusal.ts";

/** Refusals of reading and writing records. */
export const recordCodes = {
  "record.not-found": {
    status: 404,
    fr: "Cette fiche n’existe pas, ou vous n’y avez pas accès.",
    en: "This record does not exist, or you have no access to it.",
  },
  "record.type-unknown": {
    status: 404,
    fr: "Il n’existe pas de type « {type} ».{suggestion}",
    en: "There is no type “{type}”.{suggestion}",
  },
  "record.type-abstract": {
    status: 422,
    fr: "« {type} » ne se crée pas tel quel : choisissez l’un de ses sous-types ({subtypes}).",
    en: "“{type}” cannot be created as such: choose one of its subtypes ({subtypes}).",
  },
  "record.invalid": {
    status: 422,
    fr: "{count} {count|champ ne convient|champs ne conviennent} pas ; rien n’a été enregistré.",
    en: "{count} {count|field is|fields are} not valid; nothing was saved.",
  },
  "record.stale": {
    status: 412,
    fr: "Cette fiche a été modifiée entre-temps (version {current}, vous aviez {yours}). Rechargez-la, puis refaites votre modification.",
    en: "This record was changed in the meantime (version {current}, you had {yours}). Reload it, then make your change again.",
  },
  "record.reason-needed": {
    status: 422,
    fr: "Indiquez un motif pour {action} « {label} ».",
    en: "Give a reason to {action} “{label}”.",
  },
  "record.archived": {
    status: 409,
    fr: "Cette fiche est archivée et ne se modifie plus. Réactivez-la d’abord.",
    en: "This record is archived and cannot be changed. Reactivate it first.",
  },
  "record.held-as": {
    status: 409,
    fr: "Cette fiche ne peut pas devenir « {to} » : « {type} » y renvoie par « {field} », qui ne l’admet pas.",
    en: "This record cannot become “{to}”: “{type}” refers to it by “{field}”, which does not allow that.",
  },
  "record.held-as-unseen": {
    status: 409,
    fr: "Cette fiche ne peut pas devenir « {to} » : d’autres fiches y renvoient par un lien qui ne l’admet pas.",
    en: "This record cannot become “{to}”: other records refer to it by a link that does not allow that.",
  },
  "record.in-use": {
    status: 409,
    fr: "Cette fiche ne peut pas être supprimée : elle est utilisée par {users}. Retirez d’abord ces liens.",
    en: "This record cannot be deleted: it is used by {users}. Remove these links first.",
  },
  "record.required": {
    status: 422,
    fr: "« {label} » est obligatoire.",
    en: "“{label}” is required.",
  },
  "record.unknown-field": {
    status: 422,
    fr: "Le champ « {name} » n’existe pas.{suggestion}",
    en: "There is no field “{name}”.{suggestion}",
  },
  "record.read-only": {
    status: 422,
    fr: "« {label} » ne se remplit pas à la main ; le système s’en charge.",
    en: "“{label}” is not filled in by hand; the system does it.",
  },
  "record.wrong-type": {
    status: 422,
    fr: "« {label} » attend {expected}.",
    en: "“{label}” expects {expected}.",
  },
  "record.wrong-format": {
    status: 422,
    fr: "« {label} » n’a pas la forme attendue ({expected}).",
    en: "“{label}” does not have the expected form ({expected}).",
  },
  "record.too-long": {
    status: 422,
    fr: "« {label} » dépasse {limit} caractères.",
    en: "“{label}” is longer than {limit} characters.",
  },
  "record.too-short": {
    status: 422,
    fr: "« {label} » demande au moins {limit} caractères.",
    en: "“{label}” needs at least {limit} characters.",
  },
  "record.too-small": {
    status: 422,
    fr: "« {label} » doit valoir au moins {limit}.",
    en: "“{label}” must be at least {limit}.",
  },
  "record.not-offered": {
    status: 422,
    fr: "« {label} » : « {option} » n’est pas possible tant que sa condition n’est pas remplie.",
    en: "“{label}”: “{option}” is not possible until its condition is met.",
  },
  "record.not-choosable": {
    status: 422,
    fr: "« {label} » : cette fiche n’existe pas ou ne peut être choisie ici.",
    en: "“{label}”: this record does not exist or cannot be chosen here.",
  },
  "record.out-of-order": {
    status: 422,
    fr: "« {label} » : indiquez au moins un jour, et une fin qui ne précède pas le début.",
    en: "“{label}”: give at least one day, and an end that does not come before the beginning.",
  },
  "record.too-large": {
    status: 422,
    fr: "« {label} » ne peut dépasser {limit}.",
    en: "“{label}” cannot exceed {limit}.",
  },
  "record.too-many": {
    status: 422,
    fr: "« {label} » prend au plus {limit} valeurs.",
    en: "“{label}” takes at most {limit} values.",
  },
  "record.too-precise": {
    status: 422,
    fr: "« {label} » prend au plus {limit} décimales.",
    en: "“{label}” takes at most {limit} decimals.",
  },
  "record.repeated": {
    status: 422,
    fr: "« {label} » contient deux fois la même valeur.",
    en: "“{label}” holds the same value twice.",
  },
  "record.not-an-option": {
    status: 422,
    fr: "« {label} » ne connaît pas cette valeur. Valeurs possibles : {options}.",
    en: "“{label}” does not know this value. Possible values: {options}.",
  },
  "record.out-of-range": {
    status: 422,
    fr: "Une valeur est trop grande ou trop précise pour être enregistrée.",
    en: "A value is too large or too precise to be stored.",
  },
  "record.too-wide": {
    status: 422,
    fr: "La fiche remplit plus de champs à la fois que PostgreSQL n’en garde (environ 8 Ko de valeurs courtes). Laissez-en vides, ou répartissez-les sur une liste liée.",
    en: "The record fills more fields at once than PostgreSQL keeps (about 8 kB of short values). Leave some empty, or spread them over a related list.",
  },
  "record.tree-circle": {
    status: 422,
    fr: "« {label} » : cette fiche se trouverait au-dessous d’elle-même.",
    en: "“{label}”: this record would lie below itself.",
  },
  "record.reference-missing": {
    status: 422,
    fr: "« {label} » désigne une fiche qui n’existe pas, est à la corbeille ou ne vous est pas visible.",
    en: "“{label}” names a record that does not exist, is in the trash or is not visible to you.",
  },
  "record.taken": {
    status: 409,
    fr: "Une autre fiche porte déjà cette valeur ; rien n’a été enregistré.",
    en: "Another record already has this value; nothing was saved.",
  },
  "record.not-unique": {
    status: 409,
    fr: "Une autre fiche porte déjà cette valeur dans « {label} ».",
    en: "Another record already has this value in “{label}”.",
  },
  "record.not-an-object": {
    status: 422,
    fr: "Une fiche s’envoie comme un objet JSON : des noms de champs et leurs valeurs.",
    en: "A record is sent as a JSON object: field names and their values.",
  },
  "record.wrong-key": {
    status: 422,
    fr: "La clé d’une fiche est un UUID tel que 019a8b6c-1f2e-7c3d-8a4b-5c6d7e8f9a0b.",
    en: "The key of a record is a UUID such as 019a8b6c-1f2e-7c3d-8a4b-5c6d7e8f9a0b.",
  },
  "record.twice": {
    status: 422,
    fr: "Cette fiche figure deux fois dans le même appel. Réunissez ses modifications.",
    en: "This record occurs twice in the same call. Put its changes together.",
  },
  "record.wrong-version": {
    status: 422,
    fr: "La version d’une fiche est un nombre entier.",
    en: "The version of a record is a whole number.",
  },
  "record.rule": { status: 422, fr: "{refuse}", en: "{refuse}" },
  "record.rule-unseen": {
    status: 422,
    fr: "Une règle refuse ces valeurs à cause d’indications qui ne vous sont pas montrées.",
    en: "A rule refuses these values because of details that are not shown to you.",
  },
  "record.too-many-items": {
    status: 422,
    fr: "Un appel prend au plus {limit} fiches ; celui-ci en contient {count}. Répartissez-les sur plusieurs appels.",
    en: "One call takes at most {limit} records; this one has {count}. Spread them over several calls.",
  },
  "record.batch-refused": {
    status: 422,
    fr: "{count} {count|fiche est refusée|fiches sont refusées} ; rien n’a été enregistré.",
    en: "{count} {count|record is|records are} refused; nothing was saved.",
  },
  "record.busy": {
    status: 503,
    fr: "Cette fiche est modifiée par trop de personnes à la fois. Réessayez dans un instant.",
    en: "This record is being changed by too many at once. Try again in a moment.",
  },
  "record.list-too-long": {
    status: 422,
    fr: "« {label} » compte plus de {limit} lignes : la liste ne peut pas être envoyée en entier. Créez, modifiez ou supprimez ses fiches une à une.",
    en: "“{label}” has more than {limit} lines: the list cannot be sent as a whole. Create, change or delete its records one by one.",
  },
  "query.select": {
    status: 400,
    fr: "La sélection ne se lit pas à la position {position} : {reason}",
    en: "The selection cannot be read at position {position}: {reason}",
  },
  "query.unknown-path": {
    status: 400,
    fr: "« {name} » n’existe pas dans « {type} ».{suggestion}",
    en: "“{name}” does not exist in “{type}”.{suggestion}",
  },
  "query.not-sortable": {
    status: 400,
    fr: "On ne peut pas trier par « {name} ».",
    en: "Sorting by “{name}” is not possible.",
  },
  "query.not-searchable": {
    status: 400,
    fr: "Aucun champ de « {type} » ne se prête à la recherche.",
    en: "No field of “{type}” can be searched.",
  },
  "query.not-groupable": {
    status: 400,
    fr: "On ne peut pas grouper par « {name} ».",
    en: "Grouping by “{name}” is not possible.",
  },
  "query.not-a-measure": {
    status: 400,
    fr: "« {measure} » n’est pas une mesure : {reason}",
    en: "“{measure}” is not a measure: {reason}",
  },
  "query.not-in-the-past": {
    status: 400,
    fr: "Les chiffres ne se calculent que sur l’état d’aujourd’hui : retirez asOf, ou lisez la liste à cet instant.",
    en: "Figures are worked out for today only: leave out asOf, or read the list at that instant.",
  },
  "query.cursor": {
    status: 400,
    fr: "Ce curseur de page ne correspond pas à cette liste. Reprenez depuis la première page.",
    en: "This page cursor does not belong to this list. Start again from the first page.",
  },
  "query.too-large": {
    status: 400,
    fr: "La demande est trop grande : {reason}",
    en: "The request is too large: {reason}",
  },
  "query.too-slow": {
    status: 503,
    fr: "La recherche a duré trop longtemps et a été arrêtée. Ajoutez un filtre, ou demandez un index à l’administrateur.",
    en: "The search took too long and was stopped. Add a filter, or ask the administrator for an index.",
  },
  "query.unfinished": {
    status: 409,
    fr: "La première demande avec cette clé d’idempotence n’est pas terminée, ou a été interrompue. Vérifiez avant de la refaire avec une autre clé.",
    en: "The first call with this idempotency key has not ended, or was cut off. Look before you repeat it with another key.",
  },
  "query.idempotency": {
    status: 422,
    fr: "Cette clé d’idempotence a déjà servi pour une autre demande.",
    en: "This idempotency key was already used for another request.",
  },
} satisfies CodeTable;
