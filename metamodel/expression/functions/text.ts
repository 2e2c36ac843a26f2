import { readPattern } from "../values/pattern.ts";
import { matcherOf, patternText } from "../values/pattern-match.ts";
import { lengthOf, plainText, plainTextSql } from "../values/texts.ts";
import { type ExpressionFunction, overload } from "./define.ts";

const contains = overload(
  ["string", "string"],
  "bool",
  ([text, part]) => text.includes(part),
  ([text, part]) => `(strpos(${text}, ${part}) > 0)`,
);

const plain = overload(
  ["string"],
  "string",
  ([text]) => plainText(text),
  ([text], { once }) => once([text], (name = "") => plainTextSql(name)),
);

const matchers = new Map<string, ReturnType<typeof matcherOf>>();

/** Functions over texts. */
export const textFunctions: readonly ExpressionFunction[] = [
  {
    name: "contains",
    form: "method",
    help: {
      fr: "Vrai si le texte contient l’autre, majuscules et accents compris.",
      en: "True when the text contains the other, capitals and accents included.",
    },
    example: ['"Zürich".contains("ric")', true],
    overloads: [contains],
  },
  {
    name: "includesText",
    form: "method",
    help: {
      fr: "Vrai si le texte contient l’autre, sans égard aux majuscules ni aux accents ; « œ » vaut « oe ».",
      en: "True when the text contains the other, whatever the capitals and accents; “œ” counts as “oe”.",
    },
    example: ['"Société Générale".includesText("GENERALE")', true],
    overloads: [contains],
    through: plain,
  },
  {
    name: "startsWith",
    form: "method",
    help: { fr: "Vrai si le texte commence par l’autre.", en: "True when the text begins with the other." },
    example: ['"C-2026-0001".startsWith("C-2026")', true],
    overloads: [
      overload(
        ["string", "string"],
        "bool",
        ([text, part]) => text.startsWith(part),
        ([text, part]) => `starts_with(${text}, ${part})`,
      ),
    ],
  },
  {
    name: "endsWith",
    form: "method",
    help: { fr: "Vrai si le texte finit par l’autre.", en: "True when the text ends with the other." },
    example: ['"rapport.pdf".endsWith(".pdf")', true],
    overloads: [
      overload(
        ["string", "string"],
        "bool",
        ([text, part]) => text.endsWith(part),
        ([text, part]) => `starts_with(reverse(${text}), reverse(${part}))`,
      ),
    ],
  },
  {
    name: "matches",
    form: "method",
    help: {
      fr: "Vrai si le motif se trouve dans le texte ; ^ et $ marquent le début et la fin. Le motif s’écrit en toutes lettres.",
      en: "True when the pattern occurs in the text; ^ and $ mark its two ends. The pattern is written out.",
    },
    example: ['"CHE-123.456.789".matches("^CHE-[0-9]{3}[.]")', true],
    overloads: [
      overload(
        ["string", "string"],
        "bool",
        ([text, pattern]) => matcher(pattern)(text),
        ([text, pattern]) => `(${text} ~ ${pattern})`,
      ),
    ],
    written: { 1: readable },
  },
  {
    name: "lower",
    form: "method",
    help: { fr: "Le texte en minuscules.", en: "The text in small letters." },
    example: ['"GENÈVE".lower()', "genève"],
    overloads: [
      overload(
        ["string"],
        "string",
        ([text]) => text.toLowerCase(),
        ([text]) => `(lower(${text} collate "und-x-icu") collate "C")`,
      ),
    ],
  },
  {
    name: "upper",
    form: "method",
    help: { fr: "Le texte en majuscules.", en: "The text in capitals." },
    example: ['"genève".upper()', "GENÈVE"],
    overloads: [
      overload(
        ["string"],
        "string",
        ([text]) => text.toUpperCase(),
        ([text]) => `(upper(${text} collate "und-x-icu") collate "C")`,
      ),
    ],
  },
  {
    name: "trim",
    form: "method",
    help: {
      fr: "Le texte sans les blancs au début et à la fin.",
      en: "The text without blanks at its two ends.",
    },
    example: ['"  Vevey ".trim()', "Vevey"],
    overloads: [
      overload(
        ["string"],
        "string",
        ([text]) => text.replace(/^[ \t\n\r]+/, "").replace(/[ \t\n\r]+$/, ""),
        ([text]) => `btrim(${text}, E' \\t\\n\\r')`,
      ),
    ],
  },
  {
    name: "before",
    form: "method",
    help: {
      fr: "Le texte jusqu’à la première occurrence de l’autre ; tout le texte où elle manque.",
      en: "The text up to where the other first occurs; all of it where it does not.",
    },
    example: ['"Dupont, Anne".before(", ")', "Dupont"],
    overloads: [
      overload(
        ["string", "string"],
        "string",
        ([text, part]) => (text.includes(part) ? text.slice(0, text.indexOf(part)) : text),
        ([text, part]) =>
          `(case when strpos(${text}, ${part}) > 0 then left(${text}, strpos(${text}, ${part}) - 1) when strpos(${text}, ${part}) = 0 then ${text} end)`,
      ),
    ],
  },
  {
    name: "after",
    form: "method",
    help: {
      fr: "Le texte qui suit la première occurrence de l’autre ; vide où elle manque.",
      en: "The text behind where the other first occurs; empty where it does not.",
    },
    example: ['"Dupont, Anne".after(", ")', "Anne"],
    overloads: [
      overload(
        ["string", "string"],
        "string",
        ([text, part]) => (text.includes(part) ? text.slice(text.indexOf(part) + part.length) : ""),
        ([text, part]) =>
          `(case when strpos(${text}, ${part}) > 0 then substr(${text}, strpos(${text}, ${part}) + char_length(${part})) when strpos(${text}, ${part}) = 0 then left(${text}, 0) end)`,
      ),
    ],
  },
  {
    name: "size",
    form: "either",
    help: {
      fr: "Le nombre de caractères d’un texte, de choix d’une liste, ou de fiches liées.",
      en: "How many characters a text, choices a list, or related records there are.",
    },
    example: ['size("été")', 3],
    overloads: [
      overload(
        ["string"],
        "int",
        ([text]) => BigInt(lengthOf(text)),
        ([text]) => `char_length(${text})`,
      ),
      overload(
        ["list<string>"],
        "int",
        ([list]) => BigInt(list.length),
        ([list]) => `cardinality(${list})`,
      ),
    ],
  },
];

function readable(text: string): string | null {
  const pattern = readPattern(text);
  return pattern && patternText(pattern);
}

function matcher(pattern: string): (text: string) => boolean {
  const known = matchers.get(pattern);
  if (known) return known;
  const read = readPattern(pattern);
  const made = read ? matcherOf(read) : () => false;
  if (matchers.size >= 500) matchers.clear();
  matchers.set(pattern, made);
  return made;
}
