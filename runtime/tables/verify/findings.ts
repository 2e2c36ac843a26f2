import { filled, type Words } from "../../../core/language/index.ts";

/** What may differ between a database and its documents. */
const findingWords = {
  "table-missing": {
    fr: "La table {table} manque.",
    en: "The table {table} is missing.",
  },
  "field-unsettled": {
    fr: "Le champ {field} n’a pas la colonne qu’il lui faut ; un démarrage la crée.",
    en: "The field {field} has not the column it needs; a start makes it.",
  },
  "column-missing": {
    fr: "La colonne {column} manque dans {table} ; elle garde {field}.",
    en: "The column {column} is missing in {table}; it keeps {field}.",
  },
  "column-type": {
    fr: "La colonne {column} de {table} est du type {found} au lieu de {wanted}.",
    en: "The column {column} of {table} is of the type {found} instead of {wanted}.",
  },
  "column-unknown": {
    fr: "La colonne {column} de {table} n’appartient à aucun champ, même retiré.",
    en: "The column {column} of {table} belongs to no field, not even a removed one.",
  },
  "trigger-missing": {
    fr: "Le déclencheur {trigger} de {table} manque ou est désactivé.",
    en: "The trigger {trigger} of {table} is missing or switched off.",
  },
  "journal-blind": {
    fr: "Le journal des mutations ne regarde pas la colonne {column} de {table}.",
    en: "The mutation journal does not look at the column {column} of {table}.",
  },
  "index-missing": {
    fr: "L’index {index} de {table} manque ou n’est pas valable.",
    en: "The index {index} of {table} is missing or not valid.",
  },
  "key-unchecked": {
    fr: "La clé étrangère {key} de {table} n’a pas été contrôlée sur les anciennes fiches.",
    en: "The foreign key {key} of {table} was not checked on old records.",
  },
  "value-wrong": {
    fr: "{field} : {count} {count|valeur gardée|valeurs gardées} sur {looked} {count|n’est|ne sont} pas ce que la formule donne, par exemple {samples}.",
    en: "{field}: {count} {count|kept value|kept values} of {looked} {count|is|are} not what the formula gives, for example {samples}.",
  },
  "number-behind": {
    fr: "{field} : le compteur {counter} est à {at}, alors que le numéro {highest} existe déjà.",
    en: "{field}: the counter {counter} stands at {at}, yet the number {highest} exists already.",
  },
  "number-gap": {
    fr: "{field} : {count} {count|numéro manque|numéros manquent} jusqu’à {highest} dans une suite qui doit être sans trou.",
    en: "{field}: {count} {count|number is|numbers are} missing up to {highest} in a series that is to have no gap.",
  },
  "seal-broken": {
    fr: "Le sceau {no} du journal ne suit pas celui d’avant : un sceau a été changé ou retiré.",
    en: "The seal {no} of the journal does not follow the one before it: a seal was changed or removed.",
  },
  "seal-missing": {
    fr: "Le journal a été scellé jusqu’au sceau {no}, qui n’est plus là.",
    en: "The journal was sealed up to the seal {no}, which is no longer there.",
  },
  "seal-other-chain": {
    fr: "Aucun sceau n’a l’empreinte {hash} : ce journal n’est pas celui dont elle a été notée.",
    en: "No seal has the hash {hash}: this journal is not the one it was noted from.",
  },
  "journal-changed": {
    fr: "Une ligne scellée de {table}, de {from} à {to}, a été changée.",
    en: "A sealed row of {table}, from {from} to {to}, was changed.",
  },
  "journal-removed": {
    fr: "Lignes scellées de {table} retirées, de {from} à {to} : {count}.",
    en: "Sealed rows of {table} removed, from {from} to {to}: {count}.",
  },
  "journal-inserted": {
    fr: "Lignes glissées parmi les lignes scellées de {table}, de {from} à {to} : {count}.",
    en: "Rows put among the sealed rows of {table}, from {from} to {to}: {count}.",
  },
  "journal-backdated": {
    fr: "Lignes de {table}, de {from} à {to}, datées d’avant le sceau qui les précède : {count}.",
    en: "Rows of {table}, from {from} to {to}, dated before the seal that precedes them: {count}.",
  },
  "journal-erased": {
    fr: "Lignes de {table} dont les valeurs sont effacées sans qu’aucun effacement le dise : {count}, par exemple {samples}.",
    en: "Rows of {table} whose values are erased though no erasure tells it: {count}, for example {samples}.",
  },
} satisfies Record<string, Words>;

export interface Finding {
  readonly finding: keyof typeof findingWords;
  readonly values: Readonly<Record<string, string | number>>;
  readonly words: Words;
}

export function found(finding: Finding["finding"], values: Finding["values"]): Finding {
  const texts = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
  const { fr, en } = findingWords[finding];
  return { finding, values, words: filled({ fr, en }, texts) };
}
