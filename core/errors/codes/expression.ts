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
  "expression.unknown-name": {
    status: 400,
    fr: "« {name} », à la position {position}, n’existe pas dans « {type} ».{suggestion}",
    en: "“{name}” at position {position} does not exist in “{type}”.{suggestion}",
  },
  "expression.unknown-type": {
    status: 400,
    fr: "L’expression mène, à la position {position}, au type « {type} », qui n’existe pas.",
    en: "At position {position} the expression leads to the type “{type}”, which does not exist.",
  },
  "expression.unknown-function": {
    status: 400,
    fr: "La fonction « {name} », à la position {position}, n’existe pas ainsi.{suggestion}",
    en: "There is no function “{name}” of this form (position {position}).{suggestion}",
  },
  "expression.not-a-record": {
    status: 400,
    fr: "À la position {position}, « {name} » est demandé à une valeur simple ; seules les références mènent à d’autres champs.",
    en: "At position {position}, “{name}” is asked of a plain value; only references lead to other fields.",
  },
  "expression.many": {
    status: 400,
    fr: "À la position {position}, « {name} » est demandé à plusieurs fiches. Passez par exists, all, filter, map, count, sum, min ou max : lignes.exists(ligne, ligne.montant > 0).",
    en: "At position {position}, “{name}” is asked of several records. Go through exists, all, filter, map, count, sum, min or max: lines.exists(line, line.amount > 0).",
  },
  "expression.loop": {
    status: 400,
    fr: "« {name} », à la position {position}, demande un nom de variable et une expression : lignes.{name}(ligne, ligne.montant).",
    en: "“{name}” at position {position} needs a variable name and an expression: lines.{name}(line, line.amount).",
  },
  "expression.loops": {
    status: 400,
    fr: "À la position {position}, plus de {limit} boucles sont imbriquées. Simplifiez l’expression.",
    en: "At position {position} more than {limit} loops stand inside each other. Simplify the expression.",
  },
  "expression.no-value": {
    status: 400,
    fr: "« {name} », à la position {position}, n’a pas de valeur que l’on puisse employer ici.",
    en: "“{name}” at position {position} has no value that can be used here.",
  },
  "expression.no-plain-value": {
    status: 400,
    fr: "À la position {position} il faut une valeur simple, non « {kind} ».",
    en: "A plain value is needed at position {position}, not “{kind}”.",
  },
  "expression.null": {
    status: 400,
    fr: "null, à la position {position}, ne s’emploie qu’avec == et != ou comme branche d’un choix.",
    en: "null at position {position} only goes with == and != or as a branch of a choice.",
  },
  "expression.null-only-fields": {
    status: 400,
    fr: "À la position {position}, seul un champ peut être comparé à null, non un calcul.",
    en: "At position {position} only a field can be compared with null, not a computation.",
  },
  "expression.operands": {
    status: 400,
    fr: "« {operator} », à la position {position}, ne va pas avec : {kinds}.",
    en: "“{operator}” at position {position} does not go with: {kinds}.",
  },
  "expression.written": {
    status: 400,
    fr: 'À la position {position}, écrivez {kind}("{value}") : un texte ne se compare pas ainsi.',
    en: 'At position {position} write {kind}("{value}"): a text does not compare like that.',
  },
  "expression.arguments": {
    status: 400,
    fr: "« {name} », à la position {position}, prend {count} argument(s).",
    en: "“{name}” at position {position} takes {count} argument(s).",
  },
  "expression.condition": {
    status: 400,
    fr: "À la position {position} il faut une condition, vraie ou fausse, non « {kind} ».",
    en: "A condition, true or false, is needed at position {position}, not “{kind}”.",
  },
  "expression.branches": {
    status: 400,
    fr: "À la position {position}, les valeurs possibles ne sont pas de même nature.",
    en: "At position {position} the possible values are not of the same kind.",
  },
  "expression.result": {
    status: 400,
    fr: "L’expression donne « {found} » alors qu’il faut « {expected} ».",
    en: "The expression gives “{found}” where “{expected}” is needed.",
  },
  "expression.no-tree": {
    status: 422,
    fr: "Position {position} : les fiches « {type} » ne se rangent pas les unes sous les autres. Donnez à ce type un lien vers lui-même avec « tree ».",
    en: "Position {position}: the records “{type}” do not lie below each other. Give that type a reference to itself with “tree”.",
  },
  "expression.not-an-id": {
    status: 400,
    fr: "À la position {position}, une référence se compare à l’identifiant d’une fiche. Pour comparer un texte, nommez un champ de cette fiche.",
    en: "At position {position} a reference compares with the id of a record. To compare a text, name a field of that record.",
  },
  "expression.not-written": {
    status: 400,
    fr: "« {name} », à la position {position}, veut un texte écrit entre guillemets, non un champ ni un calcul.",
    en: "“{name}” at position {position} wants a text written in quotation marks, not a field or a computation.",
  },
  "expression.unreadable": {
    status: 400,
    fr: "« {name} », à la position {position}, ne comprend pas « {value} ».",
    en: "“{name}” at position {position} does not understand “{value}”.",
  },
  "expression.number": {
    status: 400,
    fr: "Le nombre à la position {position} dépasse {limit} chiffres.",
    en: "The number at position {position} has more than {limit} digits.",
  },
  "expression.title-loop": {
    status: 400,
    fr: "À la position {position}, le titre de « {type} » mène à d’autres titres sans fin.",
    en: "At position {position} the title of “{type}” leads to other titles without end.",
  },
  "expression.title-broken": {
    status: 400,
    fr: "Le titre du type « {type} », demandé à la position {position}, contient une erreur. Corrigez-le d’abord.",
    en: "The title of the type “{type}”, asked for at position {position}, has an error. Correct it first.",
  },
  "expression.computed-loop": {
    status: 400,
    fr: "À la position {position}, « {name} » se calcule à partir de lui-même : {chain}.",
    en: "At position {position} “{name}” is worked out from itself: {chain}.",
  },
  "expression.computed-broken": {
    status: 400,
    fr: "Le champ calculé « {name} » du type « {type} », demandé à la position {position}, contient une erreur. Corrigez-le d’abord.",
    en: "The computed field “{name}” of the type “{type}”, asked for at position {position}, has an error. Correct it first.",
  },
  "expression.unknown-part": {
    status: 400,
    fr: "La valeur n’a pas de partie « {name} », demandée à la position {position}.{suggestion}",
    en: "The value has no part “{name}”, asked for at position {position}.{suggestion}",
  },
} satisfies CodeTable;
