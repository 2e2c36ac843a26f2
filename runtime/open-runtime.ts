import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Logger } from "pino";
import { type Clock, systemClock } from "../core/clock.ts";
import type { Config } from "../core/config.ts";
import {
  applyMigrations,
  type Database,
  type MigrationFolder,
  openDatabase,
} from "../core/database/index.ts";
import { openJobs } from "../core/jobs/index.ts";
import { openOutgoing } from "../core/outgoing/index.ts";
import { openSecrets, secretKeys } from "../core/secrets/index.ts";
import { folderStorage } from "../core/storage/index.ts";
import type { MetadataDocument, Shelf } from "../metamodel/index.ts";
import { capabilities } from "./capabilities.ts";
import type { Runtime } from "./crm.ts";
import { historyJobs } from "./history/index.ts";
import { metadataJobs, metadataMigrations, openModels, packMigrations } from "./metadata/index.ts";
import { openEvents } from "./open-events.ts";
import { loadPlugins, type Plugins } from "./plugin/index.ts";
import { writeReadings } from "./readings/index.ts";
import { recordMigrations } from "./records/index.ts";
import { accountMigrations } from "./server/accounts/index.ts";
import { openSignIn, type SignIn, signInMigrations } from "./server/sign-in/index.ts";

export interface RuntimeOptions {
  readonly log: Logger;
  readonly clock?: Clock;
  /** An open database, instead of the one the configuration names; closed by who opened it. */
  readonly database?: Database;
  /** This process serves the workspace alone: jobs that were interrupted begin again at once. */
  readonly alone?: boolean;
  /** Plugins to load beside those of the app in the database: the ones of an app that is about to be loaded. */
  readonly plugins?: readonly string[];
  readonly pluginFolder?: string;
  /** The field types that documents may name; those of the house by default. */
  readonly shelf?: Shelf;
  /** The documents of the standard model that this software brings; other ones for tests. */
  readonly standard?: readonly MetadataDocument[];
}

/** A workspace with everything open that its doors need. */
export interface House {
  readonly runtime: Runtime;
  readonly signIn: SignIn;
  readonly plugins: Plugins;
  /** Begins to do jobs in this process, those that an earlier process left included. */
  startJobs(): Promise<void>;
  /** Lets running jobs end, sends the last events, closes the database and leaves the embedded server. */
  close(): Promise<void>;
}

const roomMigrations: readonly MigrationFolder[] = [
  signInMigrations,
  accountMigrations,
  metadataMigrations,
  packMigrations,
  recordMigrations,
];
const ownPlugins = fileURLToPath(new URL("../plugins/", import.meta.url));

/** Opens a workspace: database, tables of all rooms, files, jobs, events, model, sign-in, plugins, in this order. */
export async function openRuntime(config: Config, options: RuntimeOptions): Promise<House> {
  const { log, clock = systemClock, pluginFolder: folder = ownPlugins } = options;
  const database = options.database ?? (await openDatabase(config));
  const closing: (() => Promise<unknown> | unknown)[] = [];
  if (!options.database) closing.push(() => database.close());
  const close = async () => {
    for (const end of closing.splice(0).reverse()) await end();
  };
  try {
    // The tables of metadata say which plugins there are, and plugins may bring tables of their own.
    await applyMigrations(database, roomMigrations);
    const names = [...(options.plugins ?? []), ...(await pluginsOf(database))];
    const plugins = await loadPlugins({ names, folder, database, log });
    const shelf = [...capabilities, ...plugins.capabilities];
    const more = shelf.flatMap(({ name, migrations }) =>
      migrations ? [{ room: name, folder: migrations }] : [],
    );
    await applyMigrations(database, [...roomMigrations, ...more]);

    const events = await openEvents(database);
    closing.push(() => events.close());
    const models = await openModels(database, {
      capabilities: shelf,
      events,
      ...(options.shelf ? { shelf: options.shelf } : {}),
      ...(options.standard ? { standard: options.standard } : {}),
    });
    // After the jobs have ended, which read too.
    closing.push(() => writeReadings(database, { isLast: true }));
    const jobs = openJobs(database, log, {
      alone: options.alone ?? false,
      onProgress: ({ id, state, done, total, by }) =>
        events.tell({ kind: "job", id, state, done, total, by }),
    });
    closing.push(() => jobs.stop());
    const storage = await folderStorage(join(config.data, "files"));
    const secrets = openSecrets(await secretKeys({ given: config.secretKeys, data: config.data }));
    const runtime: Runtime = {
      database,
      storage,
      secrets,
      outgoing: openOutgoing({ open: config.outgoingAllow }),
      jobs,
      events,
      clock,
      log,
      models,
      model: () => models.current(),
      settings: config,
      users: { of: (account, actingFor) => signIn.users.of(account, actingFor) },
    };
    await metadataJobs(runtime);
    await historyJobs(runtime);
    for (const capability of shelf) {
      await capability.jobs?.(runtime);
      closing.push(() => capability.close?.(runtime));
    }
    plugins.addJobs(runtime);
    const signIn = await openSignIn(runtime, { publicUrl: config.publicUrl });
    closing.push(() => signIn.sessions.close());
    closing.push(() => signIn.users.close());
    const startJobs = async () => {
      await metadataJobs(runtime);
      await jobs.start();
    };
    return { runtime, signIn, plugins, startJobs, close };
  } catch (cause) {
    await close();
    throw cause;
  }
}

/** The plugins that the app in the database names; none before there is an app. */
async function pluginsOf(database: Database): Promise<string[]> {
  const rows = await database.sql<{ name: string }[]>`
    select json_array_elements_text(coalesce(body -> 'plugins', '[]')) as name
    from kernel_document where kind = 'app'`;
  return rows.map(({ name }) => name);
}
