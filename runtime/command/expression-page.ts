import type { Language } from "../../core/language/index.ts";
import { type ExpressionFunction, expressionFunctions } from "../../metamodel/expression/index.ts";

/** The languages that the page about expressions is written in. */
export const pageLanguages = ["fr", "en"] as const;
type PageLanguage = (typeof pageLanguages)[number] & Language;

/**
 * The page about the expression language, made from its table of functions. Each example is evaluated by a test, those
 * of the lessons too: `lessons` tells them.
 */
export function expressionPage(language: PageLanguage): string {
  const words = wording[language];
  const told = lessons.flatMap(({ title, text, examples }) => [
    `## ${title[language]}`,
    "",
    text[language],
    "",
    ...tableOf(
      [words.expression, words.gives],
      examples.map(([expression, value]) => [code(expression), code(JSON.stringify(value))]),
    ),
  ]);
  const functions = [...expressionFunctions.values()].map((one) => [
    code(signatureOf(one)),
    one.help[language],
    code(one.example[0]),
    code(JSON.stringify(one.example[1])),
  ]);
  const heads = [words.function, words.does, words.example, words.gives];
  const lines = [`# ${words.title}`, "", words.intro, "", ...told, `## ${words.functions}`, ""];
  return [...lines, ...tableOf(heads, functions)].join("\n");
}

/** What the page teaches beside the functions, with examples over the record that its test shows. */
export const lessons: readonly {
  readonly title: Readonly<Record<PageLanguage, string>>;
  readonly text: Readonly<Record<PageLanguage, string>>;
  readonly examples: readonly (readonly [string, unknown])[];
}[] = [
  {
    title: { fr: "Champs et chemins", en: "Fields and paths" },
    text: {
      fr: "Un nom est un champ de la fiche ; un point mène plus loin par une référence. Une fiche liée qui manque, ou qui est à la corbeille, se lit comme une fiche vide.",
      en: "A name is a field of the record; a dot leads on through a reference. A linked record that is missing, or in the trash, reads as an empty one.",
    },
    examples: [
      ["subject", "Panne"],
      ["firm.city", "Vevey"],
      ["firm.mother.city", null],
      ["stay.from", "2026-03-01"],
    ],
  },
  {
    title: { fr: "Ce qui est vide", en: "What is empty" },
    text: {
      fr: "Un champ vide est `null` et se compare : `note == null` est vrai. Un calcul où entre une valeur vide est inconnu, et une condition inconnue n’est pas remplie ; `coalesce` met une autre valeur à sa place. Deux champs calculés inconnus ne sont pas égaux. Diviser par zéro est inconnu.",
      en: "An empty field is `null` and can be compared: `note == null` is true. A calculation with an empty value is unknown, and an unknown condition does not hold; `coalesce` puts another value in its place. Two unknown computed fields are not equal. Dividing by zero is unknown.",
    },
    examples: [
      ["note == null", true],
      ["has(note)", false],
      ["rate + 1", null],
      ["rate > 1", null],
      ["rate > 1 || open", true],
      ["rate > 1 && open", null],
      ["coalesce(rate, 2) + 1", "3"],
      ["pieces / 0", null],
    ],
  },
  {
    title: { fr: "Nombres et montants", en: "Numbers and amounts" },
    text: {
      fr: "Les montants et les nombres décimaux sont exacts au centime. Deux nombres entiers se divisent sans reste.",
      en: "Amounts and decimals are exact to the cent. Two whole numbers are divided without remainder.",
    },
    examples: [
      ["0.1 + 0.2", "0.3"],
      ["fee * 2", "199.9"],
      ["7 / 2", 3],
      ["7 / 2.0", "3.5"],
      ["7 % 2", 1],
    ],
  },
  {
    title: { fr: "Jours, instants et durées", en: "Days, instants and durations" },
    text: {
      fr: "Un jour plus un nombre est un jour ; la différence de deux jours est un nombre de jours. Jours et heures d’un instant sont ceux du fuseau de l’espace de travail.",
      en: "A day plus a number is a day; the difference of two days is a number of days. Days and hours of an instant are those of the workspace’s zone.",
    },
    examples: [
      ["due + 30", "2026-04-03"],
      ['due - date("2026-03-01")', 3],
      ["due < today() + 1", true],
      ['took + duration("15m")', 6_300],
      ["now().getHours()", 13],
    ],
  },
  {
    title: { fr: "L’utilisateur", en: "The user" },
    text: {
      fr: "`user` est la personne qui travaille, ou celle qu’elle remplace : `id`, `name`, `email`, `language`, `roles` et `groups` (leurs noms), `administrator`, `collaborator` (sa fiche de collaborateur) et `person` (la fiche de contact ou de client d’un utilisateur du portail).",
      en: "`user` is the person who works, or for whom a deputy acts: `id`, `name`, `email`, `language`, `roles` and `groups` (their names), `administrator`, `collaborator` (the collaborator’s record) and `person` (the record of the contact or customer that a portal user is).",
    },
    examples: [
      ['"office" in user.roles', true],
      ['"night_shift" in user.groups', false],
      ["responsible == user.collaborator", null],
    ],
  },
  {
    title: { fr: "Métiers, secteurs et hiérarchie", en: "Trades, sectors and hierarchy" },
    text: {
      fr: "Quatre listes viennent avec l’utilisateur et se lisent avec `in`, sans coûter une recherche par fiche. `user.trades` et `user.sectors` : ce que nomment les champs `trades` ou `trade`, `sectors` ou `sector` de sa fiche de collaborateur, et tout ce qui se trouve au-dessous dans leur arborescence. `user.reports` : lui-même et tous les collaborateurs au-dessous de lui par le champ `manager`. `user.organisations` : les organisations pour lesquelles sa personne travaille aujourd’hui d’après les fiches `affiliation`, ou l’organisation elle-même si c’est elle qui est liée au compte. Ce qui n’existe pas dans l’application est une liste vide. Un changement compte en une seconde dans tous les processus.",
      en: "Four lists come with the user and are read with `in`, without a search for each record. `user.trades` and `user.sectors`: what the fields `trades` or `trade`, `sectors` or `sector` of his collaborator’s record name, and all that lies below in their tree. `user.reports`: himself and all collaborators below him by the field `manager`. `user.organisations`: the organisations that his person works for today by the records of `affiliation`, or the organisation itself where that is what the account is linked to. What the app does not have is an empty list. A change counts within a second in every process.",
    },
    examples: [
      ["firm.sector in user.sectors", false],
      ["firm in user.organisations", true],
      ["responsible in user.reports", false],
    ],
  },
  {
    title: { fr: "Fiches liées et champs calculés", en: "Related records and computed fields" },
    text: {
      fr: "Une liste répond par `exists`, `all`, `filter`, `map`, `count`, `sum`, `avg`, `min` et `max` ; `isUnder` monte dans une arborescence. Un champ calculé se nomme comme un autre : `net` est ici la formule `fee - rate`, `billed` le cumul des heures facturables. Il compte ce que le lecteur peut voir ; gardé dans une colonne (`stored`), il compte tout.",
      en: "A list answers with `exists`, `all`, `filter`, `map`, `count`, `sum`, `avg`, `min` and `max`; `isUnder` climbs a tree. A computed field is named like any other: here `net` is the formula `fee - rate`, `billed` the rollup of the billable hours. It counts what the reader may see; kept in a column (`stored`) it counts everything.",
    },
    examples: [
      ["lines.exists(line, line.hours > 1 && !line.billable)", true],
      ["lines.filter(line, line.billable).sum(line, line.hours)", "1"],
      ["billed", "1"],
      ["net", null],
    ],
  },
];

