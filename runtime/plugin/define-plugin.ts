import type { Hono } from "hono";
import type * as z from "zod";
import type { Words } from "../../core/language/index.ts";
import type { Capability, ServerEnv } from "../capability.ts";
import type { Runtime } from "../crm.ts";

/**
 * What a folder of `plugins/` gives: one object of optional parts. Every part uses the contract of the built-in
 * rooms; removing the folder's name from the app's `plugins` leaves nothing behind but its data.
 *
 * @example
 * export default definePlugin({
 *   name: "bell",
 *   version: "1.0.0",
 *   label: { fr: "Sonnette", en: "Bell" },
 *   settings: z.strictObject({ tone: z.string().default("ding") }),
 *   routes: (app, _runtime, settings) => app.get("/ring", (c) => c.json({ sound: settings.tone })),
 * });
 */
export interface Plugin<Settings = Record<string, unknown>> {
  /** The name of its folder, and its word in the app's `plugins`. */
  readonly name: string;
  readonly version: string;
  readonly label: Words;
  /** The site's settings for it, kept under `plugin.<name>` and parsed when it is loaded. */
  readonly settings: z.ZodType<Settings>;
  /** What types can switch on thanks to it. */
  readonly capabilities?: readonly Capability[];
  /** Its HTTP calls, below `/api/plugins/<name>`; every request is signed in. */
  readonly routes?: (app: Hono<ServerEnv>, runtime: Runtime, settings: Settings) => void;
  /** Registers its jobs. */
  readonly jobs?: (runtime: Runtime, settings: Settings) => void;
}

export function definePlugin<Settings>(plugin: Plugin<Settings>): Plugin<Settings> {
  return Object.freeze(plugin);
}
