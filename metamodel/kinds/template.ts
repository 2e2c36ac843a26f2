import * as z from "zod";
import { format, label, name, path, prose } from "./names.ts";

const common = {
  kind: z.literal("template"),
  $schema: z.string().optional(),
  format,
  name,
  type: name.describe("The type whose records fill the template."),
  label,
  language: path
    .optional()
    .describe(
      "The path to the reader's language (a select with values `fr`, `en` …); the house language otherwise.",
    ),
};

export const letterTemplate = z.strictObject({
  ...common,
  channel: z.literal("letter"),
  subject: prose.describe("Handlebars: the name of the produced file, without ending."),
  body: prose.describe(
    "Handlebars in HTML, by language. `file:letters/reminder.fr.html` in an app folder is replaced by that file.",
  ),
});

export const emailTemplate = z.strictObject({
  ...common,
  channel: z.literal("email"),
  to: path.describe("The path to the address to send to."),
  subject: prose.describe("Handlebars: the subject line."),
  body: prose.describe("Handlebars in MJML, by language. `file:` as in letters."),
});

/** A text with places for a record's values: one letter or mail, or ten thousand. */
export const templateDocument = z.discriminatedUnion("channel", [letterTemplate, emailTemplate]);
export type TemplateDocument = z.infer<typeof templateDocument>;
