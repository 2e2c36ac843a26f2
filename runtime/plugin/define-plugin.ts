import type { Hono } from "hono";
import type * as z from "zod";
import type { Language, Words } from "../../core/language/index.ts";
import type { Capability, ServerEnv } from "../capability.ts";
import type { Runtime } from "../crm.ts";

/** Somebody as a provider or a directory tells of him. */
export interface Person {
  /** What it calls him, for ever. */
  readonly subject: string;
  readonly email: string | null;
  /** It vouches for the address. */
  readonly emailVerified: boolean;
  readonly name: string | null;
  readonly groups: readonly string[];
  readonly language?: Language | null;
}

/** How a setting stands on the screens of administrators. */
export interface SettingFace {
  readonly label: Words;
  readonly help?: Words;
  /** Seldom needed: it stands apart, below. */
  readonly isSeldom?: boolean;
}

/** A kind of directory in which people have a name and a password; administrators connect one or several. */
export interface Directory {
  /** What one of the kind is called. */
  readonly label: Words;
  /** What is set for one, parsed when it is kept and when it is asked. */
  readonly settings: z.ZodType<Readonly<Record<string, unknown>>>;
  /** Each setting by its name, in the order in which they are asked for. */
  readonly faces: Readonly<Record<string, SettingFace>>;
  /** The setting that is kept encrypted and never shown. */
  readonly secret: string;
  /** The setting that says where it is: elsewhere it is another one, which gets neither the secret nor the people. */
  readonly address: string;
  /** Looks whether it answers, and takes what it is asked with. Throws why it does not. */
  look(settings: Readonly<Record<string, unknown>>, runtime: Pick<Runtime, "outgoing">): Promise<void>;
  /** Who somebody is; null where name and password do not fit. Throws where the directory does not answer in time. */
  check(
    who: { readonly user: string; readonly password: string },
    settings: Readonly<Record<string, unknown>>,
    runtime: Pick<Runtime, "outgoing">,
  ): Promise<Person | null>;
}

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
  /** Lets people in by their name and password in a directory. */
  readonly directory?: Directory;
  /** Its HTTP calls, below `/api/plugins/<name>`; every request is signed in. */
  readonly routes?: (app: Hono<ServerEnv>, runtime: Runtime, settings: Settings) => void;
  /** Registers its jobs. */
  readonly jobs?: (runtime: Runtime, settings: Settings) => void;
}

export function definePlugin<Settings>(plugin: Plugin<Settings>): Plugin<Settings> {
  return Object.freeze(plugin);
}
