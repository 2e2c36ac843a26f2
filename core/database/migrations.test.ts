import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { testDatabase } from "../../test/support/database.ts";
import { applyMigrations, type MigrationFolder } from "./index.ts";

/** A room whose SQL files are the given ones. */
async function room(files: Record<string, string>): Promise<MigrationFolder & AsyncDisposable> {
  const folder = await mkdtemp(join(tmpdir(), "dossier-sql-"));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return {
    room: "trial",
    folder: pathToFileURL(`${folder}/`),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

test("the files of a room are applied once, in their order", async () => {
  await using database = await testDatabase();
  await using trial = await room({
    "0002-fill.sql": "insert into kernel_trial values (1);",
    "0001-make.sql": "create table kernel_trial (a int);",
  });
  await applyMigrations(database, [trial]);
  await applyMigrations(database, [trial]);
  expect(await database.sql`select a from kernel_trial`).toEqual([{ a: 1 }]);
});

test("processes that start together apply each file once", async () => {
  await using database = await testDatabase();
  await using trial = await room({
    "0001-make.sql": "create table kernel_trial (a int); select pg_sleep(0.2);",
    "0002-fill.sql": "insert into kernel_trial values (1);",
  });
  await Promise.all([1, 2, 3, 4].map(() => applyMigrations(database, [trial])));
  expect(await database.sql`select a from kernel_trial`).toHaveLength(1);
});

test("a file that fails leaves nothing of itself behind and can be corrected", async () => {
  await using database = await testDatabase();
  await using wrong = await room({ "0001-make.sql": "create table kernel_trial (a int); select 1 / 0;" });
  await expect(applyMigrations(database, [wrong])).rejects.toMatchObject({
    code: "migration.failed",
    values: { room: "trial", file: "0001-make.sql", reason: "division by zero" },
  });
  await using right = await room({ "0001-make.sql": "create table kernel_trial (a int);" });
  await applyMigrations(database, [right]);
  expect(await database.sql`select a from kernel_trial`).toEqual([]);
});

test("a file edited after it was applied is refused; other line ends are not an edit", async () => {
  await using database = await testDatabase();
  await using first = await room({ "0001-make.sql": "create table kernel_trial (\na int);" });
  await applyMigrations(database, [first]);
  await using windows = await room({ "0001-make.sql": "create table kernel_trial (\r\na int);" });
  await applyMigrations(database, [windows]);
  await using edited = await room({ "0001-make.sql": "create table kernel_trial (a text);" });
  await expect(applyMigrations(database, [edited])).rejects.toMatchObject({ code: "migration.edited" });
});

test("a program older than its tables stops, and a room that is not there any more keeps its tables", async () => {
  await using database = await testDatabase();
  await using newer = await room({ "0001-a.sql": "select 1", "0002-b.sql": "select 2" });
  await applyMigrations(database, [newer]);
  await using older = await room({ "0001-a.sql": "select 1" });
  await expect(applyMigrations(database, [older])).rejects.toMatchObject({ code: "migration.newer" });
  await applyMigrations(database);
});

test("a number used twice and a name without a number are refused", async () => {
  await using database = await testDatabase();
  await using twice = await room({ "0001-a.sql": "select 1", "0001-b.sql": "select 2" });
  await expect(applyMigrations(database, [twice])).rejects.toMatchObject({ code: "migration.name" });
  await using nameless = await room({ "first.sql": "select 1" });
  await expect(applyMigrations(database, [nameless])).rejects.toMatchObject({ code: "migration.name" });
});
