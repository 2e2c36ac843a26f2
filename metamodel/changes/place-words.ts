import type { Words } from "../../core/language/index.ts";
import { kinds, type MetadataDocument } from "../kinds/index.ts";
import type { Model } from "../model.ts";
import { byIdentity, isObject, own } from "./identity.ts";
import { walkPath } from "./walk.ts";
import { aspectsInWords, bothWords, kindWords } from "./words.ts";

/** What the things of a list are called one by one. */
const things: Readonly<Record<string, Words>> = {
  fields: { fr: "champ", en: "field" },
  options: { fr: "option", en: "option" },
  columns: { fr: "colonne", en: "column" },
  tiles: { fr: "tuile", en: "tile" },
  sections: { fr: "section", en: "section" },
  rules: { fr: "règle", en: "rule" },
  keep: { fr: "raison de garder les données", en: "reason to keep data" },
  modules: { fr: "module", en: "module" },
  types: { fr: "type", en: "type" },
};

const languages: Readonly<Record<string, Words>> = {
  fr: { fr: "en français", en: "in French" },
  en: { fr: "en anglais", en: "in English" },
  de: { fr: "en allemand", en: "in German" },
};

/**
 * A path of a document as people say it: “type “Contract” › field “Fee” › label › in French”. Labels are looked up
 * in the first of the given states that has the place.
 */
export function placeInDocument(path: string, states: readonly unknown[]): Words {
  const [first] = states.filter(isObject);
  const kind = Object.keys(kinds).find((each): each is keyof typeof kinds => each === first?.kind);
  const parts = [quoted(kind ? kindWords[kind] : { fr: "", en: "" }, labelOf(first))];
  let here = states;
  let list = "";
  for (const step of path === "" ? [] : path.split(".")) {
    const inList = here.some(Array.isArray);
    here = here.map((state) => inside(state, step));
    if (inList) parts.push(quoted(things[list] ?? { fr: "", en: "" }, labelOf(here.find(isObject), step)));
    else if (!(things[step] && here.some(Array.isArray)))
      parts.push(languages[step] ?? aspectsInWords([step]));
    list = step;
  }
  return { fr: parts.map(({ fr }) => fr).join(" › "), en: parts.map(({ en }) => en).join(" › ") };
}

function inside(state: unknown, step: string): unknown {
  if (Array.isArray(state)) return byIdentity(state)?.get(step);
  return isObject(state) ? own(state, step) : undefined;
}

function labelOf(thing: unknown, name = ""): Words {
  if (!isObject(thing)) return { fr: name, en: name };
  const label = own(thing, "label");
  const said = Object.entries(isObject(label) ? label : {}).filter(([, text]) => typeof text === "string");
  const known = String(own(thing, "name") ?? own(thing, "value") ?? name);
  return bothWords(Object.fromEntries(said), known);
}

function quoted(kind: Words, label: Words): Words {
  return { fr: `${kind.fr} « ${label.fr} »`.trim(), en: `${kind.en} “${label.en}”`.trim() };
}

/** What the parts of documents are called where a place in one is told. */
const parts: Readonly<Record<string, Words>> = {
  columns: { fr: "colonnes", en: "columns" },
  sort: { fr: "tri", en: "sorting" },
  filter: { fr: "filtre", en: "filter" },
  group: { fr: "regroupement", en: "grouping" },
  series: { fr: "séries", en: "series" },
  card: { fr: "carte", en: "card" },
  sum: { fr: "somme", en: "sum" },
  head: { fr: "en-tête", en: "head" },
  measure: { fr: "mesure", en: "measure" },
  measures: { fr: "mesures", en: "measures" },
  types: { fr: "droits", en: "rights" },
  see: { fr: "voir", en: "see" },
  create: { fr: "créer", en: "create" },
  change: { fr: "modifier", en: "change" },
  delete: { fr: "supprimer", en: "delete" },
  restore: { fr: "restaurer", en: "restore" },
  archive: { fr: "archiver", en: "archive" },
  history: { fr: "historique", en: "history" },
  export: { fr: "exporter", en: "export" },
  merge: { fr: "publiposter", en: "merge" },
  import: { fr: "importer", en: "import" },
  actions: { fr: "actions", en: "actions" },
  deny: { fr: "interdire", en: "deny" },
  write: { fr: "écrire", en: "write" },
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

/** A place of a document as people would say it: `champ « Marge » › formule`. Fields and types by their labels. */
export function placeWords(
  model: Model,
  document: MetadataDocument,
  place: readonly (string | number)[],
): Words {
  const inLanguage = (language: keyof Words) => {
    let here: unknown = document;
    let type = typeOf(document);
    const said: string[] = [];
    for (const [index, step] of place.entries()) {
      here = typeof here === "object" && here !== null ? Reflect.get(here, step) : undefined;
      // A form says how a field is laid out beside its name, which is the field.
      if (step === "name") continue;
      const seen: Seen = { model, type, language };
      const isOneOf = typeof place[index + 1] === "number";
      if (typeof step === "number") said.push(`${said.pop() ?? ""} ${nameOf(here, step, seen)}`.trim());
      else if (document.kind === "role" && place[index - 1] === "types") {
        type = step;
        said.push(quote(typeLabel(seen, step), language));
      } else if (document.kind === "role" && place[index - 1] === "fields")
        said.push(`${things.fields?.[language]} ${quote(fieldLabels({ ...seen, type }, step), language)}`);
      else said.push(((isOneOf ? things[step] : undefined) ?? wordOf(step))[language]);
      if (place[index - 1] === "tiles" && isObject(here)) type = String(own(here, "type"));
    }
    return said.join(" › ");
  };
  return { fr: inLanguage("fr"), en: inLanguage("en") };
}

interface Seen {
  readonly model: Model;
  /** The type whose fields the texts of the document name. */
  readonly type: string;
  readonly language: keyof Words;
}

function typeOf(document: MetadataDocument): string {
  if (document.kind === "type") return document.name;
  return "type" in document ? document.type : "";
}

function wordOf(step: string): Words {
  return parts[step] ?? things[step] ?? languages[step] ?? aspectsInWords([step]);
}

/** What stands at a position of a list: by its label or name, else by its number. */
function nameOf(here: unknown, position: number, seen: Seen): string {
  const text = typeof here === "string" ? fieldLabels(seen, here) : namedBy(here, seen);
  return text === "" ? String(position + 1) : quote(text, seen.language);
}

function quote(text: string, language: keyof Words): string {
  return language === "fr" ? `« ${text} »` : `“${text}”`;
}

function namedBy(here: unknown, seen: Seen): string {
  if (!isObject(here)) return "";
  const label = own(here, "label");
  if (isObject(label)) return bothWords(label, "")[seen.language];
  const name = own(here, "name");
  if (typeof name === "string") return fieldLabels(seen, name);
  return [own(here, "column"), own(here, "value")].find((text) => typeof text === "string") ?? "";
}

/** A path of fields by their labels, `Client › Nom`; a type by its own; what is neither stays as it is written. */
function fieldLabels({ model, type, language }: Seen, path: string): string {
  const named = walkPath(model, type, path.replace(/^-/, ""));
  const labels = named.map(({ declaredIn, field }) => {
    const label = model.types.get(declaredIn)?.fields.get(field)?.label;
    return bothWords(label, field)[language];
  });
  return labels.length > 0 ? labels.join(" › ") : typeLabel({ model, language }, path);
}

function typeLabel({ model, language }: Pick<Seen, "model" | "language">, name: string): string {
  return bothWords(model.types.get(name)?.label, name)[language];
}
