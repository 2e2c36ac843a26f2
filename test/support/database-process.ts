import { applyMigrations, openDatabase } from "../../core/database/index.ts";

/**
 * A process that opens the embedded database of a folder and says so; with `write` it then says the number of each row
 * it has committed. Ends well on SIGTERM. Run by tests that kill it.
 */
const [data = "", task] = process.argv.slice(2);
const database = await openDatabase({ data, schema: "dossier", pool: 2 });
const { sql } = database;
await applyMigrations(database);
if (task === "write") await sql`create table seen (number bigserial primary key)`;
await say("open");
process.on("SIGTERM", async () => {
  await database.close();
  process.exit(0);
});
while (task === "write") {
  const [row] = await sql<{ number: string }[]>`insert into seen default values returning number`;
  await say(row?.number ?? "");
}
setInterval(() => undefined, 60_000);

/** Waits until the word is with the reader: what was said before a kill must not be lost in a buffer. */
function say(word: string): Promise<void> {
  return new Promise((resolve) => process.stdout.write(`${word}\n`, () => resolve()));
}
