import type { CodeTable } from "../refusal.ts";

/** What the check finds wrong in metadata documents, and what to do. The fault's path says where. */
export const metadataCheckCodes = {
  "metadata.kind-unknown": {
    status: 422,
    fr: "Le genre de document « {kind} » n’existe pas ; il y a {kinds}.{suggestion}",
    en: "There is no kind of document “{kind}”; there are {kinds}.{suggestion}",
  },
  "metadata.missing": {
    status: 422,
    fr: "« {key} » manque. Ajoutez-le.",
    en: "“{key}” is missing. Add it.",
  },
  "metadata.unknown-key": {
    status: 422,
    fr: "« {key} » n’est pas une propriété connue ici.{suggestion}",
    en: "“{key}” is not a known property here.{suggestion}",
  },
  "metadata.duplicate": {
    status: 422,
    fr: "« {name} » est déclaré deux fois. Renommez ou supprimez l’un des deux.",
    en: "“{name}” is declared twice. Rename or remove one of them.",
  },
  "metadata.several-apps": {
    status: 422,
    fr: "Il y a plus d’un document app. Gardez-en un seul.",
    en: "There is more than one app document. Keep only one.",
  },
  "metadata.type-unknown": {
    status: 422,
    fr: "Le type « {name} » n’existe pas.{suggestion}",
    en: "There is no type “{name}”.{suggestion}",
  },
  "metadata.field-type-unknown": {
    status: 422,
    fr: "« {name} » n’est pas un type de champ.{suggestion}",
    en: "“{name}” is not a field type.{suggestion}",
  },
  "metadata.field-unknown": {
    status: 422,
    fr: "« {type} » n’a pas de champ « {name} ».{suggestion}",
    en: "“{type}” has no field “{name}”.{suggestion}",
  },
  "metadata.dashboard-unknown": {
    status: 422,
    fr: "Le tableau de bord « {name} » n’existe pas.{suggestion}",
    en: "There is no dashboard “{name}”.{suggestion}",
  },
  "metadata.module-unknown": {
    status: 422,
    fr: "Le module « {name} » n’existe pas.{suggestion}",
    en: "There is no module “{name}”.{suggestion}",
  },
  "metadata.module-target": {
    status: 422,
    fr: "Le module « {name} » doit ouvrir soit un type, soit un tableau de bord. Indiquez l’un des deux.",
    en: "The module “{name}” must open either a type or a dashboard. Say one of them.",
  },
  "metadata.action-unknown": {
    status: 422,
    fr: "Aucune capacité de « {type} » ne connaît l’action « {name} ».{suggestion}",
    en: "No capability of “{type}” has an action “{name}”.{suggestion}",
  },
  "metadata.capability-unknown": {
    status: 422,
    fr: "La capacité « {name} » n’existe pas.{suggestion}",
    en: "There is no capability “{name}”.{suggestion}",
  },
  "metadata.standard-unknown": {
    status: 422,
    fr: "Le modèle standard n’a pas de type « {name} ».{suggestion}",
    en: "The standard model has no type “{name}”.{suggestion}",
  },
  "metadata.reserved": {
    status: 422,
    fr: "« {name} » est un nom réservé. Choisissez-en un autre, par exemple « {other} ».",
    en: "“{name}” is a reserved name. Choose another one, for example “{other}”.",
  },
  "metadata.cycle": {
    status: 422,
    fr: "Le type s’étend lui-même : {chain}. Rompez cette boucle.",
    en: "The type extends itself: {chain}. Break this loop.",
  },
  "metadata.lineage-too-long": {
    status: 422,
    fr: "Ce type est à plus de {limit} niveaux de son type de base. Rattachez-le plus haut.",
    en: "This type stands more than {limit} levels below its base type. Let it extend one that is higher up.",
  },
  "metadata.inherited": {
    status: 422,
    fr: "« {name} » vient déjà de « {from} ». Renommez ce champ ou retirez-le.",
    en: "“{name}” already comes from “{from}”. Rename this field or remove it.",
  },
  "metadata.no-position": {
    status: 422,
    fr: "L’ordre d’une liste se garde dans un champ nombre entier ; « {field} » n’en est pas un.",
    en: "The order of a list is kept in a whole-number field; “{field}” is none.",
  },
  "metadata.two-ends": {
    status: 422,
    fr: "Un lien par « {type} » nomme deux champs différents : « by », qui mène ici, et « other », qui mène à l’autre fiche.",
    en: "A list through “{type}” names two different fields: “by”, which leads here, and “other”, which leads to the other record.",
  },
  "metadata.type-within": {
    status: 422,
    fr: "« {type} » fait déjà partie de « {other} ». Gardez-en un seul.",
    en: "“{type}” is part of “{other}” already. Keep only one.",
  },
  "metadata.tree-elsewhere": {
    status: 422,
    fr: "Un arbre demande un lien vers « {type} » ou son type de base, et ce lien n’y mène pas. Retirez « tree ».",
    en: "A tree needs a reference to “{type}” or its base type, and this one leads elsewhere. Take out “tree”.",
  },
  "metadata.two-trees": {
    status: 422,
    fr: "« {type} » se range déjà sous « {field} » : un type n’a qu’un arbre.",
    en: "“{type}” already lies below “{field}”: a type has only one tree.",
  },
  "metadata.reverse-taken": {
    status: 422,
    fr: "« {type} » a déjà un champ {name}. Donnez un autre nom à cette liste.",
    en: "“{type}” already has a field {name}. Give this list another name.",
  },
  "metadata.too-many-fields": {
    status: 422,
    fr: "« {type} » et ses sous-types ont {count} champs ; une table en contient {limit} au plus. Répartissez-les sur plusieurs types.",
    en: "“{type}” and its subtypes have {count} fields; a table holds {limit} at most. Spread them over several types.",
  },
  "metadata.not-back": {
    status: 422,
    fr: "Le champ « {by} » de « {of} » ne renvoie pas à « {type} ». Indiquez un champ de lien vers ce type.",
    en: "The field “{by}” of “{of}” does not point back to “{type}”. Name a reference to this type.",
  },
  "metadata.default-refused": {
    status: 422,
    fr: "La valeur par défaut {value} ne convient pas à ce champ. Corrigez-la ou retirez-la.",
    en: "The default value {value} does not fit this field. Correct or remove it.",
  },
  "metadata.keep-without-person": {
    status: 422,
    fr: 'Les raisons de garder les données ne servent que là où les fiches sont des personnes. Ajoutez "person": true, ou retirez « keep ».',
    en: 'Reasons to keep data mean something only where the records are people. Add "person": true, or remove “keep”.',
  },
  "metadata.no-effect": {
    status: 422,
    fr: "« {property} » n’a pas de sens pour ce champ ({label}). Retirez cette propriété.",
    en: "“{property}” means nothing for this field ({label}). Remove the property.",
  },
  "metadata.too-long-to-index": {
    status: 422,
    fr: "« {property} » demande un texte court : limitez maxLength à {limit}.",
    en: "“{property}” needs a short text: limit maxLength to {limit}.",
  },
  "metadata.never-filled": {
    status: 422,
    fr: "Ce champ est obligatoire mais personne ne peut le remplir. Retirez required ou readOnly, ou donnez une valeur par défaut.",
    en: "This field is required but nobody can fill it. Remove required or readOnly, or give a default.",
  },
  "metadata.formerly-there": {
    status: 422,
    fr: "L’ancien nom « {name} » est encore celui d’un autre champ. Renommez un seul champ à la fois.",
    en: "The former name “{name}” still belongs to another field. Rename one field at a time.",
  },
  "metadata.limits-crossed": {
    status: 422,
    fr: "Le minimum {min} dépasse le maximum {max}. Échangez-les.",
    en: "The minimum {min} is above the maximum {max}. Swap them.",
  },
  "metadata.no-choices": {
    status: 422,
    fr: "« {name} » n’est pas un champ à choix. Indiquez un champ de type select.",
    en: "“{name}” is not a field with choices. Name a select field.",
  },
  "metadata.path": {
    status: 422,
    fr: "« {path} » ne mène nulle part : « {name} » n’est pas un lien vers une autre fiche.",
    en: "“{path}” leads nowhere: “{name}” is not a link to another record.",
  },
  "metadata.not-sortable": {
    status: 422,
    fr: "On ne peut pas trier par « {path} ».",
    en: "Nothing can be sorted by “{path}”.",
  },
  "metadata.not-summable": {
    status: 422,
    fr: "« {function} » ne se calcule pas sur « {name} ».",
    en: "“{function}” cannot be computed over “{name}”.",
  },
  "metadata.not-a-column": {
    status: 422,
    fr: "« {path} » est une liste de fiches et ne peut pas servir ici.",
    en: "“{path}” is a list of records and cannot be used here.",
  },
  "metadata.grain": {
    status: 422,
    fr: "« :{grain} » ne s’emploie que derrière une date, et « {path} » n’en est pas une.",
    en: "“:{grain}” is for dates only, and “{path}” is none.",
  },
  "metadata.share-condition": {
    status: 422,
    fr: 'share demande une condition : share(state == "won").',
    en: 'share needs a condition: share(state == "won").',
  },
  "metadata.time-zone": {
    status: 422,
    fr: "« {name} » n’est pas un fuseau horaire. Indiquez un nom tel que Europe/Zurich.",
    en: "“{name}” is not a time zone. Give a name such as Europe/Zurich.",
  },
  "metadata.computed-result": {
    status: 422,
    fr: "Le résultat de « {label} » ne convient pas au type de champ voulu. Choisissez un autre « as », ou une autre expression.",
    en: "The result of “{label}” does not fit the wanted field type. Choose another “as”, or another expression.",
  },
  "metadata.computed-passing": {
    status: 422,
    fr: "« {label} » dépend du moment ou de l’utilisateur et ne peut donc pas être gardé. Enlevez « stored », ou today(), now() et user.",
    en: "“{label}” depends on the moment or the user and cannot be stored. Take away “stored”, or today(), now() and user.",
  },
  "metadata.computed-tree": {
    status: 422,
    fr: "« {label} » dépend de toute une arborescence et ne peut donc pas être gardé. Enlevez « stored », ou isUnder().",
    en: "“{label}” depends on a whole tree of records and cannot be stored. Take away “stored”, or isUnder().",
  },
  "metadata.computed-record": {
    status: 422,
    fr: "« {label} » mène à une fiche, qui ne peut pas être gardée ainsi. Enlevez « stored », ou menez à l’une de ses valeurs.",
    en: "“{label}” leads to a record, which cannot be stored like this. Take away “stored”, or lead on to one of its values.",
  },
  "metadata.rollup-list": {
    status: 422,
    fr: "« {path} » ne mène à aucune liste de fiches. Un cumul part d’une liste, par exemple entries.duration.",
    en: "“{path}” leads to no list of records. A rollup begins with a list, such as entries.duration.",
  },
  "metadata.default-kind": {
    status: 422,
    fr: "La valeur par défaut calculée ne convient pas au champ « {label} ».",
    en: "The computed default does not fit the field “{label}”.",
  },
  "metadata.default-loop": {
    status: 422,
    fr: "La valeur par défaut de « {label} » ne peut dépendre du champ lui-même.",
    en: "The default of “{label}” cannot depend on the field itself.",
  },
  "metadata.unique-condition": {
    status: 422,
    fr: "La condition d’unicité ne peut lire que les valeurs enregistrées dans la fiche elle-même : ni utilisateur, ni date du jour, ni autre fiche, ni champ calculé.",
    en: "The condition of a unique set can only read values kept in the record itself: no user, no present day, no other record, no computed field.",
  },
  "metadata.rollup-kind": {
    status: 422,
    fr: "« {function} » ne se calcule pas sur des valeurs de ce genre pour « {label} ». Choisissez un autre champ de la liste, ou un autre calcul.",
    en: "“{function}” cannot be made of values of this kind for “{label}”. Choose another field of the list, or another figure.",
  },
  "metadata.rollup-value": {
    status: 422,
    fr: "« {function} » a besoin d’une valeur : indiquez liste.champ pour « {label} ».",
    en: "“{function}” needs a value: say list.field for “{label}”.",
  },
} satisfies CodeTable;
