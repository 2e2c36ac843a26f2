import type { WordTable } from "./words.ts";

/** The filter bar. */
export const filterWords = {
  "filter.add": { fr: "Filtre", en: "Filter" },
  "filter.field": { fr: "Chercher un champ", en: "Search a field" },
  "filter.condition": { fr: "Condition", en: "Condition" },
  "filter.value": { fr: "Valeur", en: "Value" },
  "filter.apply": { fr: "Appliquer", en: "Apply" },
  "filter.remove": { fr: "Enlever le filtre {label}", en: "Remove the filter {label}" },
  "filter.edit": { fr: "Modifier le filtre {label}", en: "Edit the filter {label}" },
  "filter.text": { fr: "Texte", en: "Text" },
  "filter.as-text": { fr: "Écrire en CEL", en: "Write as CEL" },
  "filter.expression": { fr: "Condition CEL", en: "CEL condition" },
  "filter.invalid": { fr: "Ce filtre ne convient pas : {reason}", en: "This filter is not valid: {reason}" },
  "filter.from": { fr: "De", en: "From" },
  "filter.to": { fr: "À", en: "To" },
} satisfies WordTable;
