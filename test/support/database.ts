import { inject } from "vitest";
import {
  applyMigrations,
  type Database,
  type MigrationFolder,
  openDatabase,
  quoteName,
} from "../../core/database/index.ts";

/** A database of its own for one test file or one test; gone when it is disposed of. */
export interface TestDatabase extends Database, AsyncDisposable {
  /** Where other processes reach it: a value for DATABASE_URL. */
  readonly url: string;
}

/**
 * A copy of the migrated template on a real PostgreSQL: the embedded one, or the one DATABASE_URL names. Further
 * migrations are applied to the copy.
 *
 * @example
 * await using database = await testDatabase();
 */
export async function testDatabase({
  migrations = [],
}: {
  migrations?: readonly MigrationFolder[];
} = {}): Promise<TestDatabase> {
  const { url, template } = inject("database");
  const name = `dossier_test_${crypto.randomUUID().replaceAll("-", "")}`;
  await asAdministrator(url, `create database ${quoteName(name)} template ${quoteName(template)}`);
  const own = urlOf(url, name);
  const database = await openDatabase({ data: "", databaseUrl: own, schema: "dossier", pool: 6 });
  if (migrations.length > 0) await applyMigrations(database, migrations);
  return {
    ...database,
    url: own,
    [Symbol.asyncDispose]: async () => {
      await database.close();
      await asAdministrator(url, `drop database if exists ${quoteName(name)} with (force)`);
    },
  };
}

/** The same server, another database. */
export function urlOf(url: string, database: string): string {
  const other = new URL(url);
  other.pathname = `/${database}`;
  return other.href;
}

/** Runs a statement that stands outside of every test database. */
export async function asAdministrator(url: string, statement: string): Promise<void> {
  const database = await openDatabase({ data: "", databaseUrl: url, schema: "public", pool: 1 });
  try {
    await database.sql.unsafe(statement);
  } finally {
    await database.close();
  }
}

declare module "vitest" {
  interface ProvidedContext {
    /** The server that tests run on, and the migrated database that they copy. */
    database: { url: string; template: string };
  }
}
