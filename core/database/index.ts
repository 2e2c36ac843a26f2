export { type Database, quoteName, quoteText, type Sql } from "./database.ts";
export { applyMigrations, type MigrationFolder } from "./migrations.ts";
export { onOneConnection, released } from "./one-connection.ts";
export { type DatabaseOptions, openDatabase } from "./open-database.ts";
export { mayRepeat } from "./transaction.ts";
