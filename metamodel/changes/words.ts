import { inWords, type Label, type Words } from "../../core/language/index.ts";
import type { Kind } from "../kinds/index.ts";

/** What a change does, as the price tag and the list of revisions say it. */
export const changeWords = {
  "type-added": { fr: "Ajout du type « {type} »", en: "Add the type “{type}”" },
  "type-removed": {
    fr: "Retrait du type « {type} » ; ses fiches sont gardées",
    en: "Remove the type “{type}”; its records are kept",
  },
  "type-changed": { fr: "Type « {type} » : {aspects}", en: "Type “{type}”: {aspects}" },
  "field-added": { fr: "Ajout du champ « {field} » à « {type} »", en: "Add the field “{field}” to “{type}”" },
  "field-restored": {
    fr: "Retour du champ « {field} » dans « {type} » avec ses valeurs",
    en: "Bring the field “{field}” back to “{type}” with its values",
  },
  "field-removed": {
    fr: "Retrait du champ « {field} » de « {type} » ; ses valeurs sont gardées",
    en: "Remove the field “{field}” from “{type}”; its values are kept",
  },
  "field-renamed": {
    fr: "Champ « {field} » de « {type} » : la clé {from} devient {to}",
    en: "Field “{field}” of “{type}”: the key {from} becomes {to}",
  },
  "field-converted": {
    fr: "Champ « {field} » de « {type} » : {from} devient {to}",
    en: "Field “{field}” of “{type}”: {from} becomes {to}",
  },
  "field-changed": {
    fr: "Champ « {field} » de « {type} » : {aspects}",
    en: "Field “{field}” of “{type}”: {aspects}",
  },
  "document-added": { fr: "Ajout : {kind} « {name} »", en: "Add: {kind} “{name}”" },
  "document-changed": { fr: "Modification : {kind} « {name} »", en: "Change: {kind} “{name}”" },
  "document-removed": { fr: "Retrait : {kind} « {name} »", en: "Remove: {kind} “{name}”" },
} satisfies Record<string, Words>;

export type ChangeName = keyof typeof changeWords;

/** What each kind is called in a sentence. */
export const kindWords: Readonly<Record<Kind, Words>> = {
  app: { fr: "application", en: "app" },
  type: { fr: "type", en: "type" },
  form: { fr: "formulaire", en: "form" },
  view: { fr: "vue", en: "view" },
  template: { fr: "modèle", en: "template" },
  dashboard: { fr: "tableau de bord", en: "dashboard" },
  role: { fr: "rôle", en: "role" },
  mapping: { fr: "correspondance d’import", en: "import mapping" },
};

const aspects: Readonly<Record<string, Words>> = {
  label: { fr: "libellé", en: "label" },
  plural: { fr: "pluriel", en: "plural" },
  help: { fr: "aide", en: "help" },
  icon: { fr: "icône", en: "icon" },
  placeholder: { fr: "exemple grisé", en: "placeholder" },
  required: { fr: "saisie obligatoire", en: "required" },
  default: { fr: "valeur par défaut", en: "default value" },
  unique: { fr: "valeurs uniques", en: "unique values" },
  indexed: { fr: "index", en: "index" },
  searchable: { fr: "recherche", en: "search" },
  readOnly: { fr: "lecture seule", en: "read only" },
  options: { fr: "options", en: "options" },
  pattern: { fr: "format", en: "pattern" },
  title: { fr: "titre des fiches", en: "title of records" },
  state: { fr: "champ d’état", en: "state field" },
  rules: { fr: "règles", en: "rules" },
  capabilities: { fr: "capacités", en: "capabilities" },
  abstract: { fr: "type abstrait", en: "abstract" },
  parent: { fr: "type parent", en: "parent type" },
  to: { fr: "type lié", en: "linked type" },
  currency: { fr: "monnaie", en: "currency" },
  maxLength: { fr: "longueur maximale", en: "maximum length" },
  minLength: { fr: "longueur minimale", en: "minimum length" },
  min: { fr: "minimum", en: "minimum" },
  max: { fr: "maximum", en: "maximum" },
  unit: { fr: "unité", en: "unit" },
  decimals: { fr: "décimales", en: "decimals" },
};

/** Properties in words, joined by commas; one without words of its own stands under its name. */
export function aspectsInWords(names: readonly string[]): Words {
  return {
    fr: names.map((name) => aspects[name]?.fr ?? name).join(", "),
    en: names.map((name) => aspects[name]?.en ?? name).join(", "),
  };
}

/** A label in both languages of the house, the name where nobody labelled. */
export function bothWords(label: Label | undefined, name: string): Words {
  return { fr: inWords(label ?? {}, "fr") || name, en: inWords(label ?? {}, "en") || name };
}
