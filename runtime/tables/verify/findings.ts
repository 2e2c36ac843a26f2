import { fill, type Words } from "../../../core/language/index.ts";

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
    fr: "{field} : {count} valeur(s) gardée(s) sur {looked} ne sont pas ce que la formule donne, par exemple {samples}.",
    en: "{field}: {count} kept value(s) of {looked} are not what the formula gives, for example {samples}.",
  },
  "number-behind": {
    fr: "{field} : le compteur {counter} est à {at}, alors que le numéro {highest} existe déjà.",
    en: "{field}: the counter {counter} stands at {at}, yet the number {highest} exists already.",
  },
  "number-gap": {
    fr: "{field} : {count} numéro(s) manquent jusqu’à {highest} dans une suite qui doit être sans trou.",
    en: "{field}: {count} number(s) are missing up to {highest} in a series that is to have no gap.",
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
  return { finding, values, words: { fr: fill(fr, texts), en: fill(en, texts) } };
}
