import { fill, type Language, languages, type Words } from "../../core/language/index.ts";

/** What an explanation says; `{object}` is a record with its type, or the records of a type. */
const sentences = {
  yes: { fr: "{name} peut {action} {object}.", en: "{name} may {action} {object}." },
  no: { fr: "{name} ne peut pas {action} {object}.", en: "{name} may not {action} {object}." },
  depends: {
    fr: "{name} peut {action} certaines {object}.",
    en: "{name} may {action} some of the {object}.",
  },
  "field-see": { fr: "voir le champ « {field} » de", en: "see the field “{field}” of" },
  "field-write": { fr: "remplir le champ « {field} » de", en: "fill in the field “{field}” of" },
  record: { fr: "« {title} » ({type})", en: "“{title}” ({type})" },
  records: { fr: "fiches « {type} »", en: "records “{type}”" },
  "the-records": { fr: "les fiches « {type} »", en: "records “{type}”" },
  locked: { fr: "Ce compte est désactivé.", en: "This account is disabled." },
  "no-roles": { fr: "Ce compte n’a aucun rôle.", en: "This account has no role." },
  administrator: {
    fr: "Le rôle « {role} » donne tous les droits.",
    en: "The role “{role}” gives every right.",
  },
  "in-trash": { fr: "La fiche est dans la corbeille.", en: "The record is in the trash." },
  "not-in-trash": { fr: "La fiche n’est pas dans la corbeille.", en: "The record is not in the trash." },
  archived: {
    fr: "La fiche est archivée : les listes ne la montrent pas d’elles-mêmes.",
    en: "The record is archived: lists do not show it by themselves.",
  },
  "see-first": {
    fr: "Il faudrait d’abord pouvoir consulter la fiche.",
    en: "The record would have to be seen first.",
  },
  "write-first": {
    fr: "Il faudrait d’abord pouvoir modifier la fiche.",
    en: "The record itself would have to be changed first.",
  },
  allows: { fr: "Le rôle « {role} » le permet.", en: "The role “{role}” allows it." },
  "allows-where": {
    fr: "Le rôle « {role} » le permet où {condition}.",
    en: "The role “{role}” allows it where {condition}.",
  },
  "allows-here": {
    fr: "Le rôle « {role} » le permet où {condition} : c’est le cas.",
    en: "The role “{role}” allows it where {condition}: this is so.",
  },
  "allows-not-here": {
    fr: "Le rôle « {role} » ne le permet qu’où {condition} : ce n’est pas le cas, à cause de {parts}.",
    en: "The role “{role}” allows it only where {condition}: this is not so, because of {parts}.",
  },
  "allows-nothing": {
    fr: "Le rôle « {role} » ne le permet pas.",
    en: "The role “{role}” does not allow it.",
  },
  follows: {
    fr: "Le rôle « {role} » suit la fiche « {owner} » dont celle-ci est une ligne.",
    en: "The role “{role}” follows the record “{owner}” of which this one is a line.",
  },
  "follows-here": {
    fr: "Le rôle « {role} » suit la fiche « {owner} » dont celle-ci est une ligne : elle le permet.",
    en: "The role “{role}” follows the record “{owner}” of which this one is a line: it allows it.",
  },
  "follows-not-here": {
    fr: "Le rôle « {role} » suit la fiche « {owner} » dont celle-ci est une ligne : elle ne le permet pas.",
    en: "The role “{role}” follows the record “{owner}” of which this one is a line: it does not allow it.",
  },
  denies: { fr: "Le rôle « {role} » l’interdit.", en: "The role “{role}” denies it." },
  "denies-where": {
    fr: "Le rôle « {role} » l’interdit où {condition}.",
    en: "The role “{role}” denies it where {condition}.",
  },
  "denies-here": {
    fr: "Le rôle « {role} » l’interdit où {condition} : c’est le cas.",
    en: "The role “{role}” denies it where {condition}: this is so.",
  },
  "denies-not-here": {
    fr: "Le rôle « {role} » l’interdit où {condition} : ce n’est pas le cas.",
    en: "The role “{role}” denies it where {condition}: this is not so.",
  },
  "reserved-where": {
    fr: "La fiche est refusée à chacun, quel que soit son rôle, où {condition}.",
    en: "The record is refused to everybody, whatever his role, where {condition}.",
  },
  "reserved-here": {
    fr: "La fiche est refusée à chacun, quel que soit son rôle, où {condition} : c’est le cas.",
    en: "The record is refused to everybody, whatever his role, where {condition}: this is so.",
  },
  "reserved-not-here": {
    fr: "La fiche est refusée à chacun, quel que soit son rôle, où {condition} : ce n’est pas le cas.",
    en: "The record is refused to everybody, whatever his role, where {condition}: this is not so.",
  },
  "field-hidden": {
    fr: "Le rôle « {role} » cache le champ « {field} ».",
    en: "The role “{role}” hides the field “{field}”.",
  },
  "field-shown": {
    fr: "Le rôle « {role} » montre le champ « {field} ».",
    en: "The role “{role}” shows the field “{field}”.",
  },
  "field-telling": {
    fr: "Le champ « {field} » se calcule à partir d’un champ caché.",
    en: "The field “{field}” is worked out from a hidden field.",
  },
  "field-read": {
    fr: "Le rôle « {role} » laisse seulement lire le champ « {field} ».",
    en: "The role “{role}” lets the field “{field}” only be read.",
  },
  "field-computed": {
    fr: "Le champ « {field} » est calculé : personne ne le remplit.",
    en: "The field “{field}” is worked out: nobody fills it in.",
  },
} as const satisfies Record<string, Words>;

export type Sentence = keyof typeof sentences;

/** A sentence with its values, each in the same language. */
export function said(sentence: Sentence, values: Values = {}): Words {
  return worded(sentences[sentence], values);
}

export type Values = Readonly<Record<string, Words | string | number>>;

/** Words with values in their places, each in the same language. */
export function worded(words: Words, values: Values): Words {
  const inLanguage = (language: Language) => {
    const own = Object.entries(values).map(([name, value]) => [
      name,
      typeof value === "object" ? value[language] : value,
    ]);
    return fill(words[language], Object.fromEntries(own), language);
  };
  return { fr: inLanguage("fr"), en: inLanguage("en") };
}

/** French draws `de` and `les` together where an action that ends in one meets records that begin with the other. */
export function drawnTogether({ fr, en }: Words): Words {
  return { fr: fr.replace(" de les fiches « ", " des fiches « "), en };
}

/** Sentences one after the other. */
export function joined(all: readonly Words[]): Words {
  const inLanguage = (language: Language) => all.map((words) => words[language]).join(" ");
  const [fr, en] = languages.map(inLanguage);
  return { fr: fr ?? "", en: en ?? "" };
}
