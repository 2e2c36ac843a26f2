import type { Words } from "../../../core/language/index.ts";

const kindNames: ReadonlyMap<string, Words> = new Map([
  ["string", { fr: "texte", en: "text" }],
  ["int", { fr: "nombre entier", en: "whole number" }],
  ["decimal", { fr: "nombre décimal", en: "decimal number" }],
  ["bool", { fr: "oui ou non", en: "yes or no" }],
  ["date", { fr: "date", en: "day" }],
  ["timestamp", { fr: "instant", en: "instant" }],
  ["duration", { fr: "durée", en: "duration" }],
  ["list<string>", { fr: "liste de choix", en: "list of choices" }],
  ["list<id>", { fr: "liste de fiches", en: "list of records" }],
  ["list", { fr: "liste", en: "list" }],
  ["id", { fr: "identifiant de fiche", en: "record key" }],
  ["composite", { fr: "valeur composée", en: "value of several parts" }],
  ["file", { fr: "fichier", en: "file" }],
  ["record", { fr: "fiche", en: "record" }],
  ["records", { fr: "plusieurs fiches", en: "several records" }],
  ["user", { fr: "utilisateur", en: "user" }],
  ["null", { fr: "vide", en: "nothing" }],
]);

/** What kinds of values are called in a sentence: `texte, nombre entier`. */
export function kindWords(kinds: readonly string[]): Words {
  const words = kinds.map((kind) => kindNames.get(kind) ?? { fr: kind, en: kind });
  return { fr: words.map(({ fr }) => fr).join(", ") || "–", en: words.map(({ en }) => en).join(", ") || "–" };
}
