import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pino from "pino";
import { systemClock } from "../../core/clock.ts";
import { readConfig } from "../../core/config.ts";
import { openJobs } from "../../core/jobs/index.ts";
import { openOutgoing } from "../../core/outgoing/index.ts";
import { openSecrets } from "../../core/secrets/index.ts";
import { folderStorage } from "../../core/storage/index.ts";
import type { MetadataDocument } from "../../metamodel/index.ts";
import type { Capability } from "../../runtime/capability.ts";
import { type Crm, crmFor, type Runtime, systemUser } from "../../runtime/crm.ts";
import {
  applyChanges,
  metadataJobs,
  metadataMigrations,
  openModels,
  packMigrations,
} from "../../runtime/metadata/index.ts";
import { openEvents } from "../../runtime/open-events.ts";
import { accountMigrations } from "../../runtime/server/accounts/index.ts";
import { signInMigrations } from "../../runtime/server/sign-in/index.ts";
import { type TestDatabase, testDatabase } from "./database.ts";

/** The rooms up to metadata, without server and records: enough to publish and to look at tables. */
export interface MetadataHouse extends AsyncDisposable {
  readonly database: TestDatabase;
  readonly runtime: Runtime;
  /** The house acting for itself, with the model of this moment. */
  crm(): Crm;
  /** Publishes documents and waits for the jobs that follow. */
  apply(...documents: readonly unknown[]): Promise<number>;
}

/** Opens a workspace for tests of metadata, with the documents published. */
export async function metadataHouse({
  documents = [],
  capabilities = [],
  standard,
}: {
  documents?: readonly unknown[];
  capabilities?: readonly Capability[];
  /** The standard model that the software brings; the house's own where nobody says. */
  standard?: readonly MetadataDocument[];
} = {}): Promise<MetadataHouse> {
  const database = await testDatabase({
    migrations: [signInMigrations, accountMigrations, metadataMigrations, packMigrations],
  });
  const log = pino({ level: "silent" });
  const events = await openEvents(database);
  const models = await openModels(database, { capabilities, events, ...(standard ? { standard } : {}) });
  const files = await mkdtemp(join(tmpdir(), "dossier-metadata-"));
  const jobs = openJobs(database, log, {});
  const runtime: Runtime = {
    database,
    storage: await folderStorage(files),
    secrets: openSecrets(["for tests only".repeat(3)]),
    outgoing: openOutgoing(),
    jobs,
    events,
    clock: systemClock,
    log,
    models,
    model: () => models.current(),
    settings: readConfig({}),
    users: { of: async () => null },
  };
  await metadataJobs(runtime);
  await jobs.start();
  const crm = () => crmFor(runtime, systemUser, "system");
  const apply = async (...changed: readonly unknown[]) => {
    const published = await applyChanges(crm(), { documents: changed });
    for (const job of published.jobs) await jobs.finished(job);
    return published.revision;
  };
  if (documents.length > 0) await apply(...documents);
  return {
    database,
    runtime,
    crm,
    apply,
    [Symbol.asyncDispose]: async () => {
      await jobs.stop();
      await events.close();
      await database[Symbol.asyncDispose]();
      await rm(files, { recursive: true, force: true });
    },
  };
}
