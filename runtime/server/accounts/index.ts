/** The tables of groups and deputies, as one room of migrations; they stand on those of signing in. */
export const accountMigrations = { room: "accounts", folder: new URL("./sql/", import.meta.url) };
