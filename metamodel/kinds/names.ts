import * as z from "zod";
import { languages } from "../../core/language/index.ts";
import { saying } from "../saying.ts";

/** Lower-case letters, digits and `_`, beginning with a letter: safe in URLs, expressions and SQL alike. */
export const name = z
  .string()
  .regex(
    /^[a-z][a-z0-9_]*$/,
    saying({
      fr: "un nom se compose de minuscules sans accent, de chiffres et de _, et commence par une lettre",
      en: "a name is lower-case letters, digits and _, beginning with a letter",
    }),
  )
  .max(40);

/** The name of a plugin is the name of its folder: nothing in it may lead elsewhere. */
export const pluginName = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]*$/,
    saying({
      fr: "le nom d’un module se compose de minuscules sans accent, de chiffres et de -, et commence par une lettre",
      en: "the name of a plugin is lower-case letters, digits and -, beginning with a letter",
    }),
  )
  .max(60);

/** The version of the shape of metadata documents; raised with each upgrade in `metamodel/upgrades`. */
export const currentFormat = 3;

/**
 * Which version of its shape a document is written in; the first where nothing is said. Doors upgrade older documents
 * and take the number away, so that a document in memory always has the current shape.
 */
export const format = z
  .literal(currentFormat)
  .optional()
  .describe("The version of the document’s shape; the first one where nothing is said.");

/** A text by language; at least one language. */
export const label = z
  .strictObject({ fr: text(), en: text(), de: text() })
  .partial()
  .refine(
    (value) => Object.values(value).some(Boolean),
    saying({ fr: "un libellé a au moins une langue", en: "a label needs at least one language" }),
  )
  .meta({ minProperties: 1 });

/** A longer text by language: help, template bodies, refusals. */
export const prose = z
  .strictObject({ fr: longText(), en: longText(), de: longText() })
  .partial()
  .refine(
    (value) => Object.values(value).some(Boolean),
    saying({ fr: "un texte a au moins une langue", en: "a text needs at least one language" }),
  )
  .meta({ minProperties: 1 });

/** A CEL expression; checked against the model, not here. */
export const expression = z.string().min(1).max(5_000);

/** A field, or a path through references: `customer.name`. */
export const path = z
  .string()
  .regex(
    /^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*){0,3}$/,
    saying({
      fr: "un chemin est une suite de champs séparés par des points, quatre au plus",
      en: "a path is field names joined by dots, four at most",
    }),
  )
  .max(163);

/** A field or path to sort by; `-` in front sorts downwards. */
export const sortPath = z.string().regex(
  /^-?[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*){0,3}$/,
  saying({
    fr: "un tri est un chemin, précédé de - pour l’ordre décroissant",
    en: "a sort is a path, with - in front for descending",
  }),
);

/** The name of a Tabler icon, kebab-case: `file-text`. An unknown one shows the default icon. */
export const icon = z.string().regex(/^[a-z0-9-]{1,40}$/);

/** The ten tones of the theme that options and states may take. */
export const tones = [
  "grey",
  "blue",
  "cyan",
  "teal",
  "green",
  "yellow",
  "orange",
  "red",
  "pink",
  "violet",
] as const;
export const tone = z.enum(tones);

export const language = z.enum(languages);

function longText() {
  return z.string().max(200_000);
}

function text() {
  return z.string().max(200);
}
