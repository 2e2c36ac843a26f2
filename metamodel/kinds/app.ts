import * as z from "zod";
import { icon, label, language, name } from "./names.ts";

/** One entry of the left rail. */
export const moduleEntry = z.strictObject({
  name,
  label,
  icon: icon.optional(),
  /** Opens the list of this type … */
  type: name.optional(),
  /** … or this dashboard. */
  dashboard: name.optional(),
});

/** The application: its name, languages, habits and menu. Exactly one per workspace. */
export const appDocument = z.strictObject({
  kind: z.literal("app"),
  $schema: z.string().optional(),
  name,
  label,
  /** Languages in which users work; the first is the default and decides the sorting of texts. */
  languages: z.array(language).min(1).default(["fr", "en"]),
  country: z.enum(["CH", "FR"]).default("CH"),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .default("CHF"),
  timeZone: z.string().default("Europe/Zurich"),
  modules: z.array(moduleEntry).default([]),
  /** Which types of the standard model the app builds on; a type document of the same name replaces the standard one. */
  standard: z.union([z.boolean(), z.array(name)]).default(false),
  /** The page after signing in: the name of a module. The first module otherwise. */
  home: name.optional(),
  /** Names of plugins to load. */
  plugins: z.array(z.string()).default([]),
});
export type AppDocument = z.infer<typeof appDocument>;
