import * as z from "zod";
import { filled, type Words } from "../language/index.ts";

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

const formats: Readonly<Record<string, Words>> = {
  uuid: { fr: "une clé comme l’API les donne (UUID)", en: "a key as the API gives them (UUID)" },
  email: { fr: "une adresse e-mail", en: "an e-mail address" },
  url: { fr: "une adresse web", en: "a web address" },
  date: { fr: "un jour comme 2026-03-04", en: "a day like 2026-03-04" },
  datetime: { fr: "un instant comme 2026-03-04T12:00:00Z", en: "an instant like 2026-03-04T12:00:00Z" },
  time: { fr: "une heure comme 14:30", en: "a time like 14:30" },
  base64: { fr: "un texte en base64", en: "a text in base64" },
};

const missing: Words = { fr: "Cette valeur manque.", en: "This value is missing." };
const otherwise: Words = { fr: "Cette valeur ne convient pas ici.", en: "This value does not fit here." };

/** What a refinement says of itself: `refine(…, { params: { words: { fr, en } } })`. */
const said = z.object({ fr: z.string(), en: z.string() });

/** What a schema refuses and what it would take, in both languages. */
export function shapeWords(issue: z.core.$ZodIssue): Words {
  switch (issue.code) {
    case "invalid_type": {
      if (issue.message.endsWith("received undefined")) return missing;
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
    case "invalid_format": {
      const format = formats[issue.format];
      if (format) return { fr: `Il faut ${format.fr} ici.`, en: `This must be ${format.en}.` };
      return { fr: "Ce texte n’a pas la forme voulue.", en: "This text does not have the wanted form." };
    }
    case "not_multiple_of":
      return {
        fr: `Il faut un multiple de ${issue.divisor}.`,
        en: `This must be a multiple of ${issue.divisor}.`,
      };
    case "unrecognized_keys":
      return unknownNames(issue.keys);
    case "custom":
      return said.safeParse(issue.params?.words).data ?? otherwise;
    default:
      return otherwise;
  }
}

function unknownNames(keys: readonly string[]): Words {
  const names = keys.map((key) => key.slice(0, 60)).slice(0, 20);
  return filled(
    {
      fr: "{count|Nom inconnu|Noms inconnus} ici : {names}.",
      en: "Unknown {count|name|names} here: {names}.",
    },
    { count: names.length, names: names.join(", ") },
  );
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