const wording = {
  fr: {
    title: "Expressions",
    intro:
      "Conditions, formules, filtres et droits s’écrivent dans une seule langue, CEL. Le même texte est vérifié d’après le modèle, évalué dans le navigateur et traduit en SQL. Ce qui ne va pas est dit avec sa position (la première lettre est 1) et une proposition. Cette page est faite par `npm run generate` ; chaque exemple est vérifié.",
    expression: "Expression",
    gives: "Donne",
    functions: "Fonctions",
    function: "Fonction",
    does: "Ce qu’elle fait",
    example: "Exemple",
  },
  en: {
    title: "Expressions",
    intro:
      "Conditions, formulas, filters and rights are written in one language, CEL. The same text is checked against the model, evaluated in the browser and compiled to SQL. What is wrong is told with its position (the first letter is 1) and a suggestion. This page is made by `npm run generate`; every example is tested.",
    expression: "Expression",
    gives: "Gives",
    functions: "Functions",
    function: "Function",
    does: "What it does",
    example: "Example",
  },
};

const forms = { call: "x(…)", method: "….x(…)", either: "x(…), ….x(…)" };

function signatureOf({ name, form }: ExpressionFunction): string {
  return forms[form].replaceAll("x", name);
}

function tableOf(heads: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(heads), line(heads.map(() => "---")), ...rows.map(line), ""];
}

function code(text: string): string {
  return `\`${text.replaceAll("|", "\\|")}\``;
}
