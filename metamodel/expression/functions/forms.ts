import type { ExpressionFunction } from "./define.ts";

/** Functions with a form of their own: what they get is not simply a list of values, so the check knows each by name. */
export const forms: readonly ExpressionFunction[] = [
  {
    name: "today",
    form: "call",
    help: { fr: "Le jour d’aujourd’hui.", en: "The day it is." },
    example: ["today() - today()", 0],
    overloads: [],
  },
  {
    name: "now",
    form: "call",
    help: { fr: "L’instant présent.", en: "The present instant." },
    example: ["now() > timestamp(today())", true],
    overloads: [],
  },
  {
    name: "has",
    form: "call",
    help: { fr: "Vrai si le champ est rempli.", en: "True when the field is filled." },
    example: ["has(user.email)", true],
    overloads: [],
  },
  {
    name: "coalesce",
    form: "call",
    help: { fr: "La première valeur qui n’est pas vide.", en: "The first value that is not empty." },
    example: ['coalesce(user.collaborator, "personne")', "personne"],
    overloads: [],
  },
  {
    name: "join",
    form: "method",
    help: {
      fr: "Les textes non vides d’une liste, l’un derrière l’autre avec un séparateur.",
      en: "The texts of a list that are not empty, one behind the other with a separator.",
    },
    example: ['["Dupont", user.collaborator, "Anne"].join(" ")', "Dupont Anne"],
    overloads: [],
  },
  {
    name: "isUnder",
    form: "method",
    help: {
      fr: "Vrai si une fiche d’un arbre est l’autre fiche, ou se trouve au-dessous d’elle.",
      en: "True when a record of a tree is the other record, or lies below it.",
    },
    example: ["firm.isUnder(firm.mother)", true],
    overloads: [],
  },
  {
    name: "exists",
    form: "method",
    help: {
      fr: "Vrai si la condition est vraie pour au moins une fiche liée.",
      en: "True when the condition is true for at least one related record.",
    },
    example: ["lines.exists(line, line.billable)", true],
    overloads: [],
  },
  {
    name: "all",
    form: "method",
    help: {
      fr: "Vrai si la condition est vraie pour toutes les fiches liées.",
      en: "True when the condition is true for all related records.",
    },
    example: ["lines.all(line, line.hours > 1)", false],
    overloads: [],
  },
  {
    name: "filter",
    form: "method",
    help: {
      fr: "Les fiches liées pour lesquelles la condition est vraie.",
      en: "The related records for which the condition is true.",
    },
    example: ["lines.filter(line, line.billable).size()", 1],
    overloads: [],
  },
  {
    name: "map",
    form: "method",
    help: {
      fr: "Une valeur par fiche liée : « x in lignes.map(…) », ou suivie de sum(), avg(), min() ou max().",
      en: "One value for each related record: “x in lines.map(…)”, or followed by sum(), avg(), min() or max().",
    },
    example: ['"b" in lines.map(line, line.kind)', true],
    overloads: [],
  },
  {
    name: "count",
    form: "method",
    help: { fr: "Le nombre de fiches liées.", en: "How many related records there are." },
    example: ["lines.count()", 2],
    overloads: [],
  },
  {
    name: "sum",
    form: "method",
    help: {
      fr: "La somme d’une valeur des fiches liées ; les vides comptent pour rien.",
      en: "The sum of one value over the related records; empty ones count as nothing.",
    },
    example: ["lines.sum(line, line.hours)", "3"],
    overloads: [],
  },
  {
    name: "avg",
    form: "method",
    help: {
      fr: "La moyenne d’une valeur des fiches liées ; les vides ne comptent pas.",
      en: "The mean of one value over the related records; empty ones do not count.",
    },
    example: ["lines.avg(line, line.hours)", "1.5"],
    overloads: [],
  },
  {
    name: "min",
    form: "method",
    help: {
      fr: "La plus petite valeur parmi les fiches liées.",
      en: "The smallest value among the related records.",
    },
    example: ["lines.min(line, line.hours)", "1"],
    overloads: [],
  },
  {
    name: "max",
    form: "method",
    help: {
      fr: "La plus grande valeur parmi les fiches liées.",
      en: "The largest value among the related records.",
    },
    example: ["lines.max(line, line.hours)", "2"],
    overloads: [],
  },
];
