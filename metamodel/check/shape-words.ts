import type * as z from "zod";
import { filled, type Words } from "../../core/language/index.ts";

const kinds: Readonly<Record<string, Words>> = {
  string: { fr: "un texte", en: "a text" },
  number: { fr: "un nombre", en: "a number" },
  int: { fr: "un nombre entier", en: "a whole number" },
  boolean: { fr: "true ou false", en: "true or false" },
  array: { fr: "une liste", en: "a list" },
  object: { fr: "un objet", en: "an object" },
  record: { fr: "un objet", en: "an object" },
};

const counted: Readonly<Record<string, Words>> = {
  string: { fr: " {limit|caractère|caractères}", en: " {limit|character|characters}" },
  array: { fr: " {limit|élément|éléments}", en: " {limit|item|items}" },
};

const otherwise: Words = { fr: "Cette valeur ne convient pas ici.", en: "This value does not fit here." };

/** What a schema refuses and what it would take, in both languages. */
export function shapeWords(issue: z.core.$ZodIssue): Words {
  switch (issue.code) {
    case "invalid_type": {
      const kind = kinds[issue.expected];
      return kind ? { fr: `Il faut ${kind.fr} ici.`, en: `This must be ${kind.en}.` } : otherwise;
    }
    case "invalid_value":
      return oneOf(issue.values);
    case "invalid_union":
      return "options" in issue && Array.isArray(issue.options) ? oneOf(issue.options) : otherwise;
    case "too_big":
      return bound(issue.maximum, issue.origin, { fr: "au plus", en: "at most" });
    case "too_small":
      return bound(issue.minimum, issue.origin, { fr: "au moins", en: "at least" });
    default:
      return otherwise;
  }
}

function oneOf(values: readonly unknown[]): Words {
  const list = values
    .filter((value) => value !== undefined)
    .map(String)
    .join(", ");
  return { fr: `Valeurs possibles : ${list}.`, en: `Possible values: ${list}.` };
}

function bound(limit: number | bigint, origin: string, how: Words): Words {
  const unit = counted[origin] ?? { fr: "", en: "" };
  return filled(
    { fr: `Il faut ${how.fr} {limit}${unit.fr}.`, en: `There must be ${how.en} {limit}${unit.en}.` },
    { limit: Number(limit) },
  );
}
