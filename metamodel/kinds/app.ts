import * as z from "zod";
import { format, icon, label, language, name, pluginName } from "./names.ts";

/** One entry of the left rail. */
export const moduleEntry = z.strictObject({
  name,
  label,
  icon: icon.optional(),
  type: name.optional().describe("Opens the list of this type; either this or `dashboard`."),
  dashboard: name.optional().describe("Opens this dashboard; either this or `type`."),
});

/** The application: its name, languages, habits and menu. Exactly one per workspace. */
export const appDocument = z.strictObject({
  kind: z.literal("app"),
  $schema: z.string().optional(),
  format,
  name,
  label,
  languages: z
    .array(language)
    .min(1)
    .default(["fr", "en"])
    .describe("Languages in which users work; the first is the default and decides the sorting of texts."),
  country: z.enum(["CH", "FR"]).default("CH"),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .default("CHF"),
  timeZone: z.string().default("Europe/Zurich"),
  modules: z.array(moduleEntry).default([]),
  standard: z
    .union([z.boolean(), z.array(name)])
    .default(false)
    .describe(
      "Which types of the standard model the app builds on; a type document of the same name replaces the standard one.",
    ),
  home: name
    .optional()
    .describe("The page after signing in: the name of a module. The first module otherwise."),
  plugins: z.array(pluginName).default([]).describe("Names of plugins to load."),
});
export type AppDocument = z.infer<typeof appDocument>;
