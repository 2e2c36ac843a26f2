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
  "field-moved": {
    fr: "Champ « {field} » : passe de « {from} » à « {type} » avec ses valeurs",
    en: "Field “{field}”: moves from “{from}” to “{type}” with its values",
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
  person: { fr: "données de personnes", en: "data of people" },
  keep: { fr: "raisons de garder les données", en: "reasons to keep data" },
  capabilities: { fr: "capacités", en: "capabilities" },
  asksReason: { fr: "motif demandé", en: "reason asked for" },
  traceReads: { fr: "lectures tracées", en: "traced reading" },
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
  onDelete: { fr: "suppression de la fiche liée", en: "deletion of the linked record" },
  reverse: { fr: "liste de retour", en: "list on the other side" },
  tree: { fr: "arbre", en: "tree" },
  where: { fr: "condition", en: "condition" },
  through: { fr: "type de lien", en: "link type" },
  by: { fr: "champ de retour", en: "referring field" },
  other: { fr: "autre lien", en: "other link" },
  position: { fr: "ordre", en: "order" },
  of: { fr: "liste", en: "list" },
  accept: { fr: "genres de fichier", en: "kinds of file" },
  maxSize: { fr: "taille maximale", en: "largest size" },
  per: { fr: "comptage des numéros", en: "counting of numbers" },
  gapless: { fr: "numéros sans trou", en: "numbers without gaps" },
  expression: { fr: "formule", en: "formula" },
  stored: { fr: "valeur gardée", en: "kept value" },
  as: { fr: "type du résultat", en: "type of the result" },
  function: { fr: "calcul", en: "figure" },
  path: { fr: "chemin", en: "path" },
  name: { fr: "nom", en: "name" },
  type: { fr: "type", en: "type" },
  visible: { fr: "affichage", en: "shown when" },
  defaultExpression: { fr: "valeur par défaut calculée", en: "worked out default value" },
  sensitive: { fr: "donnée personnelle", en: "personal data" },
  secondFactor: { fr: "second facteur", en: "second factor" },
  limits: { fr: "limites", en: "limits" },
  formerly: { fr: "ancien nom", en: "former name" },
  filledFrom: { fr: "remplissage", en: "filled from" },
  languages: { fr: "langues", en: "languages" },
  country: { fr: "pays", en: "country" },
  timeZone: { fr: "fuseau horaire", en: "time zone" },
  modules: { fr: "menu", en: "menu" },
  standard: { fr: "modèle standard", en: "standard model" },
  home: { fr: "accueil", en: "home" },
  plugins: { fr: "extensions", en: "plugins" },
  extends: { fr: "type parent", en: "parent type" },
  fields: { fr: "champs", en: "fields" },
  head: { fr: "en-tête", en: "head" },
  sections: { fr: "sections", en: "sections" },
  filter: { fr: "filtre", en: "filter" },
  sort: { fr: "tri", en: "sorting" },
  order: { fr: "rang", en: "order" },
  shape: { fr: "présentation", en: "shape" },
  columns: { fr: "colonnes", en: "columns" },
  group: { fr: "regroupement", en: "grouping" },
  card: { fr: "carte", en: "card" },
  sum: { fr: "somme", en: "sum" },
  language: { fr: "langue", en: "language" },
  channel: { fr: "canal", en: "channel" },
  subject: { fr: "objet", en: "subject" },
  body: { fr: "texte", en: "text" },
  tiles: { fr: "tuiles", en: "tiles" },
  administrator: { fr: "droits d’administrateur", en: "administrator’s rights" },
  types: { fr: "droits", en: "rights" },
  import: { fr: "import", en: "import" },
  export: { fr: "export", en: "export" },
  merge: { fr: "publipostage", en: "mail merge" },
  encoding: { fr: "encodage", en: "encoding" },
  delimiter: { fr: "séparateur", en: "separator" },
  key: { fr: "clé de reconnaissance", en: "recognising key" },
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
