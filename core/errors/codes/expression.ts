import type { CodeTable } from "../refusal.ts";

/** Refusals of the expression language. Positions count from 1. */
export const expressionCodes = {
  "expression.syntax": {
    status: 400,
    fr: "L’expression ne se lit pas à la position {position}, près de « {near} ».",
    en: "The expression cannot be read at position {position}, near “{near}”.",
  },
  "expression.ends-early": {
    status: 400,
    fr: "L’expression s’arrête à la position {position} alors qu’il manque une suite. Complétez-la.",
    en: "The expression stops at position {position} although something must follow. Complete it.",
  },
  "expression.text-open": {
    status: 400,
    fr: "Le texte ouvert à la position {position} n’est pas fermé. Ajoutez le guillemet final.",
    en: "The text opened at position {position} is not closed. Add the final quotation mark.",
  },
  "expression.text": {
    status: 400,
    fr: "Le texte à la position {position} contient un caractère qu’aucune fiche ne peut contenir.",
    en: "The text at position {position} has a character that no record can hold.",
  },
  "expression.too-long": {
    status: 400,
    fr: "L’expression dépasse {limit} caractères. Raccourcissez-la.",
    en: "The expression is longer than {limit} characters. Shorten it.",
  },
  "expression.too-deep": {
    status: 400,
    fr: "L’expression est trop grande ou imbriquée sur plus de {limit} niveaux. Simplifiez-la.",
    en: "The expression is too big or nested more than {limit} levels deep. Simplify it.",
  },
  "expression.unsupported": {
    status: 400,
    fr: "« {near} », à la position {position}, fait partie de CEL mais Dossier ne l’emploie pas.",
    en: "“{near}” at position {position} is part of CEL but Dossier does not use it.",
  },
  "expression.invalid": {
    status: 400,
    fr: "L’expression contient {count} erreur(s).",
    en: "The expression has {count} error(s).",
  },
} satisfies CodeTable;
