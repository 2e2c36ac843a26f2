import { inWords, type Label, type Words } from "../../core/language/index.ts";
import type { Kind, MetadataDocument } from "../kinds/index.ts";

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

/** What the parts of documents are called where a place in one is told. */
const parts: Readonly<Record<string, Words>> = {
  fields: { fr: "champ", en: "field" },
  rules: { fr: "règle", en: "rule" },
  sections: { fr: "section", en: "section" },
  columns: { fr: "colonnes", en: "columns" },
  sort: { fr: "tri", en: "sorting" },
  filter: { fr: "filtre", en: "filter" },
  group: { fr: "regroupement", en: "grouping" },
  series: { fr: "séries", en: "series" },
  card: { fr: "carte", en: "card" },
  sum: { fr: "somme", en: "sum" },
  head: { fr: "en-tête", en: "head" },
  tiles: { fr: "case", en: "tile" },
  measure: { fr: "mesure", en: "measure" },
  measures: { fr: "mesures", en: "measures" },
  types: { fr: "droits", en: "rights" },
  see: { fr: "voir", en: "see" },
  create: { fr: "créer", en: "create" },
  change: { fr: "modifier", en: "change" },
  delete: { fr: "supprimer", en: "delete" },
  hidden: { fr: "champs cachés", en: "hidden fields" },
  key: { fr: "clé de reconnaissance", en: "recognising key" },
  match: { fr: "correspondance", en: "matched by" },
  subject: { fr: "objet", en: "subject" },
  body: { fr: "texte", en: "text" },
  language: { fr: "langue", en: "language" },
  expression: { fr: "formule", en: "formula" },
  path: { fr: "chemin", en: "path" },
  of: { fr: "liste calculée", en: "list" },
  where: { fr: "condition", en: "condition" },
  when: { fr: "condition", en: "condition" },
  visible: { fr: "affichage", en: "shown when" },
  defaultExpression: { fr: "valeur par défaut", en: "default value" },
  by: { fr: "champ de retour", en: "referring field" },
  other: { fr: "autre lien", en: "other link" },
  position: { fr: "ordre", en: "order" },
  modules: { fr: "menu", en: "menu" },
  extends: { fr: "type parent", en: "parent type" },
  at: { fr: "champs signalés", en: "fields shown" },
};

/** A place of a document as people would say it: `champ « Marge » › formule`. */
export function placeWords(document: MetadataDocument, place: readonly (string | number)[]): Words {
  const inLanguage = (language: keyof Words) => {
    let here: unknown = document;
    const said: string[] = [];
    for (const step of place) {
      here = typeof here === "object" && here !== null ? Reflect.get(here, step) : undefined;
      // A form says how a field is laid out beside its name, which is the field.
      if (step === "name") continue;
      if (typeof step === "string") said.push(wordOf(step)[language]);
      else said.push(`${said.pop() ?? ""} ${nameOf(here, step, language)}`.trim());
    }
    return said.join(" › ");
  };
  return { fr: inLanguage("fr"), en: inLanguage("en") };
}

function wordOf(step: string): Words {
  return parts[step] ?? aspects[step] ?? { fr: step, en: step };
}

/** What stands at a position of a list: by its label or name, else by its number. */
function nameOf(here: unknown, position: number, language: keyof Words): string {
  const text = typeof here === "string" ? here : labelOf(here, language);
  if (text === "") return String(position + 1);
  return language === "fr" ? `« ${text} »` : `“${text}”`;
}

function labelOf(here: unknown, language: keyof Words): string {
  if (typeof here !== "object" || here === null) return "";
  const label: unknown = Reflect.get(here, "label");
  if (typeof label === "object" && label !== null) return inWords(label, language);
  for (const property of ["name", "column", "value"]) {
    const text: unknown = Reflect.get(here, property);
    if (typeof text === "string") return text;
  }
  return "";
}

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
