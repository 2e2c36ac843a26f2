import * as z from "zod";
import { label, name, path, prose } from "./names.ts";

const common = {
  kind: z.literal("template"),
  $schema: z.string().optional(),
  name,
  /** The type whose records fill the template. */
  type: name,
  label,
  /** The path to the reader's language (a select with values `fr`, `en` …); the house language otherwise. */
  language: path.optional(),
};

export const letterTemplate = z.strictObject({
  ...common,
  channel: z.literal("letter"),
  /** Handlebars: the name of the produced file, without ending. */
  subject: prose,
  /** Handlebars in HTML, by language. `file:letters/reminder.fr.html` in an app folder is replaced by that file. */
  body: prose,
});

export const emailTemplate = z.strictObject({
  ...common,
  channel: z.literal("email"),
  /** The path to the address to send to. */
  to: path,
  /** Handlebars: the subject line. */
  subject: prose,
  /** Handlebars in MJML, by language. `file:` as in letters. */
  body: prose,
});

/** A text with places for a record's values: one letter or mail, or ten thousand. */
export const templateDocument = z.discriminatedUnion("channel", [letterTemplate, emailTemplate]);
export type TemplateDocument = z.infer<typeof templateDocument>;
