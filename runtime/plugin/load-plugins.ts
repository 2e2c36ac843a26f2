import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Hono } from "hono";
import type { Logger } from "pino";
import * as z from "zod";
import type { Database } from "../../core/database/database.ts";
import { Refusal, shapeReason } from "../../core/errors/index.ts";
import type { Words } from "../../core/language/index.ts";
import type { Capability, ServerEnv } from "../capability.ts";
import type { Runtime } from "../crm.ts";
import type { Directory, Plugin } from "./define-plugin.ts";

/** What became of a plugin that the app names. */
export interface PluginState {
  readonly name: string;
  readonly state: "loaded" | "failed";
  readonly version: string | null;
  readonly label: Words | null;
  /** Why it failed, in English, for administrators and the log. */
  readonly reason: string | null;
}

/** The plugins of this process: each part can be switched on without one plugin's failure touching the rest. */
export interface Plugins {
  readonly capabilities: readonly Capability[];
  /** The kinds of directories by the names of their plugins. */
  readonly directories: ReadonlyMap<string, Directory>;
  states(): readonly PluginState[];
  addJobs(runtime: Runtime): void;
  /** `below` gives each plugin its own router, mounted under its name. */
  addRoutes(runtime: Runtime, below: (name: string, add: (app: Hono<ServerEnv>) => void) => void): void;
}

interface Loaded {
  readonly plugin: Plugin<unknown>;
  readonly settings: unknown;
}

/**
 * Loads `<folder>/<name>/index.ts` for each name. A plugin that is missing, broken or badly set is told in the log and
 * in `GET /api/health`, and left out; nothing else stops.
 */
export async function loadPlugins({
  names,
  folder,
  database,
  log,
}: {
  names: readonly string[];
  folder: string;
  database: Database;
  log: Logger;
}): Promise<Plugins> {
  const loaded = new Map<string, Loaded>();
  const states = new Map<string, PluginState>();

  function guard(name: string, work: () => void): void {
    try {
      work();
    } catch (cause) {
      fail(name, cause);
    }
  }

  function fail(name: string, cause: unknown): void {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const plugin = loaded.get(name)?.plugin;
    loaded.delete(name);
    states.set(name, {
      name,
      state: "failed",
      version: plugin?.version ?? null,
      label: plugin?.label ?? null,
      reason,
    });
    log.error({ err: cause, plugin: name }, "a plugin failed and is left out");
  }

  for (const name of new Set(names)) {
    try {
      const plugin = await importPlugin(folder, name);
      loaded.set(name, { plugin, settings: await settingsOf(database, plugin) });
      const { version, label } = plugin;
      states.set(name, { name, state: "loaded", version, label, reason: null });
      log.info({ plugin: name, version }, "plugin loaded");
    } catch (cause) {
      fail(name, cause);
    }
  }

  return {
    capabilities: [...loaded.values()].flatMap(({ plugin }) => plugin.capabilities ?? []),
    directories: new Map(
      [...loaded].flatMap(
        ([
          name,
          {
            plugin: { directory },
          },
        ]) => (directory ? [[name, directory]] : []),
      ),
    ),
    states: () => [...states.values()],
    addJobs(runtime) {
      for (const [name, { plugin, settings }] of [...loaded])
        guard(name, () => plugin.jobs?.(runtime, settings));
    },
    addRoutes(runtime, below) {
      for (const [name, { plugin, settings }] of [...loaded])
        if (plugin.routes) guard(name, () => below(name, (app) => plugin.routes?.(app, runtime, settings)));
    },
  };
}

const shape = z.looseObject({
  name: z.string(),
  version: z.string(),
  label: z.object({ fr: z.string(), en: z.string() }),
  settings: z.custom<z.ZodType>((value) => value instanceof z.ZodType, "settings must be a Zod schema"),
  capabilities: z.array(z.custom<Capability>()).optional(),
  directory: z
    .custom<Directory>((value) => typeof value === "object" && value !== null && "check" in value)
    .optional(),
  routes: z.custom<NonNullable<Plugin<unknown>["routes"]>>(isFunction).optional(),
  jobs: z.custom<NonNullable<Plugin<unknown>["jobs"]>>(isFunction).optional(),
});

async function importPlugin(folder: string, name: string): Promise<Plugin<unknown>> {
  const file = join(folder, name, "index.ts");
  if (!/^[a-z][a-z0-9-]*$/.test(name) || !existsSync(file))
    throw new Refusal("plugin.missing", { name, folder });
  const module: { default?: unknown } = await import(pathToFileURL(file).href);
  const parsed = shape.safeParse(module.default);
  if (!parsed.success) throw new Refusal("plugin.broken", { name, reason: shapeReason(parsed.error) });
  const { capabilities, directory, routes, jobs, ...rest } = parsed.data;
  if (rest.name !== name)
    throw new Refusal("plugin.broken", { name, reason: `it calls itself “${rest.name}”` });
  return {
    ...rest,
    ...(capabilities ? { capabilities } : {}),
    ...(directory ? { directory } : {}),
    ...(routes ? { routes } : {}),
    ...(jobs ? { jobs } : {}),
  };
}

async function settingsOf(database: Database, plugin: Plugin<unknown>): Promise<unknown> {
  const [row] = await database.sql<{ value: unknown }[]>`
    select value from kernel_setting where key = ${`plugin.${plugin.name}`}`;
  const parsed = plugin.settings.safeParse(row?.value ?? {});
  if (parsed.success) return parsed.data;
  throw new Refusal("plugin.broken", { name: plugin.name, reason: shapeReason(parsed.error) });
}

function isFunction(value: unknown): boolean {
  return typeof value === "function";
}
