import { existsSync } from "node:fs";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { tryLock } from "../../core/data-folder/index.ts";
import { applyMigrations, openDatabase, quoteName } from "../../core/database/index.ts";
import { asAdministrator, urlOf } from "./database.ts";

/** Before all tests: a server, and the template database that each test copies. Returns what ends it. */
export default async function startDatabase(project: TestProject): Promise<() => Promise<void>> {
  const server = await testServer();
  const template = `dossier_template_${process.pid}_${Date.now()}`;
  await asAdministrator(server.url, `create database ${quoteName(template)} template template0`);
  const url = urlOf(server.url, template);
  const database = await openDatabase({ data: "", databaseUrl: url, schema: "dossier", pool: 1 });
  await applyMigrations(database);
  await database.close();
  project.provide("database", { url: server.url, template });
  return async () => {
    await asAdministrator(server.url, `drop database if exists ${quoteName(template)} with (force)`);
    await server.end();
  };
}

async function testServer(): Promise<{ url: string; end: () => Promise<void> }> {
  if (process.env.DATABASE_URL) return { url: process.env.DATABASE_URL, end: async () => undefined };
  await removeLeftOvers();
  const folder = await mkdtemp(join(tmpdir(), prefix));
  const release = tryLock(folder, "test");
  const keeper = await openDatabase({ data: folder, schema: "public", pool: 1, settings: hasty });
  return {
    url: `postgres://dossier@localhost/postgres?host=${encodeURIComponent(join(folder, "postgres"))}`,
    end: async () => {
      await keeper.close();
      release?.();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const prefix = "dossier-pg-";

/** Test data may be lost in a power cut; a user's may not. */
const hasty = {
  fsync: "off",
  full_page_writes: "off",
  synchronous_commit: "off",
  max_connections: "120",
} as const;

/** Ends the servers of test runs that were killed: nobody holds their lock any more. */
async function removeLeftOvers(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const folder = join(tmpdir(), name);
    if (!name.startsWith(prefix) || !existsSync(join(folder, "test.lock"))) continue;
    try {
      const release = tryLock(folder, "test");
      if (!release) continue;
      await (await openDatabase({ data: folder, schema: "public", pool: 1, settings: hasty })).close();
      release();
      await rm(folder, { recursive: true, force: true });
    } catch {
      // It belongs to another user.
    }
  }
}
